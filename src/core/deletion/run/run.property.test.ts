import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seconds } from '../../../../e2e/simulation/arbitrary-seconds.ts'
import { failure } from '../../../../e2e/simulation/faults.ts'
import { play, type Scenario } from '../../../../e2e/simulation/scenario.ts'
import { journalLies, lies } from '../../../../e2e/simulation/truth.ts'

/** Together with run.restarts.test.ts and copies.property.test.ts more than 10,000. */
const SCENARIOS = 5_500

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

/** A handler refuses two contacts in the same words, and a colleague deletes one of them before the look. */
const VETOED_BESIDE_A_COLLEAGUE: Scenario = {
  seed: 0,
  contacts: 13,
  faultRate: 0,
  deleteSeconds: 0.15,
  notFound: 'coded',
  colleagues: [{ after: 0.993, contact: 3, act: 'delete' }],
  crashes: [],
  asks: [],
  closes: null,
  vetoed: [30, 42],
  recheck: false,
  copies: undefined,
}

describe('a run against a simulated portal where everything goes wrong', () => {
  it('gives every contact its true verdict, deletes nothing else, and its journal agrees', async () => {
    let played = 0
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const outcome = await play(scenario)
        played++
        for (const [status, count] of Object.entries(outcome.state.counts)) if (count > 0) seen.add(status)
        expect(lies(outcome)).toEqual([])
        expect(journalLies(outcome, scenario.seed)).toEqual([])
      }),
      { numRuns: SCENARIOS, examples: [[VETOED_BESIDE_A_COLLEAGUE]] },
    )
    expect(played).toBeGreaterThanOrEqual(SCENARIOS)
    // Scenarios in which nothing happens would prove nothing.
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'waiting',
        'deleted',
        'found-deleted',
        'gone',
        'already-gone',
        'denied',
        'denied-unseen',
        'guarded',
        'failed',
        'unknown',
      ]),
    )
  })
})
