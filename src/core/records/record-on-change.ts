import type { Phase } from '../job/state.ts'
import { findRecord } from './later-events.ts'
import type { RecordStore, RunRecord } from './record.ts'

/**
 * Whether the store may hold a newer record than this tab, which costs some requests to find out. Later events are noted
 * only after a run's end.
 */
export function mayBeOlder(known: RunRecord | null, fresh: boolean): boolean {
  return known === null ? !fresh : known.endedAt !== null
}

/**
 * Writes now, and again whenever the mark changes; one write after another.
 * @returns a function that resolves with the result of the last write.
 */
export function writeDown<State, Written>(
  run: { readonly state: State; watch(changed: () => void): () => void },
  marked: (state: State) => string,
  write: () => Promise<Written>,
): () => Promise<Written> {
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

/** The stored record of the same run. @param ask whether the store may hold a newer record than `known`. */
export async function beforeOf(
  planId: string,
  { records }: { readonly records: RecordStore },
  known: RunRecord | null,
  ask: boolean,
): Promise<RunRecord | null> {
  return (ask ? await findRecord(records, ({ id }) => id === planId) : null) ?? known
}

/** A text that changes when the record should be written again. */
export function markOf(phase: Phase, counts: Readonly<Record<string, number>>): string {
  const idle = phase === 'done' || phase === 'paused'
  return idle ? `${phase} ${Object.values(counts).join()}` : 'active'
}
