import type { Phase } from '../job/state.ts'

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

/** A text that changes when the record should be written again. */
export function markOf(phase: Phase, counts: Readonly<Record<string, number>>): string {
  const idle = phase === 'done' || phase === 'paused'
  return idle ? `${phase} ${Object.values(counts).join()}` : 'active'
}
