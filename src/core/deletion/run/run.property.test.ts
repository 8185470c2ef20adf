import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seconds } from '../../../../e2e/simulation/arbitrary-seconds.ts'
import { failure } from '../../../../e2e/simulation/faults.ts'
import { play, type Outcome, type Scenario } from '../../../../e2e/simulation/deletion-run/scenario.ts'
import { journalLies, lies } from '../../../../e2e/simulation/deletion-run/truth.ts'
import { numberOfRuns } from '../../../../e2e/tools/vitest/number-of-runs.ts'

/** What these numbers leave out, `npm run fuzz` finds: here each line of the engine is reached. */
const SCENARIOS = numberOfRuns(1_500)

const colleagues = fc.array(
  fc.record({
    after: seconds(60),
    contact: fc.nat(60),
    act: fc.constantFrom('delete', 'change', 'relate', 'forbid', 'allow', 'hide'),
  }),
  { maxLength: 6 },
)
const scenarios: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.nat(),
  contacts: fc.integer({ min: 1, max: 60 }),
  faultRate: fc.constantFrom(0, 0.1, 0.3, 0.6),
  deleteSeconds: fc.constantFrom(0.02, 0.15, 0.8, 4),
  notFound: fc.constantFrom('coded', 'empty', 'denied'),
  colleagues,
  crashes: fc.array(
    fc.record({ append: fc.integer({ min: 1, max: 25 }), when: fc.constantFrom('before', 'after') }),
    {
      maxLength: 3,
    },
  ),
  asks: fc.array(
    fc.record({ after: seconds(90), what: fc.constantFrom('pause-asked', 'resume-asked', 'stop-asked') }),
    { maxLength: 3 },
  ),
  closes: fc.option(
    fc.record({
      after: seconds(30),
      failure: fc.constantFrom(
        failure('app-removed', 'APPLICATION_NOT_FOUND'),
        failure('plan', 'ACCESS_DENIED'),
        failure('access-denied', 'user_access_error'),
        failure('auth', 'expired_token'),
      ),
    }),
    { freq: 6 },
  ),
  vetoed: fc.array(fc.nat(60), { maxLength: 2 }),
  recheck: fc.boolean(),
  copies: fc.option(
    fc.record({
      incomplete: fc.constantFrom('keep', 'delete'),
      first: fc.boolean(),
      partial: fc.array(fc.nat(60), { maxLength: 2 }),
    }),
    { nil: undefined },
  ),
})

const CALM: Scenario = {
  seed: 0,
  contacts: 5,
  faultRate: 0,
  deleteSeconds: 0.15,
  notFound: 'coded',
  colleagues: [],
  crashes: [],
  asks: [],
  closes: null,
  vetoed: [],
  recheck: false,
  copies: undefined,
}
const REMOVED = failure('app-removed', 'APPLICATION_NOT_FOUND')
/** The page dies with two deletes on their way: the record of their answer is the fifth. */
const CUT_OFF: Scenario = {
  ...CALM,
  contacts: 2,
  deleteSeconds: 4,
  crashes: [{ append: 5, when: 'before' }],
}

/** How a contact gets each status that matters. Without them the scenarios below would prove little. */
const EXAMPLES: Readonly<Partial<Record<keyof Outcome['state']['counts'], Scenario>>> = {
  waiting: { ...CALM, contacts: 60, closes: { after: 3, failure: REMOVED } },
  deleted: CALM,
  'found-deleted': CUT_OFF,
  // Deleted between the check and our delete of it.
  gone: { ...CALM, contacts: 60, colleagues: [{ after: 1, contact: 12, act: 'delete' }] },
  'already-gone': { ...CALM, colleagues: [{ after: 0, contact: 0, act: 'delete' }] },
  denied: { ...CALM, colleagues: [{ after: 0, contact: 2, act: 'forbid' }] },
  'denied-unseen': { ...CALM, colleagues: [{ after: 0, contact: 2, act: 'hide' }] },
  guarded: { ...CALM, colleagues: [{ after: 0, contact: 2, act: 'change' }] },
  failed: { ...CALM, vetoed: [2] },
  unknown: { ...CUT_OFF, closes: { after: 4, failure: REMOVED } },
}

/** A handler refuses two contacts in the same words, and a colleague deletes one of them before the look. */
const VETOED_BESIDE_A_COLLEAGUE: Scenario = {
  ...CALM,
  contacts: 13,
  colleagues: [{ after: 0.993, contact: 3, act: 'delete' }],
  vetoed: [30, 42],
}

describe('a run against a simulated portal where everything goes wrong', () => {
  it('gives every contact its true verdict, deletes nothing else, and its journal agrees', async () => {
    let played = 0
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const outcome = await play(scenario)
        played++
        expect(lies(outcome)).toEqual([])
        expect(journalLies(outcome, scenario.seed)).toEqual([])
      }),
      {
        numRuns: SCENARIOS,
        examples: [...Object.values(EXAMPLES), VETOED_BESIDE_A_COLLEAGUE].map((example) => [example]),
      },
    )
    expect(played).toBeGreaterThanOrEqual(SCENARIOS)
  })

  it.each(Object.entries(EXAMPLES))('comes to "%s" in its example', async (status, example) => {
    const { state } = await play(example)
    expect(new Map(Object.entries(state.counts)).get(status)).toBeGreaterThan(0)
  })
})
