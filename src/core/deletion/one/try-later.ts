import type { Failure } from '../../failure.ts'
import type { Clock } from '../../job/ports.ts'

/** Ms before each further try, in all as long as a person waits before a button. The portal takes two requests a second. */
const PAUSES_MS = [2_000, 4_000, 6_000] as const

/** Whether to ask once more, after a pause: only what the portal refused before it did anything with it. */
export type TryLater = (failure: Failure) => Promise<boolean>

/** @param onPause called with true when a pause begins, with false when it is over. */
export function createTryLater(
  clock: Pick<Clock, 'now' | 'at'>,
  onPause: (paused: boolean) => void = () => undefined,
): TryLater {
  const pauses = [...PAUSES_MS]
  return async (failure) => {
    const pause = failure.kind === 'rate-limit' ? pauses.shift() : undefined
    if (pause === undefined) return false
    onPause(true)
    await new Promise<void>((resolve) => void clock.at(clock.now() + pause, resolve))
    onPause(false)
    return true
  }
}
