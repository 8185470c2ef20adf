import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { WithCount, Picture } from '#core/clean-up/counted.ts'
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

/** Some contacts of each suggestion, in one request. */
export function samplesQuery(ports: Pick<Ports, 'base'>, found: readonly WithCount<Suggestion>[]) {
  return queryOptions({
    queryKey: ['clean-up', 'samples', found.map(({ name }) => name)],
    queryFn: () => ports.base.samples(found.map(({ filters }) => filters)),
    enabled: found.length > 0,
    staleTime: Infinity,
  })
}
