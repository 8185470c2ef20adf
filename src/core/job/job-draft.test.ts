import { expect, it } from 'vitest'
import { JobDraft } from './job-draft.ts'

it('does not say that a person stopped a job that was done, when a look finds something still to do', () => {
  const done = { phase: 'done', waiting: null, stopped: null, nextBatch: 2, troubles: 0, denials: 0 } as const
  const draft = new JobDraft({ ...done, flights: [] })
  draft.lookOnceMore(true)
  draft.endPhase({ inFlight: false, unsettled: false, unbegun: true })
  expect(draft).toMatchObject({ phase: 'done', stopped: { kind: 'looked' } })
})
