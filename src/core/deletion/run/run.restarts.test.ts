import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seconds } from '../../../../e2e/simulation/arbitrary-seconds.ts'
import { failure } from '../../../../e2e/simulation/faults.ts'
import { playWithEveryRestart } from '../../../../e2e/simulation/restore/every-restart.ts'
import { play, type Outcome, type Scenario } from '../../../../e2e/simulation/deletion-run/scenario.ts'
import { fingerprint, journalLies, lies } from '../../../../e2e/simulation/deletion-run/truth.ts'
import { numberOfRuns } from '../../../../e2e/tools/vitest/number-of-runs.ts'
import type { RunEvent } from './events.ts'
import { readRecord } from './journal.ts'
import { afterEvent } from './reducer/reducer.ts'
import { readyRun } from './state.ts'

/** Each is played some twenty times. */
const STORIES = numberOfRuns(60)

const stories: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.nat(),
  contacts: fc.integer({ min: 1, max: 16 }),
  faultRate: fc.constantFrom(0, 0.2, 0.5),
  deleteSeconds: fc.constantFrom(0.02, 0.8, 4),
  notFound: fc.constantFrom('coded', 'empty', 'denied'),
  colleagues: fc.array(
    fc.record({
      after: seconds(30),
      contact: fc.nat(16),
      act: fc.constantFrom('delete', 'change', 'relate', 'forbid', 'hide'),
    }),
    { maxLength: 3 },
  ),
  crashes: fc.constant([]),
  asks: fc.array(
    fc.record({ after: seconds(40), what: fc.constantFrom('pause-asked', 'resume-asked', 'stop-asked') }),
    { maxLength: 1 },
  ),
  closes: fc.option(
    fc.record({ after: seconds(20), failure: fc.constant(failure('app-removed', 'APPLICATION_NOT_FOUND')) }),
    { freq: 8 },
  ),
  vetoed: fc.array(fc.nat(16), { maxLength: 1 }),
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

describe('a page that dies at any record of the journal', () => {
  it('goes on from its journal, and gives every contact its true verdict', async () => {
    let played = 0
    let restarted = 0
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        for (const outcome of await playWithEveryRestart(play, story)) {
          played++
          restarted += outcome.journal.records.filter((line) => line.includes('"restored"')).length
          const reported = { crash: played, lies: [...lies(outcome), ...journalLies(outcome, played)] }
          expect(reported).toEqual({ ...reported, lies: [] })
        }
      }),
      { numRuns: STORIES },
    )
    expect(restarted).toBeGreaterThan(played)
  })
})

function eventsOf({ journal }: Outcome): RunEvent[] {
  return journal.records.flatMap((line) => readRecord(line)?.event ?? [])
}

describe('a page whose requests carry its journal', () => {
  it('gives true verdicts on the next visit, whatever had not reached the portal when it died', async () => {
    let restarted = 0
    let forgotten = 0
    await fc.assert(
      fc.asyncProperty(
        stories,
        fc.integer({ min: 2, max: 14 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
        async (story, first, second, length) => {
          const crashes = [first, second].map((append) => ({ append, when: 'after' as const }))
          const outcome = await play({ ...story, crashes, riding: true })
          expect([...lies(outcome), ...journalLies(outcome, length)]).toEqual([])
          const restarts = outcome.journal.records.filter((line) => line.includes('"restored"')).length
          restarted += restarts
          forgotten += Number(restarts < crashes.length)
        },
      ),
      { numRuns: numberOfRuns(600) },
    )
    expect(restarted).toBeGreaterThan(numberOfRuns(100))
    // Some pages did die with lines that were never stored.
    expect(forgotten).toBeGreaterThan(numberOfRuns(100))
  })
})

/** The page dies when all copies are made: the first Resume then only shows that, the second one deletes. */
const STOPPED_WITH_ALL_COPIED: [Scenario, number[]] = [
  {
    seed: 316757969,
    contacts: 2,
    faultRate: 0.5,
    deleteSeconds: 0.02,
    notFound: 'coded',
    colleagues: [{ after: 0, contact: 0, act: 'delete' }],
    crashes: [],
    asks: [{ after: 2.05, what: 'stop-asked' }],
    closes: { after: 0, failure: failure('app-removed', 'APPLICATION_NOT_FOUND') },
    vetoed: [],
    recheck: false,
    copies: { incomplete: 'keep', first: true, partial: [] },
  },
  [6],
]

describe('answers that come twice or too late', () => {
  it('change nothing', async () => {
    let late = 0
    await fc.assert(
      fc.asyncProperty(stories, fc.array(fc.nat(20), { maxLength: 3 }), async (story, dies) => {
        const crashes = dies.map((append) => ({ append: append + 1, when: 'after' as const }))
        const outcome = await play({ ...story, crashes })
        const events = eventsOf(outcome)
        let once = readyRun(outcome.plan)
        let twice = once
        const answers: RunEvent[] = []
        for (const event of events) {
          once = afterEvent(once, event)
          twice = afterEvent(twice, event)
          // Once all copies are made first, a second press is no repetition: it starts the deletion.
          const asksForMore = event.type === 'resume-asked' && twice.copies?.first === 'ready'
          if (!asksForMore) twice = afterEvent(twice, event)
          if (['answered', 'looked', 'failed'].includes(event.type)) answers.push(event)
          for (const answer of answers) {
            expect(afterEvent(once, answer)).toBe(once)
            late++
          }
        }
        expect(fingerprint(twice)).toBe(fingerprint(once))
      }),
      { numRuns: 200, examples: [STOPPED_WITH_ALL_COPIED] },
    )
    expect(late).toBeGreaterThan(1_000)
  })
})
