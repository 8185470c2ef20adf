import type { QueryClient } from '@tanstack/react-query'
import type { PictureStore } from '#core/clean-up/ports.ts'
import type { SearchResult } from './search/use-group-search.ts'

/**
 * What was counted before the app itself deleted or restored contacts is no longer true: it is counted again when the
 * screen is opened. A search that found some of them has to be begun again, too.
 * @param gone what was deleted
 */
export function forgetCounts(client: QueryClient, pictures: PictureStore, gone: readonly number[]): void {
  pictures.write(null)
  for (const what of ['picture', 'so-far', 'samples']) client.removeQueries({ queryKey: ['clean-up', what] })
  const ids = new Set(gone)
  client.setQueriesData<SearchResult | null>({ queryKey: ['clean-up', 'search'] }, (result) =>
    result?.found.some((id) => ids.has(id)) ? null : result,
  )
}
