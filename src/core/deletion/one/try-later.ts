import type { Failure } from '../../failure.ts'
import type { Clock } from '../../job/ports.ts'

/** Pauses before further tries, in ms; together about as long as a person will wait. The portal takes two requests a second. */
const PAUSES_MS = [2_000, 4_000, 6_000] as const

/** How long one deletion waits for a busy portal. */
export interface Retries {
  /** Waits and resolves to true if the request is worth another try: the portal refused it before doing anything. */
  readonly tryLater: (failure: Failure) => Promise<boolean>
  /** The answer is not needed any more: a pause is over at once, and nothing is worth another try. */
  readonly end: () => void
  readonly hasEnded: () => boolean
}

/** @param onPause called with true when a pause begins, with false when it is over. */
export function createRetries(
  clock: Pick<Clock, 'now' | 'at'>,
  onPause: (paused: boolean) => void = () => undefined,
): Retries {
  const pauses = [...PAUSES_MS]
  const endings = new Set<() => void>()
  let ended = false

  async function wait(ms: number): Promise<void> {
    onPause(true)
    await new Promise<void>((resolve) => {
      const cancel = clock.at(clock.now() + ms, resolve)
      endings.add(() => {
        cancel()
        resolve()
      })
    })
    onPause(false)
  }

  return {
    async tryLater(failure) {
      const pause = ended || failure.kind !== 'rate-limit' ? undefined : pauses.shift()
      if (pause === undefined) return false
      await wait(pause)
      return !ended
    },
    end() {
      ended = true
      for (const over of endings) over()
    },
    hasEnded: () => ended,
  }
}
