import type { Phase } from '../job/state.ts'
import { findRecord } from './later-events.ts'
import type { RecordStore, RunRecord } from './record.ts'

/**
 * Whether the store may know of the run what this tab does not, which costs the portal some requests to find out:
 * something is noted with a run only after its end.
 */
export function mayBeOlder(known: RunRecord | null, fresh: boolean): boolean {
  return known === null ? !fresh : known.endedAt !== null
}

/** Writes now, and again whenever the mark changes; one write after another. */
export function writeDown<State>(
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

/** The record of the same run as it was kept last. @param ask whether the store may know more than `known`. */
export async function beforeOf(
  planId: string,
  { records }: { readonly records: RecordStore },
  known: RunRecord | null,
  ask: boolean,
): Promise<RunRecord | null> {
  return (ask ? await findRecord(records, ({ id }) => id === planId) : null) ?? known
}

/** Changes when there is something to be written down. */
export function markOf(phase: Phase, counts: Readonly<Record<string, number>>): string {
  const idle = phase === 'done' || phase === 'paused'
  return idle ? `${phase} ${Object.values(counts).join()}` : 'active'
}
