import { beginOf, type Moment } from './filters.ts'

/** The local day of a date, `2026-11-23`. */
export function dayOf(date: Date): Moment {
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

export function twoDigits(part: number): string {
  return String(part).padStart(2, '0')
}

/** The day before a local day, or the minute before a local minute: it ends where that one begins. */
export function momentBefore(moment: Moment): Moment {
  const begin = beginOf(moment)
  if (!moment.includes('T')) {
    const day = new Date(begin)
    day.setDate(day.getDate() - 1)
    return dayOf(day)
  }
  // Not by the clock's minutes: where summer time begins, the minute before three o'clock is one before two.
  const date = new Date(begin - 60_000)
  return `${dayOf(date)}T${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`
}

/** The local day this many months ago; the last of the month where that one is shorter. */
export function monthsAgo(months: number, now: number): Moment {
  const day = new Date(now)
  const wanted = day.getDate()
  day.setDate(1)
  day.setMonth(day.getMonth() - months)
  day.setDate(Math.min(wanted, new Date(day.getFullYear(), day.getMonth() + 1, 0).getDate()))
  return dayOf(day)
}
