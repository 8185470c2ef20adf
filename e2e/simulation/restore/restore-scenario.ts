import type { ArchivedContact } from '../../../src/core/archive/archived-contact.ts'
import type { Failure } from '../../../src/core/failure.ts'
import { planAgain } from '../../../src/core/restore/plan/retry-plan.ts'
import { driveRestore, type RestoreDrive } from '../../../src/core/restore/run/driver.ts'
import { replayRestore, writeRestoreRecord } from '../../../src/core/restore/run/journal.ts'
import { keyText, originKeyOf, ourKey } from '../../../src/core/restore/plan/external-key.ts'
import { planRestore, type RestoreFindings, type RestorePlan } from '../../../src/core/restore/plan/plan.ts'
import { restoreQuestions } from '../../../src/core/restore/plan/summary/questions.ts'
import { afterRestoreEvent } from '../../../src/core/restore/run/reducer.ts'
import { canRestoreGoOn, readyRestore, type RestoreState } from '../../../src/core/restore/run/state.ts'
import { failure, randomFaults } from '../faults.ts'
import { createSimJournal, type SimJournal } from '../journal.ts'
import { createRandom } from '../random.ts'
import { createSimRestorePortal, type SimRestorePortal } from './restore-portal.ts'
import { addContact, createRestoreWorld, disturb, holdersOf, type RestoreWorld } from './restore-world.ts'
import { createVirtualClock, type VirtualClock } from '../virtual-clock.ts'

/** One story of a restore, in full. */
export interface RestoreScenario {
  readonly seed: number
  readonly contacts: readonly ArchivedContact[]
  /** How often something goes wrong, 0 to 1. */
  readonly faultRate: number
  readonly seconds: number
  /** Every other contact is hidden from the user once it is made. */
  readonly sees: 'all' | 'some'
  readonly imports: boolean
  /** Indices of contacts that are back before it begins, or whose foreign key somebody else has. */
  readonly there: readonly number[]
  /** Indices of contacts that may not be made: by turns for lack of a right and by a handler of the portal. */
  readonly vetoed: readonly number[]
  readonly disturbances: readonly {
    readonly after: number
    readonly item: number
    readonly act: 'link' | 'delete'
  }[]
  readonly crashes: readonly { readonly append: number; readonly when: 'before' | 'after' }[]
  readonly asks: readonly {
    readonly after: number
    readonly what: 'pause-asked' | 'resume-asked' | 'stop-asked'
  }[]
  readonly closes: { readonly after: number; readonly failure: Failure } | null
  /** Seconds after which somebody else begins to restore the same. */
  readonly twin: number | null
  readonly recheck: boolean
}

export interface RestoreOutcome {
  readonly plan: RestorePlan
  readonly world: RestoreWorld
  readonly state: RestoreState
  readonly twin: RestoreState | null
  readonly journal: SimJournal
  readonly ended: string
}

const START = Date.UTC(2026, 0, 10, 10)
const CALM_AFTER_MS = 20 * 60_000
const LATEST_MS = 24 * 3_600_000
const NO_RIGHT = failure('access-denied', '', 'Access denied.')
const NO_WISH = failure('portal-error', 'ERROR_CORE', 'A handler says no')

export async function playRestore(scenario: RestoreScenario): Promise<RestoreOutcome> {
  const clock = createVirtualClock(START)
  const random = createRandom(scenario.seed)
  const world = worldOf(scenario)
  // Of two at once each goes on with what the other brought back.
  const plan = planAgainst(world, scenario.contacts, 'first', scenario.twin !== null)
  const calm = (): boolean => clock.now() > START + CALM_AFTER_MS
  const portal = createSimRestorePortal({
    clock,
    world,
    faults: randomFaults(random, scenario.faultRate, calm),
    seconds: () => random.around(scenario.seconds, 0.4),
    refusesDone: () => !calm() && random.chance(scenario.faultRate / 10),
    vetoed: new Map(
      scenario.vetoed.flatMap((at, turn) =>
        keyAt(scenario, at).map((key) => [key, turn % 2 === 0 ? NO_RIGHT : NO_WISH] as const),
      ),
    ),
    imports: scenario.imports,
  })
  const items = [...world.items.keys()]
  for (const { after, item, act } of scenario.disturbances) {
    clock.quietly(START + after * 1000, () =>
      disturb(items[item % Math.max(1, items.length)] ?? '', world, act),
    )
  }
  if (scenario.closes !== null) {
    const { after, failure } = scenario.closes
    clock.quietly(START + after * 1000, () => portal.closeDown(failure))
  }
  const twin = scenario.twin === null ? null : beginTwin(scenario.twin, completing(plan), portal, clock)
  const reported = await live(scenario, plan, portal, clock)
  if (twin !== null) await clock.runUntil(() => twin.isOver(), clock.now() + LATEST_MS)
  return { plan, world, twin: twin?.state ?? null, ...reported }
}

/** Restores the same archive once more; nothing goes wrong any more. */
export function playAgain(scenario: RestoreScenario, { world }: RestoreOutcome): Promise<RestoreOutcome> {
  return playCalmly(scenario, world, planAgainst(world, scenario.contacts, 'second', true))
}

/** As `playAgain`, of what the first time left; null: it left nothing that may be tried again. */
export function playRest(
  scenario: RestoreScenario,
  { plan: first, state, world }: RestoreOutcome,
): Promise<RestoreOutcome> | null {
  const plan = planAgain(first, state, { id: 'rest', plannedAt: START })
  return plan === null ? null : playCalmly(scenario, world, plan)
}

async function playCalmly(
  scenario: RestoreScenario,
  world: RestoreWorld,
  plan: RestorePlan,
): Promise<RestoreOutcome> {
  // What an earlier restore set off, its own person agreed to.
  world.robots = 0
  const clock = createVirtualClock(START)
  const portal = createSimRestorePortal({
    clock,
    world,
    faults: randomFaults(createRandom(1), 0, () => true),
    seconds: () => 0.05,
    refusesDone: () => false,
    vetoed: new Map(),
  })
  const calm = { ...scenario, crashes: [], asks: [], closes: null, recheck: false }
  return { plan, world, twin: null, ...(await live(calm, plan, portal, clock)) }
}

function keyAt({ contacts }: RestoreScenario, at: number): string[] {
  const contact = contacts[at % Math.max(1, contacts.length)]
  return contact === undefined ? [] : [keyText(originKeyOf(contact))]
}

function worldOf(scenario: RestoreScenario): RestoreWorld {
  const hidden = scenario.contacts.filter((_, at) => scenario.sees === 'some' && at % 2 === 1)
  const world = createRestoreWorld(
    new Set(hidden.flatMap((each) => [keyText(originKeyOf(each)), keyText(ourKey(each.id))])),
  )
  for (const at of new Set(scenario.there)) {
    const contact = scenario.contacts[at]
    // One that is back and hidden nobody can know of; see `LookAnswer`.
    const visible = contact !== undefined && !world.hidden.has(keyText(originKeyOf(contact)))
    if (visible) addContact(world, originKeyOf(contact), true)
  }
  for (const { companies, links, activities } of scenario.contacts) {
    const items = [
      ...companies.map(({ id }) => `4 ${id}`),
      ...links.map((each) => `${each.entityTypeId} ${each.id}`),
    ]
    for (const item of items) {
      // Some are gone, some are others' as well.
      const number = Number(item.split(' ')[1])
      if (number % 5 === 0) continue
      const others = number % 3 === 0 ? [number] : []
      world.items.set(item, {
        others: new Set(others),
        contactIds: [...others],
        primaryId: others[0] ?? null,
      })
    }
    for (const { id } of activities) if (id % 2 === 0) world.activities.set(id, new Set())
  }
  return world
}

function planAgainst(
  world: RestoreWorld,
  contacts: readonly ArchivedContact[],
  id: string,
  completeReturned: boolean,
): RestorePlan {
  const { keys, targets } = restoreQuestions(contacts)
  const findings: RestoreFindings = {
    origins: keys.map((key) => ({ key, ids: world.hidden.has(keyText(key)) ? [] : holdersOf(world, key) })),
    owners: [],
    gone: targets.filter((target) => {
      if (target.entityTypeId === 0) return false
      if (target.entityTypeId === 6) return !world.activities.has(target.id)
      return !world.items.has(`${target.entityTypeId} ${target.id}`)
    }),
    there: [],
  }
  const conflicts = new Map(contacts.map((each) => [each.id, id === 'first' ? 'create' : 'skip'] as const))
  return planRestore({ id, plannedAt: START }, contacts, findings, {
    conflicts,
    completeReturned,
  })
}

function completing(plan: RestorePlan): RestorePlan {
  const tasks = plan.tasks.map((task) => (task.kind === 'contact' ? { ...task, complete: true } : task))
  return { ...plan, tasks }
}

/** Somebody else with the same archive in another browser: no crash, nobody who presses a button. */
function beginTwin(
  after: number,
  plan: RestorePlan,
  sender: SimRestorePortal,
  clock: VirtualClock,
): { readonly state: RestoreState | null; isOver(): boolean } {
  let run: RestoreDrive | null = null
  clock.at(START + after * 1000, () => {
    const start = { plan, state: readyRestore(plan), nextRecord: 0 }
    run = driveRestore(start, { sender, journal: createSimJournal(), clock })
    run.ask('resume-asked')
    run.watch(() => run?.state.phase === 'paused' && run.ask('agreed'))
  })
  return {
    get state() {
      return run?.state ?? null
    },
    isOver: () => run?.state.phase === 'done',
  }
}

interface Page {
  run: RestoreDrive | null
  dead: boolean
  stopAsked: boolean
}

/** The page lives, dies and is opened again, and a person presses buttons, until the restore has come to its end. */
async function live(
  scenario: Pick<RestoreScenario, 'crashes' | 'asks' | 'recheck'>,
  plan: RestorePlan,
  portal: SimRestorePortal,
  clock: VirtualClock,
): Promise<Pick<RestoreOutcome, 'state' | 'journal' | 'ended'>> {
  const journal = createSimJournal()
  const crashes = [...scenario.crashes]
  const page: Page = { run: null, dead: true, stopAsked: false }
  let { recheck } = scenario
  for (const { after, what } of scenario.asks) {
    clock.at(START + after * 1000, () => {
      if (what === 'stop-asked') page.stopAsked = true
      if (!page.dead) page.run?.ask(what)
    })
  }
  for (;;) {
    const run =
      page.run === null || page.dead ? open(page, crashes.shift(), plan, portal, journal, clock) : page.run
    if (page.dead) run.abandon()
    const how = await clock.runUntil(() => page.dead || run.state.phase === 'done', START + LATEST_MS)
    if (page.dead) continue
    const { contacts, parts } = run.state
    if (how === 'over' && recheck && contacts.unknown + parts.unknown > 0) {
      recheck = false
      await clock.runUntil(() => clock.now() > START + CALM_AFTER_MS, START + CALM_AFTER_MS)
      run.ask('recheck-asked')
      continue
    }
    if (how !== 'idle' || run.state.phase !== 'paused') {
      // Who comes later, while somebody else still restores, finds the page closed.
      page.dead = true
      run.abandon()
      return { state: run.state, journal, ended: how === 'over' ? 'done' : how }
    }
    // Whoever paused it presses Resume in the end; who stopped it does not.
    run.ask(page.stopAsked ? 'stop-asked' : run.state.imports === 'refused' ? 'agreed' : 'resume-asked')
  }
}

function open(
  page: Page,
  crash: RestoreScenario['crashes'][number] | undefined,
  plan: RestorePlan,
  sender: SimRestorePortal,
  journal: SimJournal,
  clock: VirtualClock,
): RestoreDrive {
  let { state, next } = replayRestore(plan, journal.records)
  if (next > 0) {
    const restarted = { type: 'restarted', at: clock.now() } as const
    journal.records.push(writeRestoreRecord(next++, restarted))
    state = afterRestoreEvent(plan, state, restarted)
  }
  journal.crashAt(crash?.append ?? Infinity, crash?.when ?? 'before', () => {
    page.dead = true
    page.run?.abandon()
  })
  page.dead = false
  const run = driveRestore({ plan, state, nextRecord: next }, { sender, journal, clock })
  page.run = run
  if (canRestoreGoOn(plan, state) && !page.stopAsked) run.ask('resume-asked')
  return run
}
