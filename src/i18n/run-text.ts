import type { Text } from './translation.tsx'
import { SOON_SECONDS } from '#core/job/pace/history.ts'

const MINUTE = 60
const HOUR = 3600

/** "about 14 minutes left"; null if unknown. */
export function timeLeftText(secondsLeft: number | null, t: Text): string | null {
  if (secondsLeft === null) return null
  if (secondsLeft < SOON_SECONDS) return t('deletion-run.leftSoon')
  if (secondsLeft < 2 * HOUR)
    return t('deletion-run.leftMinutes', { count: Math.round(secondsLeft / MINUTE) })
  return t('deletion-run.leftHours', { count: Math.round(secondsLeft / HOUR) })
}
