import type { ContactFilters } from '../filter/filters.ts'
import { barsOf, type Bar } from './bars.ts'
import type { Counted, Picture } from './counted.ts'
import { MOST_COUNTS, type BaseReader, type PictureStore } from './ports.ts'
import { readStoredPicture } from './stored-picture.ts'
import { suggestionsOf, type Suggestion } from './suggestions.ts'

/** A request of counts should take so long: the portal gives up after 60 s, and nobody waits for 30. */
const TARGET_MS = 15_000

/** So long a picture is shown again without counting anew. */
const FRESH_MS = 86_400_000

/**
 * Counts, and yields the picture after each request: the first one knows only the total. Where counts are slow, fewer of
 * them go into one request. Stop iterating to cancel. Rejects with PortalFailure.
 * @param now Unix ms
 */
export async function* drawPicture(
  reader: BaseReader,
  store: PictureStore,
  now: () => number,
): AsyncGenerator<Picture> {
  const at = now()
  const directory = await reader.directory()
  const kept = readStoredPicture(store.read())
  if (kept?.me === directory.me && Math.abs(at - kept.at) < FRESH_MS) {
    yield kept
    return
  }
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
      me: directory.me,
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
    if (counts.length === wanted.length) store.write(picture())
    yield picture()
  }
}
