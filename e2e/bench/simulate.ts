import { DEFAULT_GUARDS } from '../../src/core/plan/guards.ts'
import { freezePlan } from '../../src/core/plan/plan.ts'
import { ENTERPRISE_BUCKET, USUAL_BUCKET } from '../../src/core/job/pace/bucket.ts'
import { drive, type Drive } from '../../src/core/deletion/run/driver.ts'
import { readyRun } from '../../src/core/deletion/run/state.ts'
import { NO_FAULTS } from '../simulation/faults.ts'
import { createSimJournal } from '../simulation/journal.ts'
import { createSimPortal } from '../simulation/deletion-run/portal.ts'
import { createRandom } from '../simulation/random.ts'
import { lies } from '../simulation/deletion-run/truth.ts'
import { createVirtualClock } from '../simulation/virtual-clock.ts'
import { createWorld, rowOf } from '../simulation/deletion-run/world.ts'
import { bestPossible, type Work } from './lower-bound.ts'
import type { Profile } from './profiles.ts'

export interface Simulated {
  readonly profile: string
  readonly contacts: number
  /** Virtual seconds. */
  readonly seconds: number
  readonly best: number
  /** With the whole bucket and without checks. */
  readonly strictBest: number
  readonly requests: number
  readonly provoked503: number
  readonly provoked429: number
  /** Of a request, from sending to answer. */
  readonly longestSeconds: number
  readonly lanes: number
  readonly lies: readonly string[]
}

/** One row, deals, invoices, activities: what the default rules look at. */
const CHECK_COMMANDS = 9
const INTO_MINUTE = 20_000
const START = Date.UTC(2026, 0, 10, 10) + INTO_MINUTE
const LATEST = START + 60 * 86_400_000

/**
 * Plays a run of `contacts` on a portal of this kind in virtual time. Always the same.
 * @param observe called after every change, with virtual Unix ms.
 */
export async function simulate(
  profile: Profile,
  contacts: number,
  seed = 1,
  observe: (run: Drive, now: number) => void = () => undefined,
): Promise<Simulated> {
  const clock = createVirtualClock(START)
  const random = createRandom(seed)
  const ids = Array.from({ length: contacts }, (_, at) => at + 1)
  const world = createWorld(ids, START - 30 * 86_400_000)
  const guards = DEFAULT_GUARDS
  const plan = freezePlan(
    { id: 'bench', plannedAt: START - 1000, me: 1, guards, contactsInPortal: null },
    [...world.contacts.values()].map(rowOf),
    [],
  )
  const met = { deletes: 0, counted: 0, reads: 0, readCount: 0 }
  const portal = createSimPortal({
    clock,
    world,
    limits: profile.limits,
    faults: NO_FAULTS,
    notFound: 'coded',
    checkCommands: CHECK_COMMANDS,
    speed: {
      delete() {
        const seconds = profile.delete(random)
        met.deletes += seconds
        if (seconds > 0.1) met.counted += seconds
        return seconds
      },
      read() {
        const seconds = profile.read(random)
        met.reads += seconds
        met.readCount++
        return seconds
      },
      roundTrip: () => profile.roundTrip,
      capacity: profile.capacity,
    },
  })
  const journal = createSimJournal()
  const run = drive(
    {
      plan,
      state: readyRun(plan),
      nextRecord: 0,
      limits: profile.enterprise ? ENTERPRISE_BUCKET : USUAL_BUCKET,
    },
    { batches: portal, looks: portal, journal, clock },
  )
  let lanes = 1
  run.watch(() => {
    lanes = Math.max(lanes, run.state.flights.length)
    observe(run, clock.now())
  })
  run.ask('resume-asked')
  colleagues(
    profile,
    clock,
    () => portal.foreignRequest(),
    () => run.state.phase === 'done',
  )
  const ended = await clock.runUntil(() => run.state.phase === 'done', LATEST)
  const work: Work = {
    contacts,
    deleteSeconds: met.deletes,
    countedSeconds: met.counted,
    meanReadSeconds: met.reads / Math.max(1, met.readCount),
    intoMinute: INTO_MINUTE,
  }
  const outcome = { plan, world, state: run.state, ended: ended === 'over' ? 'done' : ended }
  return {
    profile: profile.name,
    contacts,
    seconds: (clock.now() - START) / 1000,
    best: bestPossible(profile, work, USUAL_BUCKET.share, CHECK_COMMANDS),
    strictBest: bestPossible(profile, work, 1, 0),
    requests: portal.requests,
    provoked503: portal.provoked.rateLimit,
    provoked429: portal.provoked.operatingLimit,
    longestSeconds: portal.longestSeconds,
    lanes,
    lies: lies(outcome),
  }
}

const BURST = 20

/** People who open a page send a burst of requests, then read it. */
function colleagues(
  profile: Profile,
  clock: ReturnType<typeof createVirtualClock>,
  request: () => void,
  over: () => boolean,
): void {
  if (profile.colleagues === 0) return
  const burst = (): void => {
    if (over()) return
    for (let sent = 0; sent < BURST; sent++) request()
    clock.quietly(clock.now() + (BURST / profile.colleagues) * 1000, burst)
  }
  clock.quietly(clock.now() + 3000, burst)
}
