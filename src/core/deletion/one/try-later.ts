import type { Failure } from '../../failure.ts'
import type { Clock } from '../../job/ports.ts'

/** Pauses before further tries, in ms; together about as long as a person will wait. The portal takes two requests a second. */
const PAUSES_MS = [2_000, 4_000, 6_000] as const

/** Waits and resolves to true if the request is worth another try: the portal refused it before doing anything. */
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
