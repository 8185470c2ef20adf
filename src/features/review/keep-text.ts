import type { PlanConfirmation } from '#core/plan/plan.ts'
import type { Text } from '#i18n/translation.tsx'
import type { CopyPlace } from '../shared/copy-queries.ts'

/** For how long copies are stored: "for 30 days". A deletion "for erasure" may keep its own for less. */
export function keepText(
  { keepDays }: Pick<CopyPlace, 'keepDays'>,
  { eraseCopyAfterDays }: Pick<PlanConfirmation, 'eraseCopyAfterDays'>,
  t: Text,
): string {
  const days = Math.min(keepDays ?? Infinity, eraseCopyAfterDays ?? Infinity)
  return days === Infinity ? t('review.keepForever') : t('review.keepDays', { count: days })
}
