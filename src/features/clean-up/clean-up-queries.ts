import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Picture } from '#core/clean-up/counted.ts'
import { MOST_COUNTS } from '#core/clean-up/ports.ts'
import type { Suggestion } from '#core/clean-up/suggestions.ts'
import type { Ports } from '#core/ports.ts'

/** What was counted last, whole or not; written while `pictureQuery` runs. */
export function countedSoFarQuery() {
  return queryOptions<Picture | null>({
    queryKey: ['clean-up', 'so-far'],
    queryFn: () => null,
    enabled: false,
    structuralSharing: false,
  })
}

/** Counts as long as somebody looks. @param draw as `drawPicture` */
export function pictureQuery(draw: () => AsyncIterable<Picture>, client: QueryClient) {
  return queryOptions({
    queryKey: ['clean-up', 'picture'],
    queryFn: async ({ signal }) => {
      let last: Picture | null = null
      for await (const picture of draw()) {
        if (signal.aborted) break
        last = picture
        client.setQueryData(countedSoFarQuery().queryKey, picture)
      }
      return last
    },
    staleTime: Infinity,
    structuralSharing: false,
  })
}

/** Some contacts of each of what was found, in one request; of the first MOST_COUNTS. */
export function samplesQuery(ports: Pick<Ports, 'base'>, found: readonly Pick<Suggestion, 'filters'>[]) {
  const each = found.slice(0, MOST_COUNTS).map(({ filters }) => filters)
  return queryOptions({
    queryKey: ['clean-up', 'samples', each],
    queryFn: () => ports.base.samples(each),
    enabled: each.length > 0,
    staleTime: Infinity,
  })
}
