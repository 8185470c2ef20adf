import { archiveIdOf } from '../archive/archive-id.ts'
import { sealOf, trailerText } from '../archive/file/write-file.ts'
import { PortalFailure } from '../failure.ts'
import type { Plan } from '../plan/plan.ts'
import type { Recorded } from '../job/kind.ts'
import type { EarlierArchive, RunState } from './run/state.ts'
import type { RecordsPorts } from '../records/records.ts'
import type { ArchiveNote, RunRecord } from '../records/record.ts'
import { beforeOf, markOf, mayBeOlder, writeDown } from '../records/record-on-change.ts'
import { recordOfRun } from './make-record.ts'

/** The part of a run that its record needs. */
export type RecordedRun = Recorded<Plan, RunState>

/** Where records are stored, and the archives they name. */
export type RecordRunPorts = Pick<RecordsPorts, 'clock' | 'recovery'>

/**
 * Stores the record of a run: now, and whenever the run pauses, ends, or is resumed after its end. Nothing waits for it,
 * and the run goes on even if its record cannot be stored.
 * @param fresh false: the run was resumed, so a record of it may exist.
 * @returns a function that resolves when the record is up to date, with true if it is stored.
 */
export function recordRun(run: RecordedRun, ports: RecordRunPorts, fresh: boolean): () => Promise<boolean> {
  let known: RunRecord | null = null
  return writeDown(
    run,
    ({ phase, counts }) => markOf(phase, counts),
    async () => {
      known = await runRecord(run, ports, known, mayBeOlder(known, fresh))
      return ports.recovery.records.keep(known)
    },
  )
}

/**
 * The record of a run as it stands now, built on its stored record.
 * @param known the record that this tab made last.
 * @param ask whether the store may hold a newer one.
 */
export async function runRecord(
  { plan, state }: Pick<RecordedRun, 'plan' | 'state'>,
  ports: RecordRunPorts,
  known: RunRecord | null = null,
  ask = true,
): Promise<RunRecord> {
  const { about } = ports.recovery
  const [archive = null, ...earlierArchives] = await archiveNotes(plan, state, ports)
  return recordOfRun(plan, state, {
    user: about.user,
    now: ports.clock.now(),
    reference: plan.confirmation?.reference ?? '',
    query: plan.source ?? null,
    archive,
    earlierArchives,
    before: await beforeOf(plan.id, ports.recovery, known, ask),
  })
}

/** The newest first; empty: the run has copied nothing yet. */
async function archiveNotes(
  plan: Plan,
  { copies, phase }: RunState,
  ports: RecordRunPorts,
): Promise<ArchiveNote[]> {
  if (copies === null) return []
  const note = async (of: EarlierArchive, seal: string | null): Promise<ArchiveNote> => {
    const archiveId = archiveIdOf(plan.id, of.archive)
    const { contacts, incomplete } = of
    return { archiveId, places: await placesOf(archiveId, ports), contacts, incomplete, seal }
  }
  // Earlier archives have no last line, so no seal.
  const earlier = await Promise.all(copies.earlier.toReversed().map((one) => note(one, null)))
  if (copies.seals.length === 0) return earlier
  const { contacts, incomplete, seals: parts } = copies
  const seal = await sealOf(trailerText({ contacts, incomplete, parts }), ports.recovery.codec)
  // The last line, which gives the seal, is written when the run is done.
  return [await note(copies, phase === 'done' ? seal.sha256 : null), ...earlier]
}

/** The portal need not be asked: if it can store archives, a contact counts as copied only once its copy is there. */
async function placesOf(archiveId: string, { recovery }: RecordRunPorts): Promise<ArchiveNote['places']> {
  const inBrowser = await orNone(() => recovery.browserStore.list(), [])
  const inPortal = await orNone(() => recovery.portalStore(), null)
  return [
    ...(inBrowser.some((kept) => kept.archiveId === archiveId) ? (['browser'] as const) : []),
    ...(inPortal === null ? [] : [inPortal.place]),
  ]
}

async function orNone<Value>(ask: () => Promise<Value>, none: Value): Promise<Value> {
  try {
    return await ask()
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return none
  }
}
