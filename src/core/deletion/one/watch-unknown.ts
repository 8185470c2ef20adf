import type { OneDeletion, OnePorts, SentDelete } from './ports.ts'
import { settleOne, workingUntil } from './settle-one.ts'
import type { ContactDeleter } from '../ports.ts'

/** The state of a contact whose verdict is unknown for now. */
export type UnknownNews =
  /** `nextCheckAt`: Unix ms of our clock. */
  | { readonly kind: 'waiting'; readonly nextCheckAt: number }
  | { readonly kind: 'checking' }
  | { readonly kind: 'settled'; readonly deletion: OneDeletion }

/** Finds out by itself whether a contact was deleted. */
export interface UnknownWatch {
  /** Does nothing while a check is under way. */
  checkNow(): void
  /** Stops checking. */
  end(): void
}

/** Times of the checks, in ms after the answer was lost: early at first, since the portal has usually finished by then. */
const CHECKS_AFTER_MS = [1_500, 4_000, 10_000, 25_000, 45_000] as const
/**
 * The pause between checks, doubled each time, when the portal can no longer be at work and the contact still cannot be
 * read, e.g. without a connection.
 */
const LATER_MS = 30_000
const LATEST_MS = 600_000

/**
 * Checks a contact until it is known whether it was deleted. A contact that is gone was deleted; a contact that is there
 * was not, once the portal can no longer be at work on it. `onNews` gets every step, the first one within this call.
 */
export function watchUnknown(
  sent: SentDelete,
  deleter: Pick<ContactDeleter, 'settle'>,
  ports: OnePorts,
  onNews: (news: UnknownNews) => void,
): UnknownWatch {
  const { clock } = ports
  const lostAt = clock.now()
  let later = LATER_MS
  let checking = false
  const over = { ended: false }
  let cancel = (): void => undefined

  function nextCheckAt(): number {
    const now = clock.now()
    const until = workingUntil(sent)
    const soon = CHECKS_AFTER_MS.map((after) => lostAt + after).find((at) => at > now)
    if (soon !== undefined && soon < until) return soon
    if (now < until) return until
    const at = now + later
    later = Math.min(later * 2, LATEST_MS)
    return at
  }

  function wait(): void {
    const at = nextCheckAt()
    cancel = clock.at(at, () => void check())
    onNews({ kind: 'waiting', nextCheckAt: at })
  }

  const isEnded = (): boolean => over.ended

  async function check(): Promise<void> {
    if (checking || isEnded()) return
    cancel()
    checking = true
    onNews({ kind: 'checking' })
    const deletion = await settleOne(sent, deleter, ports)
    checking = false
    // It may have ended during the check.
    if (isEnded()) return
    if (deletion.verdict.kind === 'unknown') {
      wait()
      return
    }
    over.ended = true
    onNews({ kind: 'settled', deletion })
  }

  wait()
  return {
    checkNow: () => void check(),
    end() {
      over.ended = true
      cancel()
    },
  }
}
