import type { MessageId } from './catalogue.ts'
import type { Text } from './translation.tsx'
import { SOON_SECONDS } from '#core/job/pace/history.ts'
import type { PortalWait } from '#core/job/state.ts'

/** Why a run waits for the portal, in words that take `time`. */
export const WAITS: Readonly<Record<PortalWait, MessageId>> = {
  'operating-time': 'deletion-run.waitsOperating',
  'portal-busy': 'deletion-run.waitsBusy',
  'no-connection': 'deletion-run.waitsConnection',
  session: 'deletion-run.waitsSession',
  'portal-may-still-work': 'deletion-run.waitsDoubt',
}

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
