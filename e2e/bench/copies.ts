import { DEFAULT_GUARDS } from '../../src/core/plan/guards.ts'
import { freezePlan, type Plan, type PlannedRow } from '../../src/core/plan/plan.ts'
import type { Relation } from '../../src/core/plan/relations.ts'
import { beginSession, type SessionPorts } from '../../src/core/deletion/session.ts'
import { createPortalWork, type PortalWork } from '../../src/portal/work-ports.ts'
import { createRest } from '../../src/portal/rest/rest.ts'
import { createTestPortal } from '../portal/testing.ts'
import { nodeCodec } from '../simulation/codec.ts'
import { partStore } from '../simulation/part-store.ts'
import { createVirtualClock, type VirtualClock } from '../simulation/virtual-clock.ts'
import { FULL_SHARE, USUAL_BUCKET } from '../../src/core/job/pace/bucket.ts'
import { countedSeconds, OPERATING_LIMIT } from '../../src/core/job/pace/operating.ts'
import { bestWithCommands } from './lower-bound.ts'
import type { JournalStore } from '../../src/core/job/ports.ts'
import { begunSession, deafJournal } from '../simulation/memory-journal.ts'
import { inTime, nothingSent, patienceOf, sendIn, type Speed } from './timed-portal.ts'

/**
 * `tsx e2e/bench/copies.ts [contacts]`: what the copies of a run cost. The same run with them and without, by the app's
 * own adapters against the local portal in virtual time: a request takes its way, and its commands one after another.
 * Fails where a limit was met, where not all were deleted or copied, and where copies cost more than they may though the
 * bound is lower.
 */

interface Kind {
  readonly name: string
  readonly enterprise: boolean
  /** Milliseconds of a delete, and of any other command. */
  readonly deleteMs: number
  readonly otherMs: number
  readonly wayMs: number
  /** Requests worked on at full speed at once; more of them share it out. */
  readonly capacity: number
}

const KINDS: readonly Kind[] = [
  { name: 'usual, 150 ms', enterprise: false, deleteMs: 150, otherMs: 30, wayMs: 100, capacity: 3 },
  { name: 'Enterprise, 60 ms', enterprise: true, deleteMs: 60, otherMs: 15, wayMs: 60, capacity: 8 },
]
const USER = 2
const START = Date.UTC(2026, 9, 5, 6)
const HOUR = 3_600_000

/** What copies may cost at most: the time with them, by the time without them. */
const GOALS = { usual: 1.2, enterprise: 1.5 }
/** Against the bound, where copies cannot cost less. */
const OF_BOUND = 1.2

type Way = 'without' | 'with' | 'with, full speed'

interface Measured {
  readonly seconds: number
  /** The bound with the same commands (lower-bound.ts). */
  readonly best: number
  readonly requests: number
  readonly commands: number
  readonly refused: number
  readonly deleted: number
  readonly copied: number
}

async function main(): Promise<void> {
  const contacts = Number(process.argv[2] ?? 1_000)
  console.log(
    '| portal | contacts | copies | time | by that without | bound | bound by that without | by bound | requests | commands | 503 |',
  )
  console.log('|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|')
  for (const kind of KINDS) {
    const without = await measure(kind, contacts, 'without')
    show(kind, contacts, 'without', without, null)
    const copied = await measure(kind, contacts, 'with')
    const cost = copied.seconds / without.seconds
    show(kind, contacts, 'with', copied, without.seconds)
    const quick = await measure(kind, contacts, 'with, full speed')
    show(kind, contacts, 'with, full speed', quick, without.seconds)
    const goal = kind.enterprise ? GOALS.enterprise : GOALS.usual
    const missed = [without, copied, quick].some(({ refused, deleted }) => refused > 0 || deleted < contacts)
    const dear = cost > goal && copied.seconds / copied.best > OF_BOUND
    if (missed || dear || Math.min(copied.copied, quick.copied) < contacts) process.exitCode = 1
  }
}

/** @param without seconds of the same run without copies; null: this is it. */
function show(kind: Kind, contacts: number, copies: Way, measured: Measured, without: number | null): void {
  const { seconds, best, requests, commands, refused } = measured
  const byWithout = (each: number): string => (without === null ? '' : (each / without).toFixed(2))
  const cells = [
    kind.name,
    contacts.toLocaleString('en'),
    copies,
    `${seconds.toFixed(1)} s`,
    byWithout(seconds),
    `${best.toFixed(1)} s`,
    byWithout(best),
    (seconds / best).toFixed(2),
    requests.toLocaleString('en'),
    commands.toLocaleString('en'),
    refused,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}

async function measure(kind: Kind, contacts: number, way: Way): Promise<Measured> {
  const clock = createVirtualClock(START)
  const test = createTestPortal({ contacts: contacts + 400, now: () => clock.now() })
  const { portal } = test
  if (kind.enterprise) portal.settings.license = 'ent250'
  portal.settings.limits.bucketSize = kind.enterprise ? 250 : 50
  portal.settings.limits.leakPerSecond = kind.enterprise ? 5 : 2
  portal.auth.lifetimeSeconds = 1e9
  portal.settings.latencyMs = kind.wayMs
  const ids = [...portal.store.contactIds()].filter((id) => id > 300 && id % 200 !== 0).slice(0, contacts)
  for (const id of ids)
    portal.store.updateContact(id, { ASSIGNED_BY_ID: USER, DATE_MODIFY: START / 1000 - 1e6 })

  portal.faults.add({
    method: 'crm.contact.delete',
    times: 1e9,
    kind: { type: 'slow', ms: kind.deleteMs },
  })
  const speed: Speed = {
    wayMs: kind.wayMs,
    commandMs: (method) => (method === 'crm.contact.delete' ? kind.deleteMs : kind.otherMs),
    capacity: kind.capacity,
  }
  let sent = nothingSent()
  const send = sendIn(test, clock, USER, speed, () => sent)
  const latest = START + 100 * HOUR
  const work = await inTime(
    clock,
    createPortalWork(
      createRest(send, () => clock.now()),
      patienceOf(clock),
    ),
    latest,
  )
  const plan = await inTime(clock, planOf(work, ids, way), latest)
  sent = nothingSent()
  const from = clock.now()
  const session = begunSession(await inTime(clock, beginSession(plan, portsOf(work, clock)), latest))
  await clock.runUntil(() => session.state.phase === 'done', from + 10 * HOUR)
  const seconds = (clock.now() - from) / 1000
  const { copies: made } = session.state
  const commands = [...sent.commands.values()].reduce((sum, each) => sum + each, 0)
  const limits = { ...portal.settings.limits, operatingSeconds: OPERATING_LIMIT }
  const deletes = {
    contacts,
    deleteSeconds: (contacts * kind.deleteMs) / 1000,
    countedSeconds: contacts * countedSeconds(kind.deleteMs / 1000),
    meanReadSeconds: kind.otherMs / 1000,
    intoMinute: from % 60_000,
  }
  const best = bestWithCommands(
    { limits, capacity: kind.capacity, roundTrip: kind.wayMs / 1000 },
    {
      deletes,
      others: commands - sent.single - contacts,
      otherSeconds: kind.otherMs / 1000,
      writes: sent.single,
      tripsBefore: way === 'without' ? 1 : 4,
    },
    way === 'with, full speed' ? FULL_SHARE : USUAL_BUCKET.share,
  )
  return {
    seconds,
    best,
    requests: sent.requests,
    commands,
    refused: sent.refused,
    deleted: ids.filter((id) => portal.store.contact(id) === undefined).length,
    copied: made?.contacts ?? 0,
  }
}

async function planOf(work: PortalWork, ids: readonly number[], way: Way): Promise<Plan> {
  const rows: PlannedRow[] = []
  const relations: Relation[] = []
  for await (const portion of work.rows.read(ids)) rows.push(...portion.rows)
  for await (const portion of work.relations.read(ids)) relations.push(...portion.relations)
  const modes = { ...DEFAULT_GUARDS.modes, 'open-deals': 'warn', 'unpaid-invoices': 'warn' } as const
  const plan = freezePlan(
    {
      id: 'bench',
      plannedAt: START,
      me: USER,
      guards: { ...DEFAULT_GUARDS, modes },
      contactsInPortal: 9_000,
    },
    rows,
    relations,
  )
  const confirmation = { reference: '', incompleteCopies: 'delete', copiesFirst: false } as const
  if (way === 'without') return plan
  return { ...plan, confirmation: way === 'with' ? confirmation : { ...confirmation, speed: 'full' } }
}

const JOURNAL: JournalStore = deafJournal()

function portsOf(work: PortalWork, clock: VirtualClock): SessionPorts {
  const nothing = (): void => undefined
  return {
    ...work,
    journal: JOURNAL,
    clock,
    lock: {
      hold: () => Promise.resolve({ release: nothing }),
      isHeld: () => Promise.resolve(false),
      whenFree: () => nothing,
    },
    channel: { report: nothing, onProgress: () => nothing, onAsked: () => nothing, ask: nothing },
    awake: { keep: () => nothing },
    network: { onBack: () => nothing },
    recovery: {
      ...work.recovery,
      codec: nodeCodec,
      about: { appVersion: '1', portal: { memberId: 'm', host: 'h' }, user: work.recovery.user },
      browserStore: partStore('browser', 0),
    },
  }
}

await main()
