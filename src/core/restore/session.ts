import { ENTERPRISE_BUCKET, USUAL_BUCKET } from '../job/pace/bucket.ts'
import { accompany, isActive } from '../job/session-services.ts'
import { driveRestore, type RestoreDrive } from './run/driver.ts'
import { replayRestore, writeRestoreRecord } from './run/journal.ts'
import type { RestorePlan } from './plan/plan.ts'
import { restoreProgressOf, tasksDone, type Measure, type RestoreProgress } from './run/progress.ts'
import { afterRestoreEvent } from './run/reducer.ts'
import { readyRestore, restoreProgress, type RestoreState } from './run/state.ts'
import type { DamagedRun, JobPorts, RunLock } from '../job/ports.ts'
import type { TabsChannel } from '../job/tabs.ts'
import type { PortalFacts } from '../plan/ports.ts'
import type { RestoreJournal, RestoreSender } from './ports.ts'

export interface RestoreSessionPorts extends JobPorts {
  readonly facts: Pick<PortalFacts, 'enterprise'>
  /** @param importMode of the restore's plan. */
  sender(importMode: boolean): RestoreSender
  readonly restoreJournal: RestoreJournal
  /** One restore a portal and user at a time; a deletion may run beside it. */
  readonly restoreLock: RunLock
  readonly restoreChannel: TabsChannel<RestoreProgress>
}

/** A restore that this tab carries out, from its beginning or its taking up until it is left; as core/run/session.ts. */
export interface RestoreSession {
  readonly plan: RestorePlan
  readonly state: RestoreState
  readonly progress: RestoreProgress
  /** False: nobody keeps it, so it cannot be taken up after a reload. */
  readonly kept: boolean
  /** False: a part of the journal was damaged; contacts it told of are looked for anew. */
  readonly journalWhole: boolean
  ask(what: 'resume-asked' | 'pause-asked' | 'stop-asked' | 'recheck-asked'): void
  /** Called after every change; the result ends it. */
  watch(changed: () => void): () => void
  /**
   * Lets go of a restore: its journal is thrown away when it is done or `forget` says so, and kept otherwise. Another
   * may begin then.
   */
  leave(forget: boolean): Promise<void>
}

/** Begins the restore of a confirmed plan. Null: another tab of this browser carries out a restore. */
export async function beginRestore(
  plan: RestorePlan,
  ports: RestoreSessionPorts,
): Promise<RestoreSession | null> {
  const held = await ports.restoreLock.hold()
  if (held === null) return null
  const kept = await ports.restoreJournal.begin(plan)
  const session = carry(plan, { state: readyRestore(plan), nextRecord: 0, whole: true, kept }, held, ports)
  session.ask('resume-asked')
  return session
}

/** A restore that an earlier visit left: how it stands by its journal. */
export type FoundRestore =
  | {
      readonly kind: 'found'
      readonly planId: string
      /** Contacts. */
      readonly total: number
      readonly finished: number
      readonly done: boolean
    }
  | DamagedRun

/** Looks whether there is a restore to be taken up, and touches nothing. */
export async function peekRestore({
  restoreJournal,
}: Pick<RestoreSessionPorts, 'restoreJournal'>): Promise<FoundRestore | null> {
  const run = await restoreJournal.unfinished()
  if (run?.kind !== 'whole') return run
  const { state } = replayRestore(run.plan, run.records)
  return { kind: 'found', planId: run.plan.id, ...restoreProgress(state), done: state.phase === 'done' }
}

/**
 * Takes up a restore from its journal, which is read anew: another tab may have gone on with it since. What was sent
 * and not answered is looked for first; nothing is sent before the person asks to go on. Null as for `beginRestore`,
 * or the restore is no more.
 */
export async function takeUpRestore(ports: RestoreSessionPorts): Promise<RestoreSession | null> {
  const held = await ports.restoreLock.hold()
  if (held === null) return null
  const found = await ports.restoreJournal.unfinished()
  if (found?.kind !== 'whole') {
    held.release()
    return null
  }
  const { plan, records } = found
  ports.requests.noteEarlierVisit()
  const replayed = replayRestore(plan, records)
  const restarted = { type: 'restarted', at: ports.clock.now() } as const
  const state = afterRestoreEvent(plan, replayed.state, restarted)
  const kept = await ports.restoreJournal.append(plan.id, writeRestoreRecord(replayed.next, restarted))
  return carry(plan, { state, nextRecord: replayed.next + 1, whole: replayed.whole, kept }, held, ports)
}

interface Beginning {
  readonly state: RestoreState
  readonly nextRecord: number
  readonly whole: boolean
  readonly kept: boolean
}

function carry(
  plan: RestorePlan,
  begun: Beginning,
  held: { release(): void },
  ports: RestoreSessionPorts,
): RestoreSession {
  const { state, nextRecord } = begun
  const limits = ports.facts.enterprise ? ENTERPRISE_BUCKET : USUAL_BUCKET
  const { restoreJournal: journal, clock, requests } = ports
  const sender = ports.sender(plan.importMode)
  const running: RestoreDrive = driveRestore(
    { plan, state, nextRecord, limits },
    { sender, journal, clock, requests },
  )
  let measure: Measure | null = null
  const unmeasure = running.watch(() => {
    measure = isActive(running.state)
      ? (measure ?? { since: clock.now(), done: tasksDone(running.state) })
      : null
  })
  const progress = (): RestoreProgress => restoreProgressOf(plan, running.state, measure, clock.now())
  const part = accompany(running, progress, { ...ports, channel: ports.restoreChannel })

  return {
    plan,
    get state() {
      return running.state
    },
    get progress() {
      return progress()
    },
    get kept() {
      return begun.kept && running.kept
    },
    journalWhole: begun.whole,
    ask: (what) => running.ask(what),
    watch: (changed) => running.watch(changed),
    async leave(forget) {
      running.abandon()
      unmeasure()
      part()
      if (forget || running.state.phase === 'done') await journal.finish(plan.id)
      held.release()
    },
  }
}
