import { failureOf, mayPass, type Failure } from '../../failure.ts'
import type { Known } from '../../plan/guards.ts'
import type { Clock } from '../../job/ports.ts'
import type { Retries } from './try-later.ts'
import { differenceOf } from './copy-difference.ts'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import type { ArchiveReader } from '../../archive/ports.ts'

/** Whether a contact is still as its copy says. */
export type Since =
  | { readonly kind: 'same' }
  /** `certain` false: perhaps nothing was changed, and the portal gives some fields differently each time. */
  | { readonly kind: 'changed'; readonly certain: boolean }
  /** The portal no longer shows it. */
  | { readonly kind: 'absent' }
  /** It cannot be checked: the portal refuses that for good, or its answers are unreadable. */
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'unread'; readonly failure: Failure }

export interface Check {
  readonly since: Since
  /** Whether the protect list names it now; `unsure`: that is not known. */
  readonly onProtectList: Known
  /** When the portal was asked; Unix ms of our clock. */
  readonly askedAt: number
}

const MOST_LOOKS = 2

/**
 * Checks a contact just before its delete: everything that was copied is read again and compared, in one request that
 * only reads. Asks no more once `hasEnded`. Never rejects.
 */
export async function changedSince(
  copy: ArchivedContact,
  archives: Pick<ArchiveReader, 'readAgain'>,
  clock: Pick<Clock, 'now'>,
  { tryLater, hasEnded }: Retries,
): Promise<Check> {
  for (let looks = 1; ; looks++) {
    const askedAt = clock.now()
    let onProtectList: Known = 'unsure'
    try {
      const now = await archives.readAgain(copy, (named) => (onProtectList = named))
      return { askedAt, onProtectList, since: sinceOf(copy, now) }
    } catch (thrown) {
      const failure = failureOf(thrown)
      if (await tryLater(failure)) {
        looks--
        continue
      }
      if (!mayPass(failure) && failure.kind !== 'auth')
        return { askedAt, onProtectList, since: { kind: 'unchecked' } }
      if (looks < MOST_LOOKS && !hasEnded()) continue
      const since: Since = failure.kind === 'bad-answer' ? { kind: 'unchecked' } : { kind: 'unread', failure }
      return { askedAt, onProtectList, since }
    }
  }
}

function sinceOf(copy: ArchivedContact, now: ArchivedContact | null): Since {
  if (now === null) return { kind: 'absent' }
  const difference = differenceOf(copy, now)
  return difference === 'none' ? { kind: 'same' } : { kind: 'changed', certain: difference === 'things' }
}
