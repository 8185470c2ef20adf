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

/** A run as far as its record looks at it. */
export type RecordedRun = Recorded<Plan, RunState>

/** Where records go, and what they tell of archives. */
export type RecordRunPorts = Pick<RecordsPorts, 'clock' | 'keeping'>

/**
 * Keeps the record of a run: now, and whenever it pauses, ends or goes on after its end. Nothing waits for it, and a
 * run does not fail because nobody writes it down.
 * @param fresh false: the run was taken up, so there may be a record of it.
 * @returns what resolves when all that happened so far was written down: whether somebody keeps it.
 */
export function recordRun(run: RecordedRun, ports: RecordRunPorts, fresh: boolean): () => Promise<boolean> {
  let known: RunRecord | null = null
  return writeDown(
    run,
    ({ phase, counts }) => markOf(phase, counts),
    async () => {
      known = await runRecord(run, ports, known, mayBeOlder(known, fresh))
      return ports.keeping.records.keep(known)
    },
  )
}

/**
 * The record of a run as it stands, built on what is kept of it.
 * @param known the record as this tab made it last.
 * @param ask whether the store may know more.
 */
export async function runRecord(
  { plan, state }: Pick<RecordedRun, 'plan' | 'state'>,
  ports: RecordRunPorts,
  known: RunRecord | null = null,
  ask = true,
): Promise<RunRecord> {
  const { about } = ports.keeping
  const [archive = null, ...earlierArchives] = await archiveNotes(plan, state, ports)
  return recordOfRun(plan, state, {
    user: about.user,
    now: ports.clock.now(),
    reference: plan.confirmation?.reference ?? '',
    query: plan.source ?? null,
    archive,
    earlierArchives,
    before: await beforeOf(plan.id, ports.keeping, known, ask),
  })
}

/** The newest first; empty: the run has copied nothing (yet). */
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
  // They were left without a last line.
  const earlier = await Promise.all(copies.earlier.toReversed().map((one) => note(one, null)))
  if (copies.seals.length === 0) return earlier
  const { contacts, incomplete, seals: parts } = copies
  const seal = await sealOf(trailerText({ contacts, incomplete, parts }), ports.keeping.codec)
  // Until then the last line is not written.
  return [await note(copies, phase === 'done' ? seal.sha256 : null), ...earlier]
}

/** Where the portal keeps archives nothing counts as copied that it has not kept, so it need not be asked again. */
async function placesOf(archiveId: string, { keeping }: RecordRunPorts): Promise<ArchiveNote['places']> {
  const inBrowser = await orNone(() => keeping.browserStore.list(), [])
  const inPortal = await orNone(() => keeping.portalStore(), null)
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
