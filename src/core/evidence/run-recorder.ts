import { sealOf, trailerText } from '../archive/write-file.ts'
import { PortalFailure } from '../failure.ts'
import type { Plan } from '../plan.ts'
import type { RestorePlan } from '../restore/plan.ts'
import { verdictOfTask, type RestoreState } from '../restore/state.ts'
import type { RunSession } from '../run/session.ts'
import type { RunState } from '../run/state.ts'
import type { ArchiveSource } from './archive-source.ts'
import { openArchives, type EvidencePorts } from './desk.ts'
import { findRecord, noteRestored } from './later.ts'
import { recordOfRestore, recordOfRun } from './make-record.ts'
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
  return writeDown(
    run,
    ({ phase, counts }) => markOf(phase, counts),
    async (first) => {
      known = await runRecord(run, ports, known, fresh && first)
      return ports.keeping.records.keep(known)
    },
  )
}

/** A restore as far as its record looks at it. */
export interface RecordedRestore {
  readonly plan: RestorePlan
  readonly state: RestoreState
  watch(changed: () => void): () => void
}

/**
 * Keeps the record of a restore as `recordRun` does that of a deletion, and notes with the deletions what of them was
 * brought back.
 */
export function recordRestore(
  run: RecordedRestore,
  ports: EvidencePorts,
  fresh: boolean,
): () => Promise<boolean> {
  const { records, about } = ports.keeping
  let known: RunRecord | null = null
  return writeDown(
    run,
    ({ phase, contacts }) => markOf(phase, contacts),
    async (first) => {
      const { plan, state } = run
      const before =
        fresh && first ? null : ((await findRecord(records, ({ id }) => id === plan.id)) ?? known)
      const own = { user: about.user, now: ports.clock.now(), reference: '', query: null, archive: null }
      known = recordOfRestore(plan, state, { ...own, before })
      const kept = await records.keep(known)
      const back = plan.tasks.flatMap(({ kind, entry }, task) =>
        kind === 'contact' && verdictOfTask(state, task).kind === 'restored'
          ? (plan.entries[entry] ?? [])
          : [],
      )
      if (back.length > 0) await noteRestored(records, back, { at: known.startedAt, by: about.user.id })
      return kept
    },
  )
}

/** Writes now, and again whenever the mark changes; one write after another. */
function writeDown<State>(
  run: { readonly state: State; watch(changed: () => void): () => void },
  marked: (state: State) => string,
  write: (first: boolean) => Promise<boolean>,
): () => Promise<boolean> {
  let mark = marked(run.state)
  let written = write(true)
  run.watch(() => {
    const now = marked(run.state)
    if (now === mark) return
    mark = now
    written = written.then(() => write(false))
  })
  return () => written
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
function markOf(phase: RunState['phase'], counts: Readonly<Record<string, number>>): string {
  const idle = phase === 'done' || phase === 'paused'
  return idle ? `${phase} ${Object.values(counts).join()}` : 'active'
}
