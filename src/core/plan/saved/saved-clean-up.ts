import * as v from 'valibot'
import { SUGGESTIONS, type SuggestionName } from '../../clean-up/suggestions.ts'
import type { ContactFilters } from '../../filter/filters.ts'
import type { FilterScope } from '../../filter/saved-filters.ts'
import { filtersSchema } from '../../filter/stored-filters.ts'
import { DEFAULT_GUARDS, readGuardSettings, type GuardSettings } from '../guards.ts'

/** How often a clean-up is due. The app only says so; it runs nothing by itself. */
export const INTERVALS = ['monthly', 'quarterly'] as const
export type Interval = (typeof INTERVALS)[number]

/** Which contacts: those of a filter, or of a suggestion as it is on the day. */
export type CleanUpSubject =
  | { readonly kind: 'filters'; readonly filters: ContactFilters }
  | { readonly kind: 'suggestion'; readonly name: SuggestionName }

/** A clean-up that is done again and again: which contacts, by which rules, and what is unusual. */
export interface SavedCleanUp {
  /** Stays when it is renamed. */
  readonly id: string
  readonly name: string
  readonly subject: CleanUpSubject
  /** The rules when it was saved. Today's rules apply too, the stricter one of each. */
  readonly guards: GuardSettings
  /** Contacts younger than this, in days, are never in it; 0: it has new ones too. */
  readonly newerDays: number
  /** More than this percentage of all contacts is unusual. */
  readonly mostPercent: number
  readonly interval: Interval | null
  /** Unix ms of our clock. */
  readonly savedAt: number
}

export const USUAL_NEWER_DAYS = 30
export const USUAL_MOST_PERCENT = 10
export const MOST_NEWER_DAYS = 3650

/** The last run of a saved clean-up, as its record said. */
export interface CleanUpRun {
  /** The record's. */
  readonly id: string
  /** When it began, Unix ms of our clock. */
  readonly at: number
  readonly by: { readonly id: number; readonly name: string }
  readonly planned: number
  readonly deleted: number
  readonly ended: boolean
}

/** Null: it never ran, as far as this user can see. `unreadable`: it did, and its note is damaged. */
export type LastRun = CleanUpRun | 'unreadable' | null

export interface ListedCleanUp {
  readonly cleanUp: SavedCleanUp
  readonly scope: FilterScope
  readonly last: LastRun
}

export interface SavedCleanUps {
  readonly listed: readonly ListedCleanUp[]
  /** What cannot be read whole, as stored, and its name where that is left, null where not even that is. */
  readonly unreadable: readonly {
    readonly scope: FilterScope
    readonly name: string | null
    readonly part: unknown
  }[]
}

/** What a plan and a record say of the clean-up that they are of. */
export interface CleanUpNote {
  readonly id: string
  readonly scope: FilterScope
  readonly name: string
}

const text = v.pipe(v.string(), v.nonEmpty())
const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const time = v.pipe(v.number(), v.finite())

/**
 * Rules that this version does not know make it unreadable: what they protect would not be protected. A rule that came
 * since has its default.
 */
const guards = v.pipe(
  v.looseObject({ modes: v.record(v.string(), v.unknown()) }),
  v.rawTransform<{ modes: Record<string, unknown> }, GuardSettings>(({ dataset, addIssue, NEVER }) => {
    const { modes } = dataset.value
    const stored = { ...dataset.value, modes: { ...DEFAULT_GUARDS.modes, ...modes } }
    const { settings, damaged } = readGuardSettings(stored)
    if (!damaged) return settings
    addIssue({ message: 'guards' })
    return NEVER
  }),
)

export const cleanUpSchema: v.GenericSchema<unknown, SavedCleanUp> = v.strictObject({
  id: text,
  name: text,
  subject: v.variant('kind', [
    v.strictObject({ kind: v.literal('filters'), filters: filtersSchema }),
    v.strictObject({ kind: v.literal('suggestion'), name: v.picklist(SUGGESTIONS) }),
  ]),
  guards,
  newerDays: v.pipe(natural, v.maxValue(MOST_NEWER_DAYS)),
  mostPercent: v.pipe(natural, v.minValue(1), v.maxValue(100)),
  interval: v.nullable(v.picklist(INTERVALS)),
  savedAt: time,
})

export const runSchema: v.GenericSchema<unknown, CleanUpRun> = v.strictObject({
  id: text,
  at: time,
  by: v.strictObject({ id: natural, name: v.string() }),
  planned: natural,
  deleted: natural,
  ended: v.boolean(),
})

export const cleanUpNoteSchema = v.object({
  id: text,
  scope: v.picklist(['me', 'everybody']),
  name: v.string(),
})
