import type { PlanConfirmation } from '#core/plan/plan.ts'
import type { Text } from '#i18n/translation.tsx'
import type { CopyPlace } from '../shared/copy-queries.ts'

/**
 * For how long copies are stored: "for 30 days", or "until the copies are erased". A deletion "for erasure" may keep its
 * own for less. Where the time cannot be read it may be any, so only "until the run has ended" is sure to be shorter.
 */
export function keepText(
  { keepDays }: Pick<CopyPlace, 'keepDays'>,
  { eraseCopyAfterDays }: Pick<PlanConfirmation, 'eraseCopyAfterDays'>,
  t: Text,
): string {
  const own = eraseCopyAfterDays ?? Infinity
  const days = Math.min(typeof keepDays === 'number' ? keepDays : Infinity, own)
  if (days === Infinity || (keepDays === 'unread' && own > 0)) return t('review.keepForever')
  return t('review.keepDays', { count: days })
}

/** Days after the run after which the copies of a deletion "for erasure" are erased; 0: as soon as it ended well. */
export const ERASURE_DAYS = [0, 7, 14] as const

/** The same for each choice that the person has. */
export function keepTexts(place: Pick<CopyPlace, 'keepDays'>, t: Text): string[] {
  return [{}, ...ERASURE_DAYS.map((days) => ({ eraseCopyAfterDays: days }))].map((said) =>
    keepText(place, said, t),
  )
}
