import type { MessageId } from './catalogue.ts'
import type { Text } from './text.tsx'
import type { PortalWait } from '#core/job/state.ts'

/** Why a run waits for the portal, in words that take `time`. */
export const WAITS: Readonly<Record<PortalWait, MessageId>> = {
  'operating-time': 'run.waitsOperating',
  'portal-busy': 'run.waitsBusy',
  'no-connection': 'run.waitsConnection',
  session: 'run.waitsSession',
  'portal-may-still-work': 'run.waitsDoubt',
}

const MINUTE = 60
const HOUR = 3600

/** "about 14 minutes left"; null where nobody can tell. */
export function timeLeftText(secondsLeft: number | null, t: Text): string | null {
  if (secondsLeft === null) return null
  if (secondsLeft < MINUTE) return t('run.leftSoon')
  if (secondsLeft < 2 * HOUR) return t('run.leftMinutes', { count: Math.round(secondsLeft / MINUTE) })
  return t('run.leftHours', { count: Math.round(secondsLeft / HOUR) })
}
