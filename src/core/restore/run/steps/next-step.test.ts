import { describe, expect, it } from 'vitest'
import { ENTERPRISE_BUCKET, USUAL_BUCKET } from '../../../job/pace/bucket.ts'
import { newPace, type Pace } from '../../../job/pace/pace.ts'
import { ourKey } from '../../plan/external-key.ts'
import type { RestorePlan } from '../../plan/plan.ts'
import type { RestoreTask } from '../../plan/tasks.ts'
import { actedEvent, lookedEvent } from '../replies.ts'
import { afterRestoreEvent } from '../reducer.ts'
import { readyRestore, type RestoreState } from '../state.ts'
import { nextRestoreStep, type RestoreStep } from './next-step.ts'

/** Which requests of a restore are in flight at once. All contacts are linked to the same deal, as its primary contact. */

const COMMENTS = 3
const SPACE = COMMENTS + 2

/** @param isEmployed each contact has a company, too. */
function planOf(contacts: number, isEmployed = false): RestorePlan {
  const tasks = Array.from({ length: contacts }, (_, entry): RestoreTask[] => {
    const hung = { entry, needs: entry * (SPACE + Number(isEmployed)) }
    return [
      {
        entry,
        needs: null,
        kind: 'contact',
        key: ourKey(entry + 1),
        knownBefore: [],
        fields: {},
        complete: true,
        alone: false,
      },
      ...(isEmployed
        ? [{ ...hung, kind: 'company' as const, id: 8, primary: true, sort: 0, roleId: 0 }]
        : []),
      { ...hung, kind: 'link', entityTypeId: 2, id: 9, primary: true },
      ...Array.from({ length: COMMENTS }, (_each, at): RestoreTask => ({
        ...hung,
        kind: 'comment',
        mark: `m${at}`,
        text: 'Hello',
        alone: false,
      })),
    ]
  })
  const entries = tasks.map((_, at) => ({
    oldId: at + 1,
    archiveId: '',
    name: null,
    decision: { kind: 'create' } as const,
    goneTargets: [],
    losses: [],
    unsaved: [],
  }))
  return { version: 1, id: 'p', plannedAt: 0, entries, tasks: tasks.flat() }
}

interface Seen {
  readonly state: RestoreState
  readonly most: number
}

/** Plays a restore on a portal where all goes well; the oldest request is answered when no other can leave. */
function play(
  plan: RestorePlan,
  limits = USUAL_BUCKET,
  check: (state: RestoreState) => void = () => undefined,
  isTried = true,
): Seen {
  let now = 0
  let pace: Pace = newPace(now, limits)
  let state = afterRestoreEvent(plan, readyRestore(plan), { type: 'resume-asked', at: now })
  let most = 0
  const made = new Set<number>()
  for (;;) {
    const step: RestoreStep = nextRestoreStep(plan, state, pace, now, 50, isTried)
    if (step.kind === 'finished') return { state, most }
    if (step.kind === 'wait') {
      const [flight] = state.flights
      now = Math.max(now + 100, flight === undefined ? (step.until ?? now) : 0)
      if (flight === undefined) continue
      const sent = { type: `${flight.kind}-sent`, at: flight.sentAt, ...flight } as never
      const answers = new Map(
        flight.tasks.map((task) => {
          const isLink = plan.tasks[task]?.kind === 'link'
          const id = isLink ? 0 : 1_000 + task
          const seen = made.has(task) ? { kind: 'found', ids: [id] } : { kind: 'absent' }
          if (flight.kind === 'act') made.add(task)
          return [task, flight.kind === 'act' ? { kind: 'done', id } : seen]
        }),
      )
      const event =
        flight.kind === 'act'
          ? actedEvent(sent, answers as never, now)
          : lookedEvent(sent, answers as never, now)
      state = afterRestoreEvent(plan, state, event)
    } else {
      const type = step.kind === 'act' ? 'act-sent' : 'look-sent'
      state = afterRestoreEvent(plan, state, { type, at: now, batch: state.nextBatch, tasks: step.tasks })
      pace = { ...pace, sentAt: now }
      most = Math.max(most, state.flights.length)
      check(state)
    }
  }
}

describe('requests of a restore in flight at once', () => {
  it('are several, never share a contact or write to the same record, and make everything once', () => {
    const plan = planOf(120)
    const { state, most } = play(plan, USUAL_BUCKET, ({ flights }) => {
      const contacts = flights.flatMap(({ tasks }) => [
        ...new Set(tasks.map((task) => plan.tasks[task]?.entry)),
      ])
      const shared = new Set(contacts).size < contacts.length
      const linking = flights.filter(({ tasks }) => tasks.some((task) => plan.tasks[task]?.kind === 'link'))
      expect([shared, linking.length <= 1]).toEqual([false, true])
    })
    expect(most).toBe(3)
    expect([state.contacts.done, state.parts.done]).toEqual([120, 120 * (SPACE - 1)])
  })

  it('are more where the bucket has more room', () => {
    expect(play(planOf(300), ENTERPRISE_BUCKET).most).toBeGreaterThan(3)
  })

  it('hold few batches while these still grow', () => {
    const plan = planOf(300)
    const check = ({ flights }: RestoreState): void => {
      const batches = flights.filter(({ kind, tasks }) => kind === 'act' && tasks.length > 1)
      expect(batches.length).toBeLessThanOrEqual(2)
    }
    const { state } = play(plan, ENTERPRISE_BUCKET, check, false)
    expect([state.contacts.done, state.parts.done]).toEqual([300, 300 * (SPACE - 1)])
  })

  it('are of the last few contacts together with those before them', () => {
    let open = 0
    play(planOf(340), USUAL_BUCKET, (state) => (open = Math.max(open, state.open.length)))
    expect(open).toBe(340)
  })

  it('hold first what needs a lookup, since links can wait', () => {
    const plan = planOf(40, true)
    const kinds = new Set<string>()
    play(plan, USUAL_BUCKET, ({ flights }) => {
      const last = flights.at(-1)
      if (last?.kind !== 'act') return
      const own = last.tasks.map((task) => plan.tasks[task]?.kind ?? '')
      for (const kind of own.slice(own.indexOf('company') + 1 || own.length)) kinds.add(kind)
    })
    expect([...kinds]).toEqual(['company'])
  })

  it('hold one contact until it is known whether this person may import', () => {
    const plan = planOf(120)
    play(plan, USUAL_BUCKET, ({ imports, flights }) => {
      if (imports !== 'untried') return
      const acts = flights.flatMap(({ kind, tasks }) => (kind === 'act' ? tasks : []))
      expect(acts.length).toBeLessThanOrEqual(1)
    })
  })

  it('leave apart where the journal rides along', () => {
    const plan = planOf(2)
    const state = afterRestoreEvent(plan, readyRestore(plan), { type: 'resume-asked', at: 0 })
    const pace = { ...newPace(0, USUAL_BUCKET, null, { commands: 49, apartMs: 250 }), sentAt: 900 }
    expect(nextRestoreStep(plan, state, pace, 1_000)).toEqual({
      kind: 'wait',
      until: 1_150,
      reason: 'requests',
    })
    expect(nextRestoreStep(plan, state, pace, 1_150)).toMatchObject({ kind: 'look' })
  })
})
