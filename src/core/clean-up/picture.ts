import type { ContactFilters } from '../filter/filters.ts'
import { barsOf, type Bar } from './bars.ts'
import { MOST_COUNTS, type BaseReader } from './ports.ts'
import { suggestionsOf, type Suggestion } from './suggestions.ts'

/** What the contacts are made of, as far as it is counted. */
export interface Picture {
  /** When it was begun, Unix ms of our clock. */
  readonly at: number
  readonly total: number
  readonly bars: readonly Counted<Bar>[]
  readonly suggestions: readonly Counted<Suggestion>[]
  /** Whether the portal refused to say who works there or which sources there are. */
  readonly peopleRefused: boolean
  readonly sourcesRefused: boolean
  /** Whether everything is counted. */
  readonly complete: boolean
}

/** `count` null: the portal refused it; absent: not counted yet. */
export type Counted<Thing> = Thing & { readonly count?: number | null }

/** A request of counts should take so long: the portal gives up after 60 s, and nobody waits for 30. */
const TARGET_MS = 15_000

/**
 * Counts, and yields the picture after each request: the first one knows only the total. Where counts are slow, fewer of
 * them go into one request. Stop iterating to cancel. Rejects with PortalFailure.
 * @param now Unix ms
 */
export async function* drawPicture(reader: BaseReader, now: () => number): AsyncGenerator<Picture> {
  const at = now()
  const directory = await reader.directory()
  let eachMs = Math.max(1, now() - at)
  const wanted: readonly (Counted<Bar> | Counted<Suggestion>)[] = [
    ...suggestionsOf(directory, at),
    ...barsOf(directory, at),
  ]
  const counts: (number | null)[] = []
  const picture = (): Picture => {
    const all = wanted.map((one, index) =>
      index < counts.length ? { ...one, count: counts[index] ?? null } : one,
    )
    return {
      at,
      total: directory.total,
      bars: all.filter((one): one is Counted<Bar> => 'group' in one),
      suggestions: all.filter((one): one is Counted<Suggestion> => 'name' in one),
      peopleRefused: directory.people === null,
      sourcesRefused: directory.sources === null,
      complete: counts.length === wanted.length,
    }
  }
  yield picture()
  while (counts.length < wanted.length) {
    const size = Math.min(MOST_COUNTS, Math.max(1, Math.floor(TARGET_MS / eachMs)))
    const filters: ContactFilters[] = wanted
      .slice(counts.length, counts.length + size)
      .map((one) => one.filters)
    const begun = now()
    counts.push(...(await reader.counts(filters)))
    eachMs = Math.max(1, (now() - begun) / filters.length)
    yield picture()
  }
}
