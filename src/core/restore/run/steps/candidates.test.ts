import { expect, it } from 'vitest'
import { ourKey } from '../../plan/external-key.ts'
import type { RestorePlan } from '../../plan/plan.ts'
import { actedEvent, lookedEvent } from '../replies.ts'
import { afterRestoreEvent } from '../reducer.ts'
import { readyRestore } from '../state.ts'
import { candidates } from './candidates.ts'

it('are as many as there are things to be linked, which a call takes no longer as its arguments', () => {
  const LINKS = 200_000
  const plan: RestorePlan = {
    version: 1,
    id: 'p',
    plannedAt: 0,
    entries: [],
    tasks: [
      {
        entry: 0,
        needs: null,
        kind: 'contact',
        key: ourKey(1),
        knownBefore: [],
        fields: {},
        complete: true,
        alone: false,
      },
      ...Array.from({ length: LINKS }, (_, at) => {
        return { entry: 0, needs: 0, kind: 'activity-binding', id: at + 1 } as const
      }),
    ],
  }
  let state = afterRestoreEvent(plan, readyRestore(plan), { type: 'resume-asked', at: 0 })
  for (const [kind, answer] of [
    ['look', { kind: 'absent' }],
    ['act', { kind: 'done', id: 7 }],
    ['look', { kind: 'found', ids: [7] }],
  ] as const) {
    const sent = { type: `${kind}-sent`, at: 0, batch: state.nextBatch, tasks: [0] } as never
    state = afterRestoreEvent(plan, state, sent)
    const answered = kind === 'act' ? actedEvent : lookedEvent
    state = afterRestoreEvent(plan, state, answered(sent, new Map([[0, answer]]) as never, 0))
  }
  expect(candidates(plan, state, 0, 300).acts).toHaveLength(LINKS)
})
