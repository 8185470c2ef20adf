import type { RunLock } from '#core/run/ports.ts'
import { nameOf } from './names.ts'

/** What of a `BroadcastChannel` is used here. */
export type LockChannel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'removeEventListener'>

/** So long a tab that holds the lock may take to say so; a message takes a few ms, hidden tabs hear them at once. */
const LONGEST_ANSWER_MS = 400

/**
 * A lock by asking around, for browsers that refuse the real one: whoever holds it says so. It is weaker (two tabs that
 * ask within the same moment both get it, and a tab that crashes takes its leave of nobody), so it is second choice.
 */
export function openSpokenLock(
  memberId: string,
  userId: number,
  channel: LockChannel | null = ownChannel(memberId, userId),
  leaving: Pick<EventTarget, 'addEventListener'> = globalThis,
): RunLock {
  let held = false

  function hear(word: string, act: () => void): () => void {
    const take = ({ data }: MessageEvent<unknown>): void => {
      if (data === word) act()
    }
    channel?.addEventListener('message', take)
    return () => channel?.removeEventListener('message', take)
  }

  function release(): void {
    if (held) channel?.postMessage('free')
    held = false
  }

  hear('held?', () => {
    if (held) channel?.postMessage('held')
  })
  leaving.addEventListener('pagehide', release)

  return {
    async hold() {
      if (held) return null
      const taken = await new Promise<boolean>((resolve) => {
        if (channel === null) {
          resolve(false)
          return
        }
        const unhear = hear('held', () => answer(true))
        const timer = setTimeout(() => answer(false), LONGEST_ANSWER_MS)
        const answer = (isTaken: boolean): void => {
          unhear()
          clearTimeout(timer)
          resolve(isTaken)
        }
        channel.postMessage('held?')
      })
      if (taken) return null
      held = true
      return { release }
    },
    whenFree: (act) => hear('free', act),
  }
}

function ownChannel(memberId: string, userId: number): LockChannel | null {
  try {
    return new BroadcastChannel(`${nameOf(memberId, userId)} lock`)
  } catch {
    return null
  }
}
