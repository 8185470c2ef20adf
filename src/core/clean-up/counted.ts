import type { Bar } from './bars.ts'
import type { Suggestion } from './suggestions.ts'

/** What the contacts are made of, as far as it is counted, and what the portal says each time. */
export interface Picture extends CountedPicture {
  /** Whether this user may put suggestions away for everybody. */
  readonly isAdmin: boolean
  /** Names of the suggestions that are put away for everybody. */
  readonly putAway: readonly string[]
}

/** What is kept of a picture. */
export interface CountedPicture {
  /** Whose picture it is: others may see other contacts. */
  readonly me: number
  /** When it was begun, Unix ms of our clock. */
  readonly at: number
  readonly total: number
  readonly bars: readonly WithCount<Bar>[]
  readonly suggestions: readonly WithCount<Suggestion>[]
  /** Whether the portal refused to say who works there or which sources there are. */
  readonly peopleRefused: boolean
  readonly sourcesRefused: boolean
  /** Whether everything is counted. */
  readonly complete: boolean
}

/** `count` null: the portal refused it; absent: not counted yet. */
export type WithCount<Thing> = Thing & { readonly count?: number | null }
