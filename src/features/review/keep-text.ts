import type { Text } from '#i18n/translation.tsx'
import type { CopyPlace } from '../shared/copy-queries.ts'

/** For how long copies are stored: "for 30 days". */
export function keepText({ keepDays }: Pick<CopyPlace, 'keepDays'>, t: Text): string {
  return keepDays === null ? t('review.keepForever') : t('review.keepDays', { count: keepDays })
}
