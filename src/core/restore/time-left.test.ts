import fc from 'fast-check'
import { expect, it } from 'vitest'
import { archivedContact } from '../../../e2e/simulation/archived-contact.ts'
import { NO_FAULTS } from '../../../e2e/simulation/faults.ts'
import { createSimJournal } from '../../../e2e/simulation/journal.ts'
import { createRandom } from '../../../e2e/simulation/random.ts'
import { createSimRestorePortal } from '../../../e2e/simulation/restore/restore-portal.ts'
import { createRestoreWorld } from '../../../e2e/simulation/restore/restore-world.ts'
import {
  GOOD_PART,
  mean,
  nearPart,
  noteTimeLeft,
  tooSoon,
  type Said,
} from '../../../e2e/simulation/time-left.ts'
import { createVirtualClock } from '../../../e2e/simulation/virtual-clock.ts'
import { planRestore } from './plan/plan.ts'
import { driveRestore } from './run/driver.ts'
import { watchRestoreTime } from './run/progress.ts'
import { readyRestore, restoreProgress } from './run/state.ts'

const START = Date.UTC(2026, 0, 10, 10)
const DAY = 86_400_000

/** What was said during a restore; every third contact has comments. */
async function saidIn(contacts: number, seed: number, seconds: number): Promise<Said[]> {
  const clock = createVirtualClock(START)
  const random = createRandom(seed)
  const portal = createSimRestorePortal({
    clock,
    world: createRestoreWorld(),
    faults: NO_FAULTS,
    seconds: () => random.around(seconds, 0.4),
    refusesDone: () => false,
    vetoed: new Map(),
  })
  const archived = Array.from({ length: contacts }, (_, at) =>
    archivedContact(at + 1, { comments: at % 3 === 0 ? commentsOf(at) : [] }),
  )
  const findings = { origins: [], owners: [], gone: [], there: [] }
  const choices = { conflicts: new Map(), completeReturned: false }
  const plan = planRestore({ id: 'plan', plannedAt: START }, archived, findings, choices)
  const run = driveRestore(
    { plan, state: readyRestore(plan), nextRecord: 0 },
    { sender: portal, journal: createSimJournal(), clock },
  )
  const said = noteTimeLeft(
    clock,
    watchRestoreTime(plan, run, clock),
    () => restoreProgress(run.state).finished / contacts,
    () => run.state.phase === 'done',
  )
  run.ask('resume-asked')
  await clock.runUntil(() => run.state.phase === 'done', START + DAY)
  return said()
}

function commentsOf(at: number) {
  return [1, 2].map((one) => ({
    id: 3 * at + one,
    authorId: 1,
    createdAt: '2026-01-01',
    text: `Called ${one}`,
  }))
}

/** Restores of slow portals that were once said to end in less than a minute, too early. */
const FOUND: [number, number, number][] = [
  [600, 20, 1],
  [600, 24, 1],
  [200, 793_002_268, 1],
]

it('says a time left that is near the truth', async () => {
  const near: (number | null)[] = []
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(50, 200, 600),
      fc.nat(),
      fc.constantFrom(0.05, 0.3, 1),
      async (contacts, seed, seconds) => {
        const said = await saidIn(contacts, seed, seconds)
        near.push(nearPart(said))
        expect(tooSoon(said)).toEqual([])
      },
    ),
    { numRuns: 30 + FOUND.length, examples: FOUND },
  )
  expect(mean(near)).toBeGreaterThan(GOOD_PART)
})
