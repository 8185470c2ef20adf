import { createCopyPlaces, type CopyPlaces } from '../archive/copy-places.ts'
import { createCopyKeeper } from '../archive/keeper.ts'
import type { ArchivePorts, CopyKeeper } from '../archive/ports.ts'
import type { JobKind } from '../job/kind.ts'
import { ENTERPRISE_BUCKET, FULL_SHARE, USUAL_BUCKET } from '../job/pace/bucket.ts'
import {
  beginJob,
  peekJob,
  takeUpJob,
  type BeginOutcome,
  type FoundJob,
  type JobSession,
  type JobSessionPorts,
} from '../job/session.ts'
import type { Plan } from '../plan/plan.ts'
import type { PortalFacts } from '../plan/ports.ts'
import type { RecordStore } from '../records/record.ts'
import type { RunPorts } from './ports.ts'
import { recordRun, type WrittenRecord } from './record-run.ts'
import { deletionWork, type Drive } from './run/driver.ts'
import type { CopiesGoneEvent, RunEvent } from './run/events.ts'
import { DELETION_RULES } from './run/journal.ts'
import type { Step } from './run/next-step.ts'
import { progressOf, type RunProgress } from './run/progress.ts'
import { archivesOf, readyRun, type Copies, type RunState } from './run/state.ts'
import { watchTimeLeft } from './run/time-left.ts'

export interface SessionPorts
  extends JobSessionPorts<Plan, RunProgress>, Pick<RunPorts, 'batches' | 'looks'> {
  readonly facts: Pick<PortalFacts, 'enterprise'>
  /** Where the copies of a confirmed plan and the record of its run are stored. */
  readonly recovery: Omit<ArchivePorts, 'retention'> & { readonly records: RecordStore }
}

/** A deletion that this tab carries out. */
export interface RunSession extends JobSession<Plan, RunState, RunProgress, WrittenRecord> {
  /**
   * The run's archives as far as they are written, the newest first, each read from the portal if it is stored there.
   * There are several only if the run could not go on with an earlier one. Null: the run makes no copies.
   */
  readonly archives: (() => readonly (() => AsyncIterable<string>)[]) | null
}

/** Begins the run of a confirmed plan. */
export async function beginSession(plan: Plan, ports: SessionPorts): Promise<BeginOutcome<RunSession>> {
  const placesOf = placesIn(ports)
  const begun = await beginJob(deletionKind(ports, placesOf), plan, ports)
  if (begun.kind !== 'begun') return begun
  return { kind: 'begun', session: withRecovery(begun.session, placesOf) }
}

/** Looks for a run that can be resumed, and changes nothing. */
export function peekSession({ journal }: Pick<SessionPorts, 'journal'>): Promise<FoundJob | null> {
  return peekJob(DELETION_RULES, journal)
}

/** Takes up the run that an earlier visit left. Null: another tab carries it out, or it is gone. */
export async function takeUpSession(ports: SessionPorts): Promise<RunSession | null> {
  const placesOf = placesIn(ports)
  const session = await takeUpJob(deletionKind(ports, placesOf), ports)
  return session === null ? null : withRecovery(session, placesOf)
}

type PlacesOf = (plan: Plan) => CopyPlaces

/** For one session, which has one plan. */
function placesIn({ recovery }: SessionPorts): PlacesOf {
  let places: CopyPlaces | null = null
  return (plan) => (places ??= createCopyPlaces(recovery, plan.confirmation?.copiesFirst === true))
}

function withRecovery(
  session: JobSession<Plan, RunState, RunProgress, WrittenRecord>,
  placesOf: PlacesOf,
): RunSession {
  const { plan } = session
  const archives =
    plan.confirmation === undefined
      ? null
      : () => archivesOf(plan, session.state).map((archiveId) => () => placesOf(plan).open(archiveId))
  // Adds to the session itself: its getters must stay live.
  return Object.assign(session, { archives })
}

function deletionKind(
  ports: SessionPorts,
  placesOf: PlacesOf,
): JobKind<Plan, RunState, RunEvent, Step, RunProgress, WrittenRecord> {
  return {
    rules: DELETION_RULES,
    // Resumed without a record of its journal, a run would overwrite copies of contacts that it deleted, and would say
    // that somebody else deleted them.
    needsWholeJournal: true,
    findAtTakeUp: (plan, state) => copiesGone(plan, state, placesOf(plan), ports),
    work({ plan, state, fresh }) {
      const usual = ports.facts.enterprise ? ENTERPRISE_BUCKET : USUAL_BUCKET
      const limits = plan.confirmation?.speed === 'full' ? { ...usual, share: FULL_SHARE } : usual
      const { batches, looks, requests, clock } = ports
      const copies = copiesOf(plan, placesOf(plan), ports, fresh)
      return deletionWork({ plan, state, limits }, { batches, looks, requests, clock, ...copies })
    },
    progress(plan, running: Drive) {
      const keptAtReview = readyRun(plan).counts.guarded
      const secondsLeft = watchTimeLeft(running, ports.clock)
      return () => progressOf(plan, keptAtReview, running, secondsLeft())
    },
    record: (run, fresh) => recordRun(run, ports, fresh),
  }
}

/**
 * The event that the archive was erased or expired since, so that the person sees it before the run is resumed. Null if
 * the archive is there or cannot be looked for; no delete leaves before it was seen (copy-driver.ts).
 */
async function copiesGone(
  plan: Plan,
  { copies }: RunState,
  places: CopyPlaces,
  ports: SessionPorts,
): Promise<CopiesGoneEvent | null> {
  // The app cannot look for a file that the person has.
  if (copies === null || copies.seals.length === 0 || isInHand(plan, copies)) return null
  const found = await keeperOf(plan, places, ports, false).look(copies)
  if (found.kind !== 'lost') return null
  return { type: 'copies-gone', at: ports.clock.now(), archive: copies.archive, kept: found.kept }
}

/** Whether all copies were offered as a file and the person went on. */
function isInHand({ confirmation }: Plan, { first }: Pick<Copies, 'first'>): boolean {
  return confirmation?.copiesFirst === true && first === null
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
  // The person has the file: deletes leave only after the person went on.
  return { copies: { ...keeper, look: () => Promise.resolve({ kind: 'there' }) } }
}

function keeperOf(plan: Plan, places: CopyPlaces, ports: SessionPorts, fresh: boolean): CopyKeeper {
  const planned = plan.ids.length - readyRun(plan).counts.guarded
  const { archives, codec, about } = ports.recovery
  return createCopyKeeper(
    { planId: plan.id, reference: plan.confirmation?.reference ?? '', planned, fresh },
    { archives, codec, about, stores: () => places.stores(), now: () => ports.clock.now() },
  )
}
