import type { Measured, Watched } from '../../job/pace/history.ts'
import type { Clock } from '../../job/ports.ts'
import { nextCopies } from './reducer/reduce-copied.ts'
import type { RunState } from './state.ts'

/** How fast a run copies contacts. */
export interface Copying {
  /** The contacts of the latest portions, and how long copying them took; waits for deletes are not counted. */
  readonly measured: Measured
  /** When the portion that is being copied was begun; null: none is. */
  readonly busySince: number | null
  /** How many contacts the last portion had. */
  readonly portion: number
}

/** The part of what was measured that each new portion leaves: so the speed is that of the last few. */
const KEPT = 0.75

/** Measures how long the portions of copies take, by the changes of the run. */
export function watchCopying(run: Watched<RunState>, clock: Pick<Clock, 'now'>): () => Copying {
  let copying: Copying = { measured: { ms: 0, done: 0 }, busySince: null, portion: 0 }
  let before = run.state.copies
  run.watch(() => {
    const { state } = run
    const { copies } = state
    const now = clock.now()
    const isSame = copies?.archive === before?.archive
    const portion = isSame ? (copies?.cursor ?? 0) - (before?.cursor ?? 0) : 0
    if (portion > 0 && copying.busySince !== null) {
      const { ms, done } = copying.measured
      const measured = { ms: ms * KEPT + now - copying.busySince, done: done * KEPT + portion }
      copying = { measured, busySince: null, portion }
    }
    before = copies
    copying = { ...copying, busySince: nextCopies(state).length === 0 ? null : (copying.busySince ?? now) }
  })
  return () => copying
}
