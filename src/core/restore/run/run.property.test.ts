import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restoreScenarios } from '../../../../e2e/simulation/restore/arbitrary-restore.ts'
import { playAgain, playRestore } from '../../../../e2e/simulation/restore/restore-scenario.ts'
import { restoreJournalLies, restoreLies } from '../../../../e2e/simulation/restore/restore-truth.ts'
import { TASK_STATUSES } from './ledger.ts'

/** Together with those of run.restarts.test.ts and the second runs below, a few thousand. */
const SCENARIOS = 2_000

describe('a restore against a simulated portal where everything goes wrong', () => {
  it('makes nothing twice, tells the truth about everything, and its journal tells the same', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(restoreScenarios(8), async (scenario) => {
        const outcome = await playRestore(scenario)
        const { contacts, parts } = outcome.state
        for (const status of TASK_STATUSES) if (contacts[status] + parts[status] > 0) seen.add(status)
        if (outcome.state.others.size > 0) seen.add('there twice')
        expect(restoreLies(outcome)).toEqual([])
        expect(restoreJournalLies(outcome, scenario.seed)).toEqual([])
      }),
      { numRuns: SCENARIOS },
    )
    // Scenarios in which nothing ever happens would prove nothing.
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'waiting',
        'done',
        'found-done',
        'already',
        'not-primary',
        'target-gone',
        'denied',
        'failed',
        'unknown',
        'blocked',
        'there twice',
      ]),
    )
  })

  it('run once more brings back what is missing, and still makes nothing twice', async () => {
    let completed = 0
    await fc.assert(
      fc.asyncProperty(
        restoreScenarios(6).map((scenario) => ({
          ...scenario,
          sees: 'all' as const,
          twin: null,
          disturbances: [],
        })),
        async (scenario) => {
          const first = await playRestore(scenario)
          const second = await playAgain(scenario, first)
          expect(restoreLies(second)).toEqual([])
          const { contacts, parts } = second.state
          expect(contacts.failed + contacts.unknown + contacts.denied + contacts.waiting).toBe(0)
          expect(parts.failed + parts.unknown + parts.denied + parts.waiting).toBe(0)
          completed += contacts.already + parts.done
        },
      ),
      { numRuns: 500 },
    )
    expect(completed).toBeGreaterThan(500)
  })
})
