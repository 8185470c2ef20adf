import { createCopyPlaces, type CopyPlaces } from '../archive/copy-places.ts'
import { createCopyKeeper } from '../archive/keeper.ts'
import type { Plan } from '../plan/plan.ts'
import { ENTERPRISE_BUCKET, USUAL_BUCKET } from '../job/pace/bucket.ts'
import { accompany } from '../job/session-services.ts'
import { drive, type Drive } from './run/driver.ts'
import { replay, writeRecord } from './run/journal.ts'
import type { CopiesGoneEvent } from './run/events.ts'
import type { RunPorts } from './ports.ts'
import { progressOf, type RunChannel, type RunProgress } from './run/progress.ts'
import { afterEvent } from './run/reducer.ts'
import { archivesOf, readyRun, settledCount, type Copies, type RunState } from './run/state.ts'
import type { RunWish } from '../job/tabs.ts'
import { secondsLeft } from './run/time-left.ts'
import type { DamagedRun, JobPorts, RunLock, UnfinishedRun } from '../job/ports.ts'
import type { ArchivePorts, CopyKeeper } from '../archive/ports.ts'
import type { PortalFacts } from '../plan/ports.ts'

export interface SessionPorts extends JobPorts, Omit<RunPorts, 'copies'> {
  readonly facts: Pick<PortalFacts, 'enterprise'>
  readonly lock: RunLock
  readonly channel: RunChannel
  /** Where a confirmed plan's copies are kept. */
  readonly keeping: Omit<ArchivePorts, 'retention'>
}

/** A run that this tab carries out, from its beginning or its taking up until it is left. */
export interface RunSession {
  readonly plan: Plan
  readonly state: RunState
  readonly progress: RunProgress
  /** False: nobody keeps it, so the run cannot be taken up after a reload. */
  readonly kept: boolean
  /** False: a part of the journal was damaged; contacts it told of are looked at anew. */
  readonly journalWhole: boolean
  /**
   * Its archives as far as they are written, the newest first, each from the portal's own copy where there is one; null:
   * the run makes no copies. There is more than one only where the run could not go on with the one before.
   */
  readonly archives: (() => readonly (() => AsyncIterable<string>)[]) | null
  ask(what: Exclude<RunWish, 'progress-asked'> | 'recheck-asked'): void
  /** Called after every change; the result ends it. */
  watch(changed: () => void): () => void
  /**
   * Lets go of a run: its journal is thrown away when nothing is left to be done or `forget` says so, and kept
   * otherwise. Another may begin then.
   */
  leave(forget: boolean): Promise<void>
}

/** Null: another tab of this browser carries out a run. */
export type BegunSession = RunSession | null

/** Begins the run of a confirmed plan. */
export async function beginSession(plan: Plan, ports: SessionPorts): Promise<BegunSession> {
  const held = await ports.lock.hold()
  if (held === null) return null
  const kept = await ports.journal.begin(plan)
  const session = carry(
    plan,
    { fresh: true, state: readyRun(plan), nextRecord: 0, whole: true, kept },
    held,
    ports,
  )
  session.ask('resume-asked')
  return session
}

/** A run that an earlier visit left: how it stands by its journal. */
export type FoundRun =
  | {
      readonly kind: 'found'
      readonly planId: string
      readonly run: UnfinishedRun
      readonly total: number
      readonly settled: number
      readonly done: boolean
    }
  | DamagedRun

/** Looks whether there is a run to be taken up, and touches nothing. */
export async function peekSession({ journal }: Pick<SessionPorts, 'journal'>): Promise<FoundRun | null> {
  const run = await journal.unfinished()
  if (run?.kind !== 'whole') return run
  const { state } = replay(run.plan, run.records)
  const kept = readyRun(run.plan).counts.guarded
  return {
    kind: 'found',
    planId: run.plan.id,
    run,
    total: run.plan.ids.length - kept,
    settled: settledCount(state) - kept,
    done: state.phase === 'done',
  }
}

/**
 * Takes up a run from its journal, which is read anew: another tab may have gone on with it since. What was sent and
 * not answered is looked at first; nothing is sent before the person asks to go on. Null as for `beginSession`, or
 * the run is no more.
 */
export async function takeUpSession(ports: SessionPorts): Promise<BegunSession> {
  const held = await ports.lock.hold()
  if (held === null) return null
  const found = await ports.journal.unfinished()
  if (found?.kind !== 'whole') {
    held.release()
    return null
  }
  const { plan, records } = found
  ports.requests.noteEarlierVisit()
  const replayed = replay(plan, records)
  const restored = { type: 'restored', at: ports.clock.now() } as const
  let begun: Beginning = {
    fresh: false,
    state: afterEvent(replayed.state, restored),
    nextRecord: replayed.next + 1,
    whole: replayed.whole,
    kept: await ports.journal.append(plan.id, writeRecord(replayed.next, restored)),
  }
  const gone = await copiesGone(plan, begun.state, ports)
  if (gone !== null) {
    const kept = await ports.journal.append(plan.id, writeRecord(begun.nextRecord, gone))
    const state = afterEvent(begun.state, gone)
    begun = { ...begun, state, nextRecord: begun.nextRecord + 1, kept: begun.kept && kept }
  }
  return carry(plan, begun, held, ports)
}

/**
 * Somebody erased the archive meanwhile, or its time was over, so that the person is told so before the run goes on. Null
 * where it is there or nobody can tell: no delete leaves before it was seen (copy-drive.ts).
 */
async function copiesGone(
  plan: Plan,
  { copies }: RunState,
  ports: SessionPorts,
): Promise<CopiesGoneEvent | null> {
  // What the person has in hand is where nobody can look.
  if (copies === null || copies.seals.length === 0 || isInHand(plan, copies)) return null
  const places = createCopyPlaces(ports.keeping, copies.first !== null)
  const found = await keeperOf(plan, places, ports, false).look(copies)
  if (found.kind !== 'lost') return null
  return { type: 'copies-gone', at: ports.clock.now(), archive: copies.archive, kept: found.kept }
}

/** Whether all copies were offered as a file, and the person went on. */
function isInHand({ confirmation }: Plan, { first }: Pick<Copies, 'first'>): boolean {
  return confirmation?.copiesFirst === true && first === null
}

interface Beginning {
  /** False: it was taken up. */
  readonly fresh: boolean
  readonly state: RunState
  readonly nextRecord: number
  readonly whole: boolean
  readonly kept: boolean
}

function carry(plan: Plan, begun: Beginning, held: { release(): void }, ports: SessionPorts): RunSession {
  const { state, nextRecord } = begun
  const limits = ports.facts.enterprise ? ENTERPRISE_BUCKET : USUAL_BUCKET
  const places = createCopyPlaces(ports.keeping, plan.confirmation?.copiesFirst === true)
  const running: Drive = drive(
    { plan, state, nextRecord, limits },
    { ...ports, journal: forgettingIn(ports.journal), ...copiesOf(plan, places, ports, begun.fresh) },
  )
  const keptAtReview = readyRun(plan).counts.guarded

  function progress(): RunProgress {
    const left = secondsLeft(running.state, running.pace, ports.clock.now())
    return progressOf(plan, keptAtReview, running.state, left)
  }

  const part = accompany(running, progress, ports)

  return {
    plan,
    get state() {
      return running.state
    },
    get progress() {
      return progress()
    },
    get kept() {
      return begun.kept && running.kept
    },
    journalWhole: begun.whole,
    archives:
      plan.confirmation === undefined
        ? null
        : () => archivesOf(plan, running.state).map((archiveId) => () => places.open(archiveId)),
    ask: (what) => running.ask(what),
    watch: (changed) => running.watch(changed),
    async leave(forget) {
      running.abandon()
      part()
      if (forget || running.state.phase === 'done') await ports.journal.finish(plan.id)
      held.release()
    },
  }
}

/**
 * A journal that misses a record is no longer the whole truth: taken up from it, a run would write over the copies of
 * contacts of which it does not tell, and call their deletion somebody else's work. So it is not offered again.
 */
function forgettingIn(journal: SessionPorts['journal']): RunPorts['journal'] {
  return {
    ...journal,
    async append(planId, record) {
      const kept = await journal.append(planId, record).catch(() => false)
      if (!kept) await journal.finish(planId).catch(() => undefined)
      return kept
    },
  }
}

function copiesOf(
  plan: Plan,
  places: CopyPlaces,
  ports: SessionPorts,
  fresh: boolean,
): Pick<RunPorts, 'copies'> {
  const { confirmation } = plan
  if (confirmation === undefined) return {}
  const keeper = keeperOf(plan, places, ports, fresh)
  if (!confirmation.copiesFirst) return { copies: keeper }
  // Deletes leave only after the person went on, with the file in hand.
  return { copies: { ...keeper, look: () => Promise.resolve({ kind: 'there' }) } }
}

function keeperOf(plan: Plan, places: CopyPlaces, ports: SessionPorts, fresh: boolean): CopyKeeper {
  const planned = plan.ids.length - readyRun(plan).counts.guarded
  const { archives, codec, about } = ports.keeping
  return createCopyKeeper(
    { planId: plan.id, reference: plan.confirmation?.reference ?? '', planned, fresh },
    { archives, codec, about, stores: () => places.stores(), now: () => ports.clock.now() },
  )
}
