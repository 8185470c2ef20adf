import { DEFAULT_GUARDS } from '../../../src/core/plan/guards.ts'
import { freezePlan, type Plan } from '../../../src/core/plan/plan.ts'
import { drive, type Drive } from '../../../src/core/deletion/run/driver.ts'
import { readRecord, replay, writeRecord } from '../../../src/core/deletion/run/journal.ts'
import { afterEvent } from '../../../src/core/deletion/run/reducer/reducer.ts'
import { canGoOn, readyRun, type RunState } from '../../../src/core/deletion/run/state.ts'
import type { Failure } from '../../../src/core/failure.ts'
import { USUAL_LIMITS } from '../brakes.ts'
import { randomFaults } from '../faults.ts'
import { createSimCopies, type SimCopies } from './copies.ts'
import { createSimJournal, type SimJournal } from '../journal.ts'
import { createSimPortal, type SimPortal } from './portal.ts'
import { createRandom } from '../random.ts'
import { createSimRiding, type SimRiding } from './riding.ts'
import { createVirtualClock, type VirtualClock } from '../virtual-clock.ts'
import { colleague, createWorld, rowOf, type ColleagueAct, type World } from './world.ts'
import type { JournalStore } from '../../../src/core/job/ports.ts'

/** One story of a run, in full. */
export interface Scenario {
  readonly seed: number
  readonly contacts: number
  /** How often something goes wrong, 0 to 1. */
  readonly faultRate: number
  readonly deleteSeconds: number
  readonly notFound: 'coded' | 'empty' | 'denied'
  readonly colleagues: readonly {
    readonly after: number
    readonly contact: number
    readonly act: ColleagueAct
  }[]
  /** The page dies at this append of the journal, counted from its last start. */
  readonly crashes: readonly {
    readonly append: number
    readonly when: 'before' | 'after'
    /** So many of the last records were never on the disk. */
    readonly lost?: number
  }[]
  readonly asks: readonly {
    readonly after: number
    readonly what: 'pause-asked' | 'resume-asked' | 'stop-asked'
  }[]
  /** The portal closes down for the app, seconds after the start. */
  readonly closes: { readonly after: number; readonly failure: Failure } | null
  readonly vetoed: readonly number[]
  /** When all is over and calm again, a person asks once more after those whose fate could not be found out. */
  readonly recheck: boolean
  /** The journal rides with the requests instead of lying in the browser, and a page that died is opened again later. */
  readonly riding?: boolean
  /** The run copies contacts before it deletes them. */
  readonly copies?:
    | {
        readonly incomplete: 'keep' | 'delete'
        readonly first: boolean
        /** Of these, as of `vetoed`, not all can be copied. */
        readonly partial: readonly number[]
        /** Somebody erases the archive, seconds after the start. */
        readonly erased?: readonly number[]
      }
    | undefined
}

export interface Outcome {
  readonly plan: Plan
  readonly world: World
  readonly portal: SimPortal
  readonly state: RunState
  readonly journal: SimJournal
  readonly copies: SimCopies
  /** How the run stood when it ended; anything but `done` was stated by the run itself. */
  readonly ended: string
}

const START = Date.UTC(2026, 0, 10, 10)
/** After this nothing goes wrong any more and nobody interferes: what is then not settled never will be. */
const CALM_AFTER_MS = 20 * 60_000
const LATEST_MS = 24 * 3_600_000
/** Whatever the page that died had sent is over by then. */
const LATER_MS = 80_000

export async function play(scenario: Scenario): Promise<Outcome> {
  const clock = createVirtualClock(START)
  const random = createRandom(scenario.seed)
  const ids = Array.from({ length: scenario.contacts }, (_, at) => 10 + 3 * at)
  const world = createWorld(ids, START - 86_400_000)
  for (const at of scenario.vetoed) {
    const contact = world.contacts.get(ids[at % ids.length] ?? 0)
    if (contact !== undefined) contact.vetoed = true
  }
  const frozen = freezePlan(
    { id: 'plan', plannedAt: START - 1000, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 },
    [...world.contacts.values()].map(rowOf),
    [],
  )
  const plan = confirmed(frozen, scenario)
  const riding = scenario.riding === true ? createSimRiding(clock, () => random.around(0.02, 0.3)) : null
  const portal = createSimPortal({
    ...(riding === null ? {} : { rider: riding }),
    clock,
    world,
    speed: {
      delete: () => random.around(scenario.deleteSeconds, 0.4),
      read: () => random.around(0.03, 0.3),
      roundTrip: () => 0.1,
      capacity: 2,
    },
    limits: USUAL_LIMITS,
    faults: randomFaults(random, scenario.faultRate, () => clock.now() > START + CALM_AFTER_MS),
    notFound: scenario.notFound,
    checkCommands: 4,
  })
  const journal = createSimJournal()
  for (const { after, contact, act } of scenario.colleagues) {
    clock.quietly(START + after * 1000, () =>
      colleague(world, ids[contact % ids.length] ?? 0, act, clock.now()),
    )
  }
  if (scenario.closes !== null) {
    const { after, failure } = scenario.closes
    clock.quietly(START + after * 1000, () => portal.closeDown(failure))
  }
  const copies = createSimCopies({
    clock,
    world,
    random,
    ids,
    faultRate: scenario.faultRate / 2,
    partial: scenario.copies?.partial ?? [],
    calmAfter: START + CALM_AFTER_MS,
  })
  for (const after of scenario.copies?.erased ?? []) clock.quietly(START + after * 1000, () => copies.erase())
  return live(scenario, plan, world, portal, journal, clock, riding, copies)
}

/** The page that carries the run; it may die and be opened again. */
interface Page {
  run: Drive | null
  dead: boolean
  stopAsked: boolean
}

/** The page lives, dies and is opened again, and a person presses buttons, until the run has come to its end. */
async function live(
  scenario: Scenario,
  plan: Plan,
  world: World,
  portal: SimPortal,
  journal: SimJournal,
  clock: VirtualClock,
  riding: SimRiding | null,
  copies: SimCopies,
): Promise<Outcome> {
  const crashes = [...scenario.crashes]
  const page: Page = { run: null, dead: true, stopAsked: false }
  let recheck = scenario.recheck
  for (const { after, what } of scenario.asks) {
    clock.at(START + after * 1000, () => {
      if (what === 'stop-asked') page.stopAsked = true
      if (!page.dead) page.run?.ask(what)
    })
  }
  for (;;) {
    const run =
      page.run === null || page.dead
        ? open(page, crashes.shift(), plan, portal, journal, clock, riding, copies)
        : page.run
    // It may have died while it was being opened.
    if (page.dead) run.abandon()
    const how = await clock.runUntil(() => page.dead || run.state.phase === 'done', START + LATEST_MS)
    if (page.dead) {
      if (riding !== null) await passTime(clock, LATER_MS)
      continue
    }
    if (how === 'over' && recheck && run.state.counts.unknown > 0) {
      recheck = false
      await clock.runUntil(() => clock.now() > START + CALM_AFTER_MS, START + CALM_AFTER_MS)
      run.ask('recheck-asked')
      continue
    }
    if (how !== 'idle' || !['paused', 'ready'].includes(run.state.phase)) {
      return { plan, world, portal, state: run.state, journal, copies, ended: how === 'over' ? 'done' : how }
    }
    // Whoever paused it presses Resume in the end; who stopped it does not, nor when that word died with the page.
    run.ask(page.stopAsked ? 'stop-asked' : 'resume-asked')
  }
}

function confirmed(plan: Plan, { copies }: Scenario): Plan {
  if (copies === undefined) return plan
  const confirmation = { reference: '', incompleteCopies: copies.incomplete, copiesFirst: copies.first }
  return { ...plan, confirmation }
}

async function passTime(clock: VirtualClock, ms: number): Promise<void> {
  let over = false
  clock.at(clock.now() + ms, () => void (over = true))
  await clock.runUntil(() => over, Infinity)
}

function open(
  page: Page,
  crash: Scenario['crashes'][number] | undefined,
  plan: Plan,
  portal: SimPortal,
  journal: SimJournal,
  clock: VirtualClock,
  riding: SimRiding | null,
  copies: SimCopies,
): Drive {
  if (riding !== null) journal.records.splice(0, Infinity, ...riding.reopen())
  const fresh = page.run === null
  let { state, next } = replay(plan, journal.records)
  if (next > 0) {
    const restored = { type: 'restored', at: clock.now() } as const
    const line = writeRecord(next++, restored)
    journal.records.push(line)
    riding?.append(line)
    state = afterEvent(state, restored)
  }
  journal.crashAt(crash?.append ?? Infinity, crash?.when ?? 'before', () => {
    page.dead = true
    // The plan's first records are older than any write that can be lost.
    journal.records.splice(Math.max(0, journal.records.length - (crash?.lost ?? 0)))
    page.run?.abandon()
    portal.hangUp()
  })
  page.dead = false
  const batches = riding === null ? portal : { ...portal, room: BESIDE_A_RIDER }
  const kept = riding === null ? journal : { ...journal, append: appendTo(journal, riding) }
  const run = drive(
    { plan, state, nextRecord: next },
    { batches, looks: portal, journal: kept, clock, copies: copies.keeper(fresh) },
  )
  page.run = run
  if (canGoOn(state) && !page.stopAsked) run.ask('resume-asked')
  return run
}

const BESIDE_A_RIDER = { commands: 49, apartMs: 250 }

/** What the journal in memory took is to ride; what it no longer took, for the page is gone, is not. */
function appendTo(journal: SimJournal, riding: SimRiding): JournalStore['append'] {
  return async (planId, record) => {
    const before = journal.records.length
    const kept = await journal.append(planId, record)
    if (journal.records.length > before) riding.append(record)
    return kept
  }
}

/** The states that a journal leads through, one after each record. */
export function statesOf(plan: Plan, records: readonly string[]): RunState[] {
  let state = readyRun(plan)
  return records.map((line) => {
    const record = readRecord(line)
    if (record !== null) state = afterEvent(state, record.event)
    return state
  })
}
