import { describe, expect, it } from 'vitest'
import { failureOfKind } from '../failure.ts'
import { MAY_STILL_WORK_MS } from '../job/timing.ts'
import { DEFAULT_GUARDS } from '../plan/guards.ts'
import { freezePlan } from '../plan/plan.ts'
import { reportOf } from './report.ts'
import type { RunEvent } from './run/events.ts'
import { afterEvent } from './run/reducer/reducer.ts'
import { settlingOf } from './settling.ts'
import { readyRun, type RunState } from './run/state.ts'

const NOW = Date.UTC(2026, 0, 10, 10)
const PLAN = freezePlan(
  { id: 'plan', plannedAt: 0, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 },
  Array.from({ length: 4 }, (_, at) => ({
    id: at + 1,
    name: null,
    createdAt: 0,
    modifiedAt: 0,
    responsibleId: 1,
    typeId: '',
    sourceId: '',
  })),
  [],
)
const NOTHING = { deleted: [], others: [], clear: [], absent: [], guarded: [], unread: [], meter: null }

function after(...events: RunEvent[]): RunState {
  return events.reduce(afterEvent, readyRun(PLAN))
}

const sent = (batch: number, deletes: number[], checks: number[] = []): RunEvent => ({
  type: 'sent',
  at: NOW,
  batch,
  deletes,
  checks,
})
/** Two deletes are lost, and the other two are done. */
const LOST: RunEvent[] = [
  { type: 'resume-asked', at: NOW },
  sent(1, [], [0, 1, 2, 3]),
  { type: 'answered', at: NOW, batch: 1, ...NOTHING, clear: [0, 1, 2, 3] },
  sent(2, [0, 1]),
  { type: 'failed', at: NOW, batch: 2, failure: failureOfKind('network') },
]
const REST: RunEvent[] = [
  sent(3, [2, 3]),
  { type: 'answered', at: NOW, batch: 3, ...NOTHING, deleted: [2, 3] },
]
const look = (batch: number, at: number): RunEvent => ({ type: 'look-sent', at, batch, contacts: [0, 1] })
const seen = (batch: number, at: number, there: number[], gone: number[]): RunEvent => ({
  type: 'looked',
  at,
  batch,
  there,
  gone,
  hidden: [],
  unread: [],
})

describe('what is left of a run', () => {
  it('is nothing special while others are still to be deleted, or under way for the first time', () => {
    expect(settlingOf(after(...LOST))).toBeNull()
    expect(settlingOf(after(...LOST, sent(3, [2, 3])))).toBeNull()
  })

  it('are the contacts whose answer was lost, until the portal can no longer be at work on them', () => {
    const settling = settlingOf(after(...LOST, ...REST))
    expect(settling).toEqual({ contacts: new Set([0, 1]), until: NOW + MAY_STILL_WORK_MS })
    const looked = after(...LOST, ...REST, look(4, NOW), seen(4, NOW, [0], [1]))
    expect(settlingOf(looked)).toEqual({ contacts: new Set([0]), until: NOW + MAY_STILL_WORK_MS })
  })

  it('are they too while they are sent once more, and are called not known all the time', () => {
    const late = NOW + MAY_STILL_WORK_MS
    const events = [...LOST, ...REST, look(4, late), seen(4, late, [0], [1])]
    for (const state of [after(...events), after(...events, sent(5, [], [0]))]) {
      expect(settlingOf(state)).toEqual({ contacts: new Set([0]), until: null })
      expect(reportOf(PLAN, state).groups.map(({ reason, contacts }) => [reason.kind, contacts])).toEqual([
        ['unknown', [0]],
        ['deleted', [1, 2, 3]],
      ])
    }
  })

  it('is nothing when it is over, and not shown while a person has paused', () => {
    expect(settlingOf(after(...LOST, ...REST, look(4, NOW), seen(4, NOW, [], [0, 1])))).toBeNull()
    expect(settlingOf(after(...LOST, ...REST, { type: 'pause-asked', at: NOW }))).toBeNull()
  })

  it('leaves out what a stopped run will not send any more', () => {
    const stopped = after(...LOST, { type: 'stop-asked', at: NOW })
    expect(settlingOf(stopped)?.contacts).toEqual(new Set([0, 1]))
    expect(reportOf(PLAN, stopped).groups.map(({ reason }) => reason.kind)).toEqual(['unknown', 'waiting'])
  })
})
