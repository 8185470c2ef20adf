import type { QueryClient } from '@tanstack/react-query'
import type { PictureStore } from '#core/clean-up/ports.ts'
import type { SearchResult } from './search/use-group-search.ts'

/**
 * What was counted before the app itself deleted or restored contacts is no longer true: it is counted again when the
 * screen is opened. What somebody has in sight there stays, with the time of its counts, and a search goes on: the answer
 * may come late. A search that found some of them has to be begun again, too.
 * @param gone what was deleted
 */
export function forgetCounts(client: QueryClient, pictures: PictureStore, gone: readonly number[]): void {
  pictures.write(null)
  for (const what of ['picture', 'so-far', 'samples']) {
    const queryKey = ['clean-up', what]
    client.removeQueries({ queryKey, predicate: (query) => query.getObserversCount() === 0 })
    if (client.isFetching({ queryKey }) > 0) void client.resetQueries({ queryKey })
    else void client.invalidateQueries({ queryKey, refetchType: 'none' })
  }
  const ids = new Set(gone)
  client.setQueriesData<SearchResult | null>({ queryKey: ['clean-up', 'search'] }, (result) =>
    result?.found.some((id) => ids.has(id)) ? null : result,
  )
}
