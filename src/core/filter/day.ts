import type { Moment } from './filters.ts'

/** The local day of a date, `2026-11-23`. */
export function dayOf(date: Date): Moment {
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

export function twoDigits(part: number): string {
  return String(part).padStart(2, '0')
}
