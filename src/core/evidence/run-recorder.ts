import { sealOf, trailerText } from '../archive/write-file.ts'
import { PortalFailure } from '../failure.ts'
import type { Plan } from '../plan.ts'
import type { RestorePlan } from '../restore/plan.ts'
import { verdictOfTask, type RestoreState } from '../restore/state.ts'
import type { RunSession } from '../run/session.ts'
import type { RunState } from '../run/state.ts'
import type { EvidencePorts } from './desk.ts'
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
    async () => {
      known = await runRecord(run, ports, known, mayBeOlder(known, fresh))
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
    async () => {
      const { plan, state } = run
      const before = await beforeOf(plan.id, ports, known, mayBeOlder(known, fresh))
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

/**
 * Whether the store may know of the run what this tab does not, which costs the portal some requests to find out:
 * something is noted with a run only after its end.
 */
function mayBeOlder(known: RunRecord | null, fresh: boolean): boolean {
  return known === null ? !fresh : known.endedAt !== null
}

/** Writes now, and again whenever the mark changes; one write after another. */
function writeDown<State>(
  run: { readonly state: State; watch(changed: () => void): () => void },
  marked: (state: State) => string,
  write: () => Promise<boolean>,
): () => Promise<boolean> {
  let mark = marked(run.state)
  let written = write()
  run.watch(() => {
    const now = marked(run.state)
    if (now === mark) return
    mark = now
    written = written.then(write)
  })
  return () => written
}

/**
 * The record of a run as it stands, built on what is kept of it.
 * @param known the record as this tab made it last.
 * @param ask whether the store may know more.
 */
export async function runRecord(
  { plan, state }: Pick<RecordedRun, 'plan' | 'state'>,
  ports: EvidencePorts,
  known: RunRecord | null = null,
  ask = true,
): Promise<RunRecord> {
  const { about } = ports.keeping
  return recordOfRun(plan, state, {
    user: about.user,
    now: ports.clock.now(),
    reference: plan.confirmation?.reference ?? '',
    query: plan.source ?? null,
    archive: await archiveNote(plan, state, ports),
    before: await beforeOf(plan.id, ports, known, ask),
  })
}

async function beforeOf(
  planId: string,
  { keeping }: EvidencePorts,
  known: RunRecord | null,
  ask: boolean,
): Promise<RunRecord | null> {
  return (ask ? await findRecord(keeping.records, ({ id }) => id === planId) : null) ?? known
}

/** Null: the run has copied nothing (yet). */
async function archiveNote(
  plan: Plan,
  { copies, phase }: RunState,
  ports: EvidencePorts,
): Promise<ArchiveNote | null> {
  if (copies === null || copies.seals.length === 0) return null
  const { contacts, incomplete, seals: parts } = copies
  const seal = await sealOf(trailerText({ contacts, incomplete, parts }), ports.keeping.codec)
  return {
    archiveId: plan.id,
    places: await placesOf(plan.id, ports),
    contacts,
    incomplete,
    // Until then the last line is not written.
    seal: phase === 'done' ? seal.sha256 : null,
  }
}

/** Where the portal keeps archives nothing counts as copied that it has not kept, so it need not be asked again. */
async function placesOf(archiveId: string, { keeping }: EvidencePorts): Promise<ArchiveNote['places']> {
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

/** Changes when there is something to be written down. */
function markOf(phase: RunState['phase'], counts: Readonly<Record<string, number>>): string {
  const idle = phase === 'done' || phase === 'paused'
  return idle ? `${phase} ${Object.values(counts).join()}` : 'active'
}
