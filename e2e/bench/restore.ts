import { ENTERPRISE_BUCKET, USUAL_BUCKET } from '../../src/core/job/pace/bucket.ts'
import type { ArchivedContact } from '../../src/core/archive/archived-contact.ts'
import type { RestoreLookup } from '../../src/core/restore/ports.ts'
import { readForRestore } from '../../src/core/restore/plan/make-restore-plan.ts'
import { planRestore, type RestorePlan } from '../../src/core/restore/plan/plan.ts'
import { goesAlone } from '../../src/core/restore/plan/tasks.ts'
import { driveRestore } from '../../src/core/restore/run/driver.ts'
import { readyRestore, restoreProgress } from '../../src/core/restore/run/state.ts'
import { isWholeList } from '../../src/portal/restore/links.ts'
import { createRest } from '../../src/portal/rest/rest.ts'
import { createPortalWork } from '../../src/portal/work-ports.ts'
import { createTestPortal } from '../portal/testing.ts'
import { createVirtualClock, type VirtualClock } from '../simulation/virtual-clock.ts'
import { bestRestore, type RestoreWork } from './lower-bound.ts'
import { inTime, nothingSent, patienceOf, sendIn, type Sent } from './timed-portal.ts'

/**
 * `tsx e2e/bench/restore.ts [contacts]`: how long it takes to plan and to carry out a restore of rich contacts, by the
 * app's own adapters against the local portal in virtual time. Fails where a limit was met, where not all is there in the
 * end, or where a goal is missed.
 */

interface Kind {
  readonly name: string
  readonly user: number
  readonly enterprise: boolean
  /** Milliseconds to make a contact, to write anything else, and to read. */
  readonly contactMs: number
  readonly writeMs: number
  readonly readMs: number
  readonly wayMs: number
  readonly capacity: number
}

const [ADMIN, MANAGER] = [1, 2]
const usual = { enterprise: false, contactMs: 150, writeMs: 60, readMs: 30, wayMs: 100, capacity: 3 }
const KINDS: readonly Kind[] = [
  { ...usual, name: 'usual, an employee', user: MANAGER },
  { ...usual, name: 'usual, an administrator', user: ADMIN },
  {
    name: 'Enterprise, an employee',
    user: MANAGER,
    enterprise: true,
    contactMs: 60,
    writeMs: 30,
    readMs: 15,
    wayMs: 60,
    capacity: 8,
  },
]

/** Of the bound; and seconds of the plan. */
const MOST_RATIO = 1.3
const MOST_PLAN_SECONDS = 15
const START = Date.UTC(2026, 9, 5, 6)
const HOUR = 3_600_000
/** Milliseconds in which the person looks at the plan, and the bucket becomes empty. */
const LOOKS_AT_PLAN = 120_000

interface Measured {
  /** Seconds of the plan, right after a run that used up our share of the requests. */
  readonly planSeconds: number
  /** The same from a stored copy, of which it is not known that all in it were deleted. */
  readonly copySeconds: number
  readonly planRequests: number
  readonly seconds: number
  readonly best: number
  readonly sent: Sent
  readonly refused: number
  readonly restored: number
  readonly missing: number
}

async function main(): Promise<void> {
  const contacts = Number(process.argv[2] ?? 1_000)
  console.log(
    '| portal | contacts | plan | requests | plan from a copy | restore | best possible | ratio | requests | commands | 503 | restored |',
  )
  console.log('|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|')
  for (const kind of KINDS) {
    const measured = await measure(kind, contacts)
    const { planSeconds, seconds, best, sent, refused, restored, missing } = measured
    const commands = [...sent.commands.values()].reduce((sum, each) => sum + each, 0)
    const cells = [
      kind.name,
      contacts.toLocaleString('en'),
      `${planSeconds.toFixed(1)} s`,
      measured.planRequests,
      `${measured.copySeconds.toFixed(1)} s`,
      `${seconds.toFixed(1)} s`,
      `${best.toFixed(1)} s`,
      (seconds / best).toFixed(2),
      sent.requests,
      commands.toLocaleString('en'),
      refused,
      restored.toLocaleString('en'),
    ]
    console.log(`| ${cells.join(' | ')} |`)
    if (process.argv.includes('--commands')) console.log([...sent.commands].toSorted((a, b) => b[1] - a[1]))
    const isSlow = seconds / best > MOST_RATIO || planSeconds > MOST_PLAN_SECONDS
    if ((isSlow && !kind.enterprise) || refused > 0 || missing > 0 || restored < contacts)
      process.exitCode = 1
  }
}

async function measure(kind: Kind, count: number): Promise<Measured> {
  const clock = createVirtualClock(START)
  const test = createTestPortal({ contacts: count + 400, now: () => clock.now() })
  const { portal } = test
  if (kind.enterprise) portal.settings.license = 'ent250'
  portal.settings.limits.bucketSize = kind.enterprise ? 250 : 50
  portal.settings.limits.leakPerSecond = kind.enterprise ? 5 : 2
  portal.auth.lifetimeSeconds = 1e9
  const ids = [...portal.store.contactIds()].filter((id) => id > 300 && id % 200 !== 0).slice(0, count)
  for (const id of ids) portal.store.updateContact(id, { ASSIGNED_BY_ID: kind.user })

  let sent = nothingSent()
  const speed = { ...kind, commandMs: (method: string) => msOf(kind, method) }
  const send = sendIn(test, clock, kind.user, speed, () => sent)
  const work = await passing(
    clock,
    createPortalWork(
      createRest(send, () => clock.now()),
      patienceOf(clock),
    ),
  )
  const contacts: ArchivedContact[] = []
  const copies = work.recovery.archives.read(ids)[Symbol.asyncIterator]()
  for (;;) {
    const portion = await passing(clock, copies.next())
    if (portion.done === true) break
    contacts.push(...portion.value)
  }
  for (const id of ids) portal.store.deleteContact(id, kind.user)
  work.requests.noteEarlierVisit()

  const deleted = new Set(ids)
  sent = nothingSent()
  let from = clock.now()
  const plan = await passing(clock, planOf(contacts, work.recovery.lookup, deleted))
  const planSeconds = (clock.now() - from) / 1000
  const planned = sent
  work.requests.noteEarlierVisit()
  sent = nothingSent()
  from = clock.now()
  await passing(clock, planOf(contacts, work.recovery.lookup, new Set()))
  const copySeconds = (clock.now() - from) / 1000

  await passing(clock, patienceOf(clock).wait(LOOKS_AT_PLAN))
  sent = nothingSent()
  from = clock.now()
  const run = driveRestore(
    {
      plan,
      state: readyRestore(plan),
      nextRecord: 0,
      limits: kind.enterprise ? ENTERPRISE_BUCKET : USUAL_BUCKET,
    },
    {
      sender: work.recovery.sender,
      journal: { append: () => Promise.resolve(true) },
      clock,
      requests: work.requests,
    },
  )
  run.ask('resume-asked')
  // Employees may not import here.
  run.watch(() => run.state.phase === 'paused' && run.ask('agreed'))
  await clock.runUntil(() => run.state.phase === 'done', from + 10 * HOUR)
  const { contacts: back, parts } = run.state
  const profile = {
    limits: { ...portal.settings.limits, operatingSeconds: 480 },
    capacity: kind.capacity,
    roundTrip: kind.wayMs / 1000,
  }
  return {
    planSeconds,
    copySeconds,
    planRequests: planned.requests,
    seconds: (clock.now() - from) / 1000,
    best: bestRestore(profile, workOf(kind, plan), USUAL_BUCKET.share),
    sent,
    refused: planned.refused + sent.refused,
    restored: Math.min(back.done, restoreProgress(run.state).finished),
    missing: parts.failed + parts.blocked + parts.unknown + parts.denied + parts.waiting,
  }
}

function passing<Result>(clock: VirtualClock, work: Promise<Result>): Promise<Result> {
  return inTime(clock, work, clock.now() + HOUR)
}

function msOf(kind: Kind, method: string): number {
  if (method === 'crm.contact.add') return kind.contactMs
  return /\.(?:add|update)$/u.test(method) ? kind.writeMs : kind.readMs
}

async function planOf(
  contacts: readonly ArchivedContact[],
  lookup: RestoreLookup,
  deleted: ReadonlySet<number>,
): Promise<RestorePlan> {
  const reading = await readForRestore(
    contacts,
    lookup,
    () => undefined,
    () => false,
    deleted,
  )
  if (reading === null) throw new Error('cancelled')
  // Whoever has the same phone now is no reason here.
  const conflicts = new Map(contacts.map(({ id }) => [id, 'create' as const]))
  const choices = { conflicts, completeReturned: true }
  return planRestore({ id: 'bench', plannedAt: START }, contacts, reading.findings, choices)
}

/** What the plan asks for, whoever carries it out. */
function workOf(kind: Kind, { tasks }: RestorePlan): RestoreWork {
  const alone = tasks.filter(goesAlone)
  const contacts = tasks.filter((task) => task.kind === 'contact')
  const seconds = (writes: readonly { readonly kind: string }[]): number =>
    writes.reduce((sum, each) => sum + (each.kind === 'contact' ? kind.contactMs : kind.writeMs), 0) / 1000
  const commented = tasks.flatMap((task) => (task.kind === 'comment' ? [task.needs] : []))
  return {
    together: tasks.length - alone.length,
    alone: alone.length,
    writeSeconds: seconds(tasks),
    listed: tasks.filter(({ kind }) =>
      ['contact', 'requisite', 'bank-detail', 'address', 'activity'].includes(kind),
    ).length,
    commented: new Set(commented).size,
    links: tasks.filter(({ kind }) => kind === 'link').length,
    wholeLists: tasks.filter((task) => task.kind === 'link' && isWholeList(task)).length,
    readSeconds: kind.readMs / 1000,
    firstContactSeconds: contacts.length > 0 ? kind.contactMs / 1000 : 0,
  }
}

await main()
