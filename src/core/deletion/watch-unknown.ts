import { settleOne, workingUntil, type OneDeletion, type OnePorts, type SentDelete } from './delete-one.ts'
import type { ContactDeleter } from './ports.ts'

/** How it stands with a contact of which nobody knows yet whether it was deleted. */
export type DoubtNews =
  /** `nextLookAt`: Unix ms of our clock. */
  | { readonly kind: 'waiting'; readonly nextLookAt: number }
  | { readonly kind: 'looking' }
  | { readonly kind: 'settled'; readonly deletion: OneDeletion }

/** The settling of a doubt, which goes on by itself. */
export interface DoubtWatch {
  /** For the impatient; does nothing while a look is under way. */
  lookNow(): void
  /** Nobody wants to know any more. */
  end(): void
}

/** Ms after the answer was lost: quickly at first, since mostly the portal has done it by then. */
const LOOKS_AFTER_MS = [1_500, 4_000, 10_000, 25_000, 45_000] as const
/**
 * When the portal can be at work no longer and the contact still cannot be seen, e.g. for want of a connection: so long
 * after the last look, and twice as long each time.
 */
const LATER_MS = 30_000
const LATEST_MS = 600_000

/**
 * Looks again and again until it is known whether the contact was deleted: one that is gone was, at once; one that is
 * there was not, when the portal can no longer be at work. `heard` is told of every step, the first within the call.
 */
export function watchDoubt(
  sent: SentDelete,
  deleter: Pick<ContactDeleter, 'settle'>,
  ports: OnePorts,
  heard: (news: DoubtNews) => void,
): DoubtWatch {
  const { clock } = ports
  const lostAt = clock.now()
  let later = LATER_MS
  let looking = false
  const over = { ended: false }
  let cancel = (): void => undefined

  function nextLookAt(): number {
    const now = clock.now()
    const until = workingUntil(sent)
    const soon = LOOKS_AFTER_MS.map((after) => lostAt + after).find((at) => at > now)
    if (soon !== undefined && soon < until) return soon
    if (now < until) return until
    const at = now + later
    later = Math.min(later * 2, LATEST_MS)
    return at
  }

  function wait(): void {
    const at = nextLookAt()
    cancel = clock.at(at, () => void look())
    heard({ kind: 'waiting', nextLookAt: at })
  }

  const isEnded = (): boolean => over.ended

  async function look(): Promise<void> {
    if (looking || isEnded()) return
    cancel()
    looking = true
    heard({ kind: 'looking' })
    const deletion = await settleOne(sent, deleter, ports)
    looking = false
    // While it looked.
    if (isEnded()) return
    if (deletion.verdict.kind === 'unknown') {
      wait()
      return
    }
    over.ended = true
    heard({ kind: 'settled', deletion })
  }

  wait()
  return {
    lookNow: () => void look(),
    end() {
      over.ended = true
      cancel()
    },
  }
}
