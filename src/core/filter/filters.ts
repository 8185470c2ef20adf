/** The conditions by which contacts are narrowed, with what each holds when it is in use. */
export interface ConditionValues {
  readonly created: Period
  readonly changed: Period
  /** The last one; `never`: the portal notes none at all. */
  readonly activity: Period | 'never'
  readonly createdBy: readonly Named[]
  readonly changedBy: readonly Named[]
  readonly responsible: Responsible
  readonly source: readonly NamedCode[]
  readonly type: readonly NamedCode[]
  /** The primary company. */
  readonly company: Named | 'none'
  readonly withoutPhone: true
  readonly withoutEmail: true
  /** `empty`: no part of a name; `test`: one of TEST_WORDS is in it. */
  readonly name: 'empty' | 'test'
  readonly ids: IdRange
  /** Whether another system put the contact into the portal (ORIGINATOR_ID). */
  readonly imported: boolean
  /** Whether the portal's own export takes the contact along (EXPORT). */
  readonly exported: boolean
  /** Only these ids, at most ONLY_MOST, each once, never empty. */
  readonly only: readonly number[]
}

export type ConditionName = keyof ConditionValues

/**
 * The conditions in use; all of them hold at once. What each demands is in `conditions.ts`, how it is stored in
 * `stored-filters.ts`.
 */
export type ContactFilters = { readonly [Name in ConditionName]?: ConditionValues[Name] }

/** In the order of the form and of the words. */
export const CONDITION_NAMES = [
  'created',
  'changed',
  'activity',
  'responsible',
  'createdBy',
  'changedBy',
  'source',
  'type',
  'company',
  'withoutPhone',
  'withoutEmail',
  'name',
  'ids',
  'imported',
  'exported',
  'only',
] as const satisfies readonly ConditionName[]

/** A local day, `2026-11-23`, or a local minute, `2026-11-23T09:30`. */
export type Moment = string

/** Both ends belong to it: a day counts whole, and so does a minute. Null: open; never both. */
export interface Period {
  readonly from: Moment | null
  readonly to: Moment | null
}

/** Both ends belong to it. Null: open; never both. */
export interface IdRange {
  readonly from: number | null
  readonly to: number | null
}

/** A person or a company with the name it had when it was chosen. */
export interface Named {
  readonly id: number
  readonly name: string
}

/** A code of the portal's directory, such as `WEB`, with its name there. */
export interface NamedCode {
  readonly code: string
  readonly name: string
}

/** These people; or all who had left the company when the filter was set: their ids then, which may be none. */
export type Responsible =
  | { readonly kind: 'these'; readonly people: readonly Named[] }
  | { readonly kind: 'left'; readonly ids: readonly number[] }

export const NO_FILTERS: ContactFilters = {}

/** What marks a name as a test. The list finds them in any part of the name, whatever their case. */
export const TEST_WORDS = ['test', 'тест', 'asdf', 'qwerty', 'фыва', 'йцукен'] as const

/** How many conditions are in use. A from-to pair counts once. */
export function countFilters(filters: ContactFilters): number {
  return Object.keys(filters).length
}

/** Sets one condition; null takes it away. */
export function withCondition<Name extends ConditionName>(
  filters: ContactFilters,
  name: Name,
  value: ConditionValues[Name] | null,
): ContactFilters {
  const others = Object.fromEntries(Object.entries(filters).filter(([other]) => other !== name))
  return value === null ? others : { ...others, [name]: value }
}

/** Unix ms at which a moment begins, in the person's time zone; NaN for a text that is none. */
export function beginOf(moment: Moment): number {
  return moment.includes('T') ? Date.parse(moment) : Date.parse(`${moment}T00:00`)
}

/** Unix ms at which a moment has ended: the next day, or the next minute, begins. */
export function endOf(moment: Moment): number {
  const next = new Date(beginOf(moment))
  // By the clock: where summer time ends, what ends at three o'clock has an hour twice.
  if (moment.includes('T')) next.setMinutes(next.getMinutes() + 1)
  else {
    next.setDate(next.getDate() + 1)
    // The day before may have begun at one o'clock: some countries skip midnight.
    next.setHours(0, 0, 0, 0)
  }
  return next.getTime()
}
