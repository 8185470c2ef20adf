import { sealOf, trailerText } from '../archive/write-file.ts'
import { PortalFailure } from '../failure.ts'
import type { Plan } from '../plan.ts'
import type { RunSession } from '../run/session.ts'
import type { RunState } from '../run/state.ts'
import type { ArchiveSource } from './archive-source.ts'
import { openArchives, type EvidencePorts } from './desk.ts'
import { findRecord } from './later.ts'
import { recordOfRun } from './make-record.ts'
import type { ArchiveNote, RunRecord } from './record.ts'

/** A run as far as its record looks at it. */
export type RecordedRun = Pick<RunSession, 'plan' | 'state' | 'watch'>

/**
 * Keeps the record of a run: now, and whenever it pauses, ends or goes on after its end. Nothing waits for it, and a
 * run does not fail because nobody writes it down.
 * @param fresh false: the run was taken up, so there may be a record of it.
 * @returns what resolves when all that happened so far was written down: whether somebody keeps it.
 */
export function recordRun(run: RecordedRun, ports: EvidencePorts, fresh: boolean): () => Promise<boolean> {
  let known: RunRecord | null = null
  let mark = markOf(run.state)
  let written = write(fresh)
  run.watch(() => {
    const now = markOf(run.state)
    if (now === mark) return
    mark = now
    written = written.then(() => write(false))
  })
  return () => written

  async function write(first: boolean): Promise<boolean> {
    known = await runRecord(run, ports, known, first)
    return ports.keeping.records.keep(known)
  }
}

/**
 * The record of a run as it stands, built on what is kept of it.
 * @param known the record as this tab made it last, where the store cannot be asked.
 * @param first nothing is kept of it yet.
 */
export async function runRecord(
  { plan, state }: Pick<RecordedRun, 'plan' | 'state'>,
  ports: EvidencePorts,
  known: RunRecord | null = null,
  first = false,
): Promise<RunRecord> {
  const { records, about, codec } = ports.keeping
  const before = first ? null : ((await findRecord(records, ({ id }) => id === plan.id)) ?? known)
  return recordOfRun(plan, state, {
    user: about.user,
    now: ports.clock.now(),
    reference: plan.confirmation?.reference ?? '',
    query: plan.source ?? null,
    archive: await archiveNote(plan, state, openArchives(ports), codec),
    before,
  })
}

/** Null: the run has copied nothing (yet). */
async function archiveNote(
  plan: Plan,
  { copies, phase }: RunState,
  archives: ArchiveSource,
  codec: EvidencePorts['keeping']['codec'],
): Promise<ArchiveNote | null> {
  if (copies === null || copies.seals.length === 0) return null
  const { contacts, incomplete, seals: parts } = copies
  const seal = await sealOf(trailerText({ contacts, incomplete, parts }), codec)
  return {
    archiveId: plan.id,
    places: await placesOf(plan.id, archives),
    contacts,
    incomplete,
    // Until then the last line is not written.
    seal: phase === 'done' ? seal.sha256 : null,
  }
}

async function placesOf(archiveId: string, archives: ArchiveSource): Promise<ArchiveNote['places']> {
  try {
    return ((await archives.kept()).get(archiveId) ?? []).map(({ place }) => place)
  } catch (thrown) {
    if (!(thrown instanceof PortalFailure)) throw thrown
    return []
  }
}

/** Changes when there is something to be written down. */
function markOf({ phase, counts }: RunState): string {
  const idle = phase === 'done' || phase === 'paused'
  return idle ? `${phase} ${Object.values(counts).join()}` : 'active'
}
