import { barsOf, type Bar } from './bars.ts'
import type { WithCount, Picture } from './counted.ts'
import { createSteadyCounter } from './count-steadily.ts'
import type { BaseReader, PictureStore } from './ports.ts'
import { readStoredPicture } from './stored-picture.ts'
import { suggestionsOf, type Suggestion } from './suggestions.ts'

/** How long a picture is shown again without counting anew. */
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
  const { isAdmin, putAway } = directory
  if (kept?.me === directory.me && Math.abs(at - kept.at) < FRESH_MS) {
    yield { ...kept, isAdmin, putAway }
    return
  }
  const eachMs = now() - at
  const wanted: readonly (WithCount<Bar> | WithCount<Suggestion>)[] = [
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
      isAdmin,
      putAway,
      at,
      total: directory.total,
      bars: all.filter((one): one is WithCount<Bar> => 'group' in one),
      suggestions: all.filter((one): one is WithCount<Suggestion> => 'name' in one),
      peopleRefused: directory.people === null,
      sourcesRefused: directory.sources === null,
      complete: counts.length === wanted.length,
    }
  }
  yield picture()
  const counter = createSteadyCounter(reader, now, eachMs)
  for await (const some of counter.count(wanted.map(({ filters }) => filters))) {
    counts.push(...some)
    yield picture()
    // Not if it was given up meanwhile: what it shows may be old by now.
    if (counts.length === wanted.length) store.write(picture())
  }
}
