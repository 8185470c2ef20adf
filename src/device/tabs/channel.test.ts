import { expect, it } from 'vitest'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan } from '#core/plan/plan.ts'
import { restoreProgressOf, type RestoreProgress } from '#core/restore/run/progress.ts'
import { readyRestore } from '#core/restore/run/state.ts'
import { readRestoreProgress } from '#core/restore/run/read-progress.ts'
import { progressOf, type RunProgress } from '#core/deletion/run/progress.ts'
import { readyRun } from '#core/deletion/run/state.ts'
import type { RunWish } from '#core/job/tabs.ts'
import { readProgress } from '#core/deletion/run/read-progress.ts'
import { openChannel, type TabChannel } from './channel.ts'
import { ownChannel } from './own-channel.ts'
import { ownNameOf } from '../names.ts'

const plan = freezePlan(
  { id: 'p', plannedAt: 1, me: 7, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 },
  [{ id: 5, name: 'Ann', createdAt: 1, modifiedAt: 1, responsibleId: 1, typeId: '', sourceId: '' }],
  [],
)
const step = { kind: 'finished' } as const
const progress = progressOf(plan, 0, { state: readyRun(plan), step }, null)

const NO_SIGNAL = { announce: () => undefined, onAsked: () => undefined }
const openRuns = (channel: TabChannel | null, signal = NO_SIGNAL) =>
  openChannel(readProgress, channel, signal)

/** Channels of one browser: all others receive what one sends, as structured clones. */
function browser() {
  const tabs = new Set<EventTarget>()
  return (): TabChannel => {
    const tab = new EventTarget()
    tabs.add(tab)
    return Object.assign(tab, {
      postMessage(message: unknown) {
        const data: unknown = structuredClone(message)
        for (const other of tabs)
          if (other !== tab) other.dispatchEvent(new MessageEvent('message', { data }))
      },
    }) as TabChannel
  }
}

function twoTabs() {
  const join = browser()
  const raw = join() as TabChannel & { postMessage(message: unknown): void }
  const [runs, watches] = [openRuns(join()), openRuns(join())]
  const heard = { progress: [] as RunProgress[], asked: [] as RunWish[], own: [] as RunProgress[] }
  const end = watches.onProgress((each) => heard.progress.push(each))
  runs.onAsked((each) => heard.asked.push(each))
  runs.onProgress((each) => heard.own.push(each))
  return { runs, watches, heard, end, raw }
}

it('sends progress to other tabs, and never to its own', () => {
  const { runs, heard, end } = twoTabs()
  runs.report(progress)
  expect(heard.progress).toEqual([progress])
  expect(heard.own).toEqual([])
  end()
  runs.report(progress)
  expect(heard.progress).toHaveLength(1)
})

it('signals the portal’s other tabs when a run begins, and answers a tab that asks while it runs', () => {
  const rung: string[] = []
  let ask = (): void => undefined
  const signal = {
    announce: (): undefined => void rung.push('rung'),
    onAsked: (heard: () => void): undefined => void (ask = heard),
  }
  const channel = openChannel(readProgress, browser()(), signal)
  ask()
  expect(rung).toEqual([])
  channel.report(progress)
  channel.report({ ...progress, phase: 'running' })
  expect(rung).toHaveLength(1)
  ask()
  expect(rung).toHaveLength(2)
  channel.report({ ...progress, phase: 'done' })
  ask()
  expect(rung).toHaveLength(2)
  channel.report(progress)
  expect(rung).toHaveLength(3)
})

it('sends everything that a progress may hold', () => {
  const { runs, heard } = twoTabs()
  const waiting: RunProgress = {
    ...progress,
    phase: 'waiting-for-portal',
    waiting: { until: 5, reason: 'operating-time' },
    stopped: { kind: 'portal', failure: { kind: 'plan', code: 'X', portalText: 'no', retryAt: 4 } },
    secondsLeft: 12.5,
    doing: { kind: 'deleting', count: 12 },
  }
  const stopped: RunProgress = { ...progress, phase: 'done', stopped: { kind: 'asked' } }
  runs.report(waiting)
  runs.report(stopped)
  expect(heard.progress).toEqual([waiting, stopped])
})

it('lets a watching tab send requests', () => {
  const { watches, heard } = twoTabs()
  watches.ask('pause-asked')
  watches.ask('stop-asked')
  watches.ask('resume-asked')
  expect(heard.asked).toEqual(['pause-asked', 'stop-asked', 'resume-asked'])
  expect(heard.progress).toEqual([])
})

it('ignores what it does not understand', () => {
  const { raw, runs, heard } = twoTabs()
  const strange: unknown[] = [
    null,
    'pause-asked',
    { ask: 'delete-everything' },
    { progress: null },
    { progress: { ...progress, phase: 'flying' } },
    { progress: { ...progress, phase: 'toString' } },
    { progress: { ...progress, total: -1 } },
    { progress: { ...progress, counts: { deleted: 1 } } },
  ]
  for (const message of strange) raw.postMessage(message as never)
  expect(heard).toEqual({ progress: [], asked: [], own: [] })
  runs.report(progress)
  expect(heard.progress).toHaveLength(1)
})

it('is silent where there are no channels', () => {
  const channel = openRuns(null)
  const end = channel.onProgress(() => undefined)
  channel.report(progress)
  channel.ask('pause-asked')
  end()
})

it('uses the browser’s own channels, separate by portal, user and kind of run', async () => {
  const own = (memberId: string, userId: number, what: 'run' | 'restore' = 'run') =>
    openRuns(ownChannel(ownNameOf(memberId, userId, what)))
  const heard = new Promise<RunProgress>((resolve) => own('portal', 7).onProgress(resolve))
  const wrong: RunProgress[] = []
  own('portal', 71).onProgress((each) => wrong.push(each))
  own('another', 7).onProgress((each) => wrong.push(each))
  own('portal', 7, 'restore').onProgress((each) => wrong.push(each))
  own('portal', 7).report(progress)
  expect(await heard).toEqual(progress)
  expect(wrong).toEqual([])
})

it('sends the progress of a restore, and ignores any other', () => {
  const empty = { version: 1, id: 'p', plannedAt: 1, entries: [], tasks: [] } as const
  const restore = restoreProgressOf(empty, { state: readyRestore(empty), step }, null)
  const join = browser()
  const [reports, watches] = [join(), join()].map((tab) => openChannel(readRestoreProgress, tab, NO_SIGNAL))
  const heard: RestoreProgress[] = []
  watches!.onProgress((each) => heard.push(each))
  openRuns(join()).report(progress)
  reports!.report({ ...restore, finished: -1 })
  reports!.report(restore)
  expect(heard).toEqual([restore])
})

it('reads the progress of a version that says nothing of what it does', () => {
  const older = Object.fromEntries(Object.entries(progress).filter(([name]) => name !== 'doing'))
  expect(Object.keys(older)).not.toHaveLength(Object.keys(progress).length)
  expect(readProgress(older)).toEqual(progress)
})
