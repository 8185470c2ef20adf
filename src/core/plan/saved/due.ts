import { dayOf, monthsAgo } from '../../filter/day.ts'
import type { Interval, ListedCleanUp } from './saved-clean-up.ts'

const MONTHS: Readonly<Record<Interval, number>> = { monthly: 1, quarterly: 3 }

/**
 * Whether a clean-up is to be looked at again: a month or three after it last ran, or was saved if it never did. One whose
 * last run cannot be read is due.
 * @param now Unix ms
 */
export function isDue({ cleanUp, last }: ListedCleanUp, now: number): boolean {
  if (cleanUp.interval === null) return false
  if (last === 'unreadable') return true
  return dayOf(new Date(last?.at ?? cleanUp.savedAt)) <= monthsAgo(MONTHS[cleanUp.interval], now)
}
