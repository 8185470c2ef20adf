import type { CopyKeeper } from '../../src/core/archive/ports.ts'
import { DEFAULT_GUARDS } from '../../src/core/plan/guards.ts'
import { freezePlan } from '../../src/core/plan/plan.ts'
import { ENTERPRISE_BUCKET, USUAL_BUCKET } from '../../src/core/job/pace/bucket.ts'
import { drive, type Drive } from '../../src/core/deletion/run/driver.ts'
import { readyRun } from '../../src/core/deletion/run/state.ts'
import { NO_FAULTS } from '../simulation/faults.ts'
import { createSimJournal } from '../simulation/journal.ts'
import { createSimPortal } from '../simulation/deletion-run/portal.ts'
import { createRandom, type Random } from '../simulation/random.ts'
import { lies } from '../simulation/deletion-run/truth.ts'
import { createVirtualClock, type VirtualClock } from '../simulation/virtual-clock.ts'
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

/** How long copies take; null: the run makes none. Seconds. */
export interface CopySpeed {
  readonly request: number
  readonly contact: number
}

/**
 * Plays a run of `contacts` on a portal of this kind in virtual time. Always the same.
 * @param begins called when the run is about to begin.
 * @param share the part of the bucket of requests that the run may use
 */
export async function simulate(
  profile: Profile,
  contacts: number,
  seed = 1,
  copySpeed: CopySpeed | null = null,
  begins: (run: Drive, clock: VirtualClock) => void = () => undefined,
  share = USUAL_BUCKET.share,
): Promise<Simulated> {
  const clock = createVirtualClock(START)
  const random = createRandom(seed)
  const ids = Array.from({ length: contacts }, (_, at) => at + 1)
  const world = createWorld(ids, START - 30 * 86_400_000)
  const guards = DEFAULT_GUARDS
  const frozen = freezePlan(
    { id: 'bench', plannedAt: START - 1000, me: 1, guards, contactsInPortal: 9_000 },
    [...world.contacts.values()].map(rowOf),
    [],
  )
  const plan = copySpeed === null ? frozen : { ...frozen, confirmation: CONFIRMATION }
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
      limits: { ...(profile.enterprise ? ENTERPRISE_BUCKET : USUAL_BUCKET), share },
    },
    {
      batches: portal,
      looks: portal,
      journal,
      clock,
      ...(copySpeed === null ? {} : { copies: quickKeeper(clock, copySpeed, random) }),
    },
  )
  begins(run, clock)
  let lanes = 1
  run.watch(() => {
    lanes = Math.max(lanes, run.state.flights.length)
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
    best: bestPossible(profile, work, share, CHECK_COMMANDS),
    strictBest: bestPossible(profile, work, 1, 0),
    requests: portal.requests,
    provoked503: portal.provoked.rateLimit,
    provoked429: portal.provoked.operatingLimit,
    longestSeconds: portal.longestSeconds,
    lanes,
    lies: lies(outcome),
  }
}

const CONFIRMATION = { reference: '', incompleteCopies: 'keep', copiesFirst: false } as const

/** Copies that take their time and are stored nowhere. */
function quickKeeper(clock: VirtualClock, { request, contact }: CopySpeed, random: Random): CopyKeeper {
  const pass = (seconds: number): Promise<void> =>
    new Promise((resolve) => void clock.at(clock.now() + seconds * 1000, resolve))
  return {
    async copy(ids) {
      // What is linked to them, 50 at a time; then the part is stored and read back.
      for (let read = 0; read < ids.length; read += 50)
        await pass(random.around(request + Math.min(50, ids.length - read) * contact, 0.3))
      await pass(random.around(2 * request, 0.3))
      const readAt = clock.now()
      return {
        kind: 'copied',
        seals: [{ sha256: '', bytes: 0 }],
        copies: ids.map((id) => ({ id, whole: true, readAt, links: [] })),
      }
    },
    close: () => Promise.resolve(true),
    async look() {
      await pass(request)
      return { kind: 'there' }
    },
  }
}

const BURST = 20

/** People who open a page send a burst of requests, then read it. */
function colleagues(profile: Profile, clock: VirtualClock, request: () => void, over: () => boolean): void {
  if (profile.colleagues === 0) return
  const burst = (): void => {
    if (over()) return
    for (let sent = 0; sent < BURST; sent++) request()
    clock.quietly(clock.now() + (BURST / profile.colleagues) * 1000, burst)
  }
  clock.quietly(clock.now() + 3000, burst)
}
