import { archiveIdOf } from '../archive/archive-id.ts'
import { sealOf, trailerText } from '../archive/file/write-file.ts'
import { PortalFailure } from '../failure.ts'
import type { Plan } from '../plan/plan.ts'
import type { Recorded } from '../job/kind.ts'
import type { EarlierArchive, RunState } from './run/state.ts'
import { eraseCopies, isEraseDue } from '../records/erasure/erase-copies.ts'
import { openArchives, type RecordsPorts } from '../records/ports.ts'
import { mergedProof, MOST_READ, tryProof } from '../records/proof/read-copies.ts'
import { archivesIn, type ArchiveNote, type RunRecord } from '../records/record.ts'
import { beforeOf, markOf, mayBeOlder, writeDown } from '../records/record-on-change.ts'
import { recordOfRun } from './make-record.ts'

/** The part of a run that its record needs. */
export type RecordedRun = Recorded<Plan, RunState>

/** Where records are stored, and the archives they name. */
export type RecordRunPorts = Pick<RecordsPorts, 'clock' | 'recovery'>

/** The record as it was written last. */
export interface WrittenRecord {
  readonly record: RunRecord
  /** False: it could not be stored. */
  readonly kept: boolean
}

/** The record of a larger run is stored before its copy is read, which takes a while. */
const QUICKLY_READ = 200

/**
 * Stores the record of a run: now, and whenever the run pauses, ends, or is resumed after its end. Nothing waits for it,
 * and the run goes on even if its record cannot be stored. At the end the record also gets what the copy proves, and the
 * copy is erased if the run was to be erased at once.
 * @param fresh false: the run was resumed, so a record of it may exist.
 * @returns a function that resolves when the record is up to date.
 */
export function recordRun(
  run: RecordedRun,
  ports: RecordRunPorts,
  fresh: boolean,
): () => Promise<WrittenRecord> {
  const { records } = ports.recovery
  let known: RunRecord | null = null
  return writeDown(
    run,
    ({ phase, counts }) => markOf(phase, counts),
    async () => {
      const { plan, state } = run
      const before = await beforeOf(plan.id, ports.recovery, known, mayBeOlder(known, fresh))
      known = await runRecord({ plan, state }, ports, before)
      if (lacksProof(known, before)) {
        if (copiedIn(known) > QUICKLY_READ) await records.keep(known)
        known = await withProof(known, state, ports)
      }
      const kept = await records.keep(known)
      if (plan.confirmation?.eraseCopyAfterDays !== 0 || !isEraseDue(known, ports.clock.now()))
        return { record: known, kept }
      const erased = await eraseCopies(known, ports, true)
      known = erased.record
      return { record: known, kept: erased.noted }
    },
  )
}

/** The record of a run as it stands now. @param before its stored record */
async function runRecord(
  { plan, state }: Pick<RecordedRun, 'plan' | 'state'>,
  ports: RecordRunPorts,
  before: RunRecord | null,
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
    before,
  })
}

/** Whether the run has ended, and its record has no proof or only one of an earlier end. */
function lacksProof(record: RunRecord, before: RunRecord | null): boolean {
  const isNew = (record.proof ?? null) === null || record.endedAt !== before?.endedAt
  return record.endedAt !== null && isNew && copiedIn(record) > 0 && copiedIn(record) <= MOST_READ
}

function copiedIn(record: RunRecord): number {
  return archivesIn(record).reduce((sum, { contacts }) => sum + contacts, 0)
}

async function withProof(record: RunRecord, { copies }: RunState, ports: RecordRunPorts): Promise<RunRecord> {
  const { codec } = ports.recovery
  // The last line of the copy may be written meanwhile.
  const written = copies !== null && copies.seals.length > 0 ? copies.seals : undefined
  const proof = await tryProof(record, openArchives(ports), codec, ports.clock.now(), written)
  return proof === null ? record : { ...record, proof: await mergedProof(record.proof ?? null, proof, codec) }
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
