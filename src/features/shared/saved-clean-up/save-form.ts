import type { FilterScope } from '#core/filter/saved-filters.ts'
import {
  MOST_NEWER_DAYS,
  USUAL_MOST_PERCENT,
  USUAL_NEWER_DAYS,
  type Interval,
  type ListedCleanUp,
  type SavedCleanUp,
} from '#core/plan/saved/saved-clean-up.ts'

/** What a person says of a clean-up, as typed. */
export interface CleanUpForm {
  readonly name: string
  readonly scope: FilterScope
  readonly newerDays: string
  readonly mostPercent: string
  readonly interval: Interval | 'never'
}

export function newForm(name: string): CleanUpForm {
  return {
    name,
    scope: 'me',
    newerDays: String(USUAL_NEWER_DAYS),
    mostPercent: String(USUAL_MOST_PERCENT),
    interval: 'never',
  }
}

export function formOfCleanUp({ cleanUp, scope }: ListedCleanUp): CleanUpForm {
  const { name, newerDays, mostPercent, interval } = cleanUp
  return {
    name,
    scope,
    newerDays: String(newerDays),
    mostPercent: String(mostPercent),
    interval: interval ?? 'never',
  }
}

/** Null where something is not a number that it may be, or there is no name. */
export function readCleanUpForm(
  form: CleanUpForm,
): Pick<SavedCleanUp, 'name' | 'newerDays' | 'mostPercent' | 'interval'> | null {
  const name = form.name.trim()
  const newerDays = wholeFrom(form.newerDays, 0, MOST_NEWER_DAYS)
  const mostPercent = wholeFrom(form.mostPercent, 1, 100)
  if (name === '' || newerDays === null || mostPercent === null) return null
  return { name, newerDays, mostPercent, interval: form.interval === 'never' ? null : form.interval }
}

/** Null: not a whole number from `least` to `most`. */
export function wholeFrom(text: string, least: number, most: number): number | null {
  const number = /^\s*\d{1,6}\s*$/u.test(text) ? Number(text) : NaN
  return number >= least && number <= most ? number : null
}
