import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import { failure } from '../../../../e2e/simulation/faults.ts'
import { restoreScenarios } from '../../../../e2e/simulation/restore/arbitrary-restore.ts'
import {
  playAgain,
  playRestore,
  type RestoreScenario,
} from '../../../../e2e/simulation/restore/restore-scenario.ts'
import { restoreJournalLies, restoreLies } from '../../../../e2e/simulation/restore/restore-truth.ts'
import { numberOfRuns } from '../../../../e2e/tools/vitest/number-of-runs.ts'
import type { TaskStatus } from './ledger.ts'

/** Together with those of run.restarts.test.ts and the second runs below, a few thousand. */
const SCENARIOS = numberOfRuns(1_000)

const link = (id: number) => ({ entityTypeId: 2, id, title: '', primary: true })
const CALM: RestoreScenario = {
  seed: 0,
  contacts: [archivedContact(1, { links: [link(1)] }), archivedContact(2), archivedContact(3)],
  faultRate: 0,
  seconds: 0.3,
  sees: 'all',
  imports: true,
  there: [],
  vetoed: [],
  disturbances: [],
  crashes: [],
  asks: [],
  closes: null,
  twin: null,
  recheck: false,
}
const REMOVED = failure('app-removed', 'APPLICATION_NOT_FOUND')
/** The page dies with a contact on its way: the record of its answer is the fifth. */
const CUT_OFF: RestoreScenario = { ...CALM, seconds: 4, crashes: [{ append: 5, when: 'before' }] }

/** How a task gets each status that matters. Without them the scenarios below would prove little. */
const EXAMPLES: Readonly<Partial<Record<TaskStatus, RestoreScenario>>> = {
  waiting: { ...CALM, closes: { after: 0, failure: REMOVED } },
  done: CALM,
  'found-done': CUT_OFF,
  // Somebody else has restored everything when the person resumes.
  already: {
    ...CALM,
    twin: 0,
    asks: [
      { after: 0, what: 'pause-asked' },
      { after: 60, what: 'resume-asked' },
    ],
  },
  // Another contact holds the first place of the third deal.
  'not-primary': { ...CALM, contacts: [archivedContact(1, { links: [link(3)] })] },
  'target-gone': { ...CALM, disturbances: [{ after: 0, item: 0, act: 'delete' }] },
  denied: { ...CALM, vetoed: [0] },
  failed: { ...CALM, vetoed: [0, 1] },
  unknown: { ...CUT_OFF, closes: { after: 4, failure: REMOVED } },
  blocked: { ...CALM, vetoed: [0] },
}
/** Somebody else restores the same at the same moment. */
const THERE_TWICE: RestoreScenario = { ...CALM, twin: 0 }

describe('a restore against a simulated portal where everything goes wrong', () => {
  it('makes nothing twice, reports the truth, and its journal gives the same state', async () => {
    await fc.assert(
      fc.asyncProperty(restoreScenarios(8), async (scenario) => {
        const outcome = await playRestore(scenario)
        expect(restoreLies(outcome)).toEqual([])
        expect(restoreJournalLies(outcome, scenario.seed)).toEqual([])
      }),
      {
        numRuns: SCENARIOS,
        examples: [...Object.values(EXAMPLES), THERE_TWICE].map((example) => [example]),
      },
    )
  })

  it.each(Object.entries(EXAMPLES))('reaches "%s" in its example', async (status, example) => {
    const { contacts, parts } = (await playRestore(example)).state
    const counts = [contacts, parts].map((each) => new Map(Object.entries(each)).get(status) ?? 0)
    expect(Math.max(...counts)).toBeGreaterThan(0)
  })

  it('reaches contacts that are there twice in their example', async () => {
    expect((await playRestore(THERE_TWICE)).state.others.size).toBeGreaterThan(0)
  })

  it('restores what is missing when run once more, and still makes nothing twice', async () => {
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
      { numRuns: numberOfRuns(250) },
    )
    expect(completed).toBeGreaterThan(numberOfRuns(500))
  })
})
