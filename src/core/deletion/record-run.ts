import { archiveIdOf } from '../archive/archive-id.ts'
import { sealOf, trailerText } from '../archive/file/write-file.ts'
import { PortalFailure } from '../failure.ts'
import type { Plan } from '../plan/plan.ts'
import type { Recorded } from '../job/kind.ts'
import type { EarlierArchive, RunState } from './run/state.ts'
import { eraseCopies } from '../records/erasure/erase-copies.ts'
import { isEraseDue } from '../records/erasure/erase-due.ts'
import { openArchives, type RecordsPorts } from '../records/ports.ts'
import { isProven, MOST_READ, withProof } from '../records/proof/read-copies.ts'
import { archivesIn, type ArchiveNote, type RunRecord } from '../records/record.ts'
import { markOf, writeDown } from '../records/record-on-change.ts'
import { writtenOver } from '../records/written-over.ts'
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
  const keep = (record: RunRecord): Promise<RunRecord | null> => records.keep(record, writtenOver(record))
  /** As it was written last; null: what is stored of this run is not known yet. */
  let known: RunRecord | null = null
  return writeDown(
    run,
    ({ phase, counts }) => markOf(phase, counts),
    async () => {
      const { plan, state } = run
      const made = await runRecord({ plan, state }, ports)
      let record = known === null ? made : writtenOver(made)(known)
      if (lacksProof(record)) {
        const first = (known === null && !fresh) || copiedIn(record) > QUICKLY_READ
        if (first) record = (await keep(record)) ?? record
        if (lacksProof(record)) record = await proven(record, state, ports)
      }
      const kept = await keep(record)
      known = kept ?? record
      if (plan.confirmation?.eraseCopyAfterDays !== 0 || !isEraseDue(known, ports.clock.now()))
        return { record: known, kept: kept !== null }
      const erased = await eraseCopies(known, ports, true)
      known = erased.record
      return { record: known, kept: erased.noted }
    },
  )
}

/** The record of a run as it stands now, to be written over its stored one. */
async function runRecord(
  { plan, state }: Pick<RecordedRun, 'plan' | 'state'>,
  ports: RecordRunPorts,
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
  })
}

/** Whether the run has ended, and its record has no proof or only one of an earlier end. */
function lacksProof(record: RunRecord): boolean {
  const copied = copiedIn(record)
  return record.endedAt !== null && !isProven(record) && copied > 0 && copied <= MOST_READ
}

function copiedIn(record: RunRecord): number {
  return archivesIn(record).reduce((sum, { contacts }) => sum + contacts, 0)
}

/** With the proof, if the copy can be read now; it is tried again before the copy is erased. */
async function proven(record: RunRecord, { copies }: RunState, ports: RecordRunPorts): Promise<RunRecord> {
  const { codec } = ports.recovery
  // The last line of the copy may be written meanwhile.
  const written = copies !== null && copies.seals.length > 0 ? copies.seals : undefined
  return orNone(() => withProof(record, openArchives(ports), codec, ports.clock.now(), written), record)
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
