import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seconds } from '../../../../e2e/simulation/arbitrary-seconds.ts'
import { play, type Outcome, type Scenario } from '../../../../e2e/simulation/deletion-run/scenario.ts'
import { journalLies, lies, lostWithoutCopy } from '../../../../e2e/simulation/deletion-run/truth.ts'
import { numberOfRuns } from '../../../../e2e/tools/vitest/number-of-runs.ts'

const calm = {
  faultRate: fc.constantFrom(0, 0.1, 0.3),
  notFound: fc.constantFrom('coded', 'empty', 'denied'),
  asks: fc.array(
    fc.record({ after: seconds(60), what: fc.constantFrom('pause-asked', 'resume-asked', 'stop-asked') }),
    { maxLength: 2 },
  ),
  colleagues: fc.array(
    fc.record({ after: seconds(60), contact: fc.nat(150), act: fc.constantFrom('delete', 'change') }),
    { maxLength: 3 },
  ),
  closes: fc.constant(null),
  vetoed: fc.constant([]),
  recheck: fc.constant(false),
} as const
const copies = {
  incomplete: fc.constantFrom('keep', 'delete'),
  first: fc.boolean(),
  partial: fc.array(fc.nat(150), { maxLength: 2 }),
} as const

/** Most runs take longer than a sight of the archive is valid. */
const erasures: fc.Arbitrary<Scenario> = fc.record({
  ...calm,
  seed: fc.nat(),
  contacts: fc.integer({ min: 30, max: 150 }),
  deleteSeconds: fc.constantFrom(0.8, 4),
  crashes: fc.array(
    fc.record({ append: fc.integer({ min: 1, max: 40 }), when: fc.constantFrom('before', 'after') }),
    { maxLength: 2 },
  ),
  copies: fc.record({
    ...copies,
    erased: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 3 }),
  }),
})

const lostEnds: fc.Arbitrary<Scenario> = fc.record({
  ...calm,
  seed: fc.nat(),
  contacts: fc.integer({ min: 1, max: 150 }),
  deleteSeconds: fc.constantFrom(0.02, 0.15, 0.8),
  crashes: fc.array(
    fc.record({
      append: fc.integer({ min: 1, max: 30 }),
      when: fc.constantFrom('before', 'after'),
      lost: fc.nat(30),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  copies: fc.record(copies),
})

const deletedIn = ({ world }: Outcome): number =>
  [...world.contacts.values()].filter(({ gone }) => gone === 'by-us').length
const begunAnew = ({ journal }: Outcome, kept: boolean): boolean =>
  journal.records.some((line) => line.includes('"copies-gone"') && line.includes(`"kept":${kept}`))

describe('an archive that somebody erases at any moment of the run', () => {
  it('is made again for all contacts still to be deleted, and none is deleted without a copy', async () => {
    let noticed = 0
    let deleted = 0
    await fc.assert(
      fc.asyncProperty(erasures, async (scenario) => {
        const outcome = await play(scenario)
        noticed += Number(begunAnew(outcome, false))
        deleted += deletedIn(outcome)
        // An erasure after the last delete is not noticed; then the count is that of the erased archive.
        const found = lies(outcome).filter((lie) => !lie.includes('copies counted'))
        expect(found).toEqual([])
        expect(journalLies(outcome, scenario.seed)).toEqual([])
      }),
      { numRuns: numberOfRuns(150) },
    )
    expect(noticed).toBeGreaterThan(numberOfRuns(20))
    expect(deleted).toBeGreaterThan(numberOfRuns(500))
  })
})

/** A part fails to be written, and before it is tried again contacts go whose only copy stands in its place. */
const GONE_BETWEEN_TWO_TRIES: Scenario = {
  faultRate: 0.1,
  notFound: 'coded',
  asks: [],
  colleagues: [],
  closes: null,
  vetoed: [],
  recheck: false,
  seed: 1_918_134_828,
  contacts: 115,
  deleteSeconds: 0.02,
  crashes: [
    { append: 6, when: 'before', lost: 4 },
    { append: 19, when: 'before', lost: 10 },
    { append: 13, when: 'before', lost: 0 },
  ],
  copies: { incomplete: 'keep', first: false, partial: [] },
}

describe('a journal that has lost its end', () => {
  it('loses no copy: an archive is never overwritten by less', async () => {
    let anew = 0
    let deleted = 0
    await fc.assert(
      fc.asyncProperty(lostEnds, async (scenario) => {
        const outcome = await play(scenario)
        anew += Number(begunAnew(outcome, true))
        deleted += deletedIn(outcome)
        expect(lostWithoutCopy(outcome)).toEqual([])
      }),
      { numRuns: numberOfRuns(250), examples: [[GONE_BETWEEN_TWO_TRIES]] },
    )
    expect(anew).toBeGreaterThan(numberOfRuns(20))
    expect(deleted).toBeGreaterThan(numberOfRuns(500))
  })
})
