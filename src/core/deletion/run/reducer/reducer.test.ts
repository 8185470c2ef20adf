import { describe, expect, it } from 'vitest'
import type { Failure } from '../../../failure.ts'
import { DEFAULT_GUARDS } from '../../../plan/guards.ts'
import { freezePlan } from '../../../plan/plan.ts'
import type { RunEvent } from '../events.ts'
import { afterEvent } from './reducer.ts'
import { readyRun, verdictOf, type RunState } from '../state.ts'

const plan = freezePlan(
  { id: 'plan', plannedAt: 0, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 },
  [10, 11, 12].map((id) => ({
    id,
    name: `N ${id}`,
    createdAt: -1,
    modifiedAt: -1,
    responsibleId: 1,
    typeId: '',
    sourceId: '',
  })),
  [],
)
const ALL = [0, 1, 2]
const NONE = { deleted: [], others: [], clear: [], absent: [], guarded: [], unread: [], meter: null }

/** All three were checked, sent, and refused with these words; then they were looked at. */
function refusedThenSeen(words: readonly Failure[], gone: readonly number[]): RunState {
  const events: RunEvent[] = [
    { type: 'resume-asked', at: 0 },
    { type: 'sent', at: 1, batch: 1, deletes: [], checks: ALL },
    { type: 'answered', at: 2, batch: 1, ...NONE, clear: ALL },
    { type: 'sent', at: 3, batch: 2, deletes: ALL, checks: [] },
    {
      type: 'answered',
      at: 4,
      batch: 2,
      ...NONE,
      others: words.map((failure, contact) => [contact, { kind: 'refused', failure }] as const),
    },
    { type: 'look-sent', at: 5, batch: 3, contacts: ALL },
    {
      type: 'looked',
      at: 6,
      batch: 3,
      gone,
      there: ALL.filter((contact) => !gone.includes(contact)),
      hidden: [],
      unread: [],
    },
  ]
  return events.reduce(afterEvent, readyRun(plan))
}

describe('refusals whose words came from another command of the batch (portal README, "Refusals of the CRM")', () => {
  const veto: Failure = { kind: 'portal-error', code: 'ERROR_CORE', portalText: 'A handler says no' }

  it('do not prove a missing permission: a handler may have refused both, and a colleague deleted one', () => {
    const state = refusedThenSeen([veto, veto, veto], [0])
    expect(verdictOf(state, 0)).toEqual({ kind: 'gone' })
    expect(verdictOf(state, 1)).toEqual({ kind: 'failed', failure: veto })
    expect(verdictOf(state, 2)).toEqual({ kind: 'failed', failure: veto })
  })
})

describe('a pause', () => {
  const sent: RunEvent[] = [
    { type: 'resume-asked', at: 0 },
    { type: 'sent', at: 1, batch: 1, deletes: [], checks: ALL },
    { type: 'answered', at: 2, batch: 1, ...NONE, clear: ALL },
    { type: 'sent', at: 3, batch: 2, deletes: ALL, checks: [] },
    { type: 'pause-asked', at: 4 },
  ]
  const answered = (deleted: readonly number[]): RunState =>
    [...sent, { type: 'answered', at: 5, batch: 2, ...NONE, deleted } as const].reduce(
      afterEvent,
      readyRun(plan),
    )

  it('after everything was sent ends with the result: there is nothing to resume', () => {
    expect(answered(ALL).phase).toBe('done')
  })

  it('lasts while contacts are left to be looked at', () => {
    expect(answered([0, 1]).phase).toBe('paused')
  })
})
