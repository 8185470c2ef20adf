import { queryOptions } from '@tanstack/react-query'
import type { ArchiveStore } from '#core/archive/ports.ts'
import type { KeepingPorts } from '#core/ports.ts'

/** Where copies of deleted contacts will lie. */
export interface CopyPlace {
  /** Null: nowhere in the portal. */
  readonly portal: ArchiveStore['place'] | null
  /** Whether the browser keeps anything for the app. */
  readonly browser: boolean
  /** Days; null: until somebody erases them. */
  readonly keepDays: number | null
}

type Places = Pick<KeepingPorts, 'portalStore' | 'browserStore' | 'retention'>

/** Not for good: somebody may choose another time meanwhile. Ms. */
const SETTLED_FOR = 300_000

async function placeIn({ portalStore, browserStore, retention }: Places): Promise<CopyPlace> {
  const [portal, browser, keepDays] = await Promise.all([
    portalStore().then(async (store) => ((await store?.ready?.()) === false ? null : store)),
    browserStore.ready?.() ?? true,
    retention.read(),
  ])
  return { portal: portal?.place ?? null, browser, keepDays }
}

export const copyQueries = {
  /** Whatever is known of them. */
  ofAny: () => ({ queryKey: ['copies'] as const }),
  place: (load: () => Places) =>
    queryOptions({
      queryKey: ['copies', 'place'] as const,
      queryFn: () => placeIn(load()),
      // Somebody may have changed either since the last review.
      staleTime: 0,
    }),
  /** The same, for a question that cannot wait until what deleting needs is loaded. */
  placeOfOne: (load: () => Promise<Places>) =>
    queryOptions({
      queryKey: ['copies', 'place-of-one'] as const,
      queryFn: async () => placeIn(await load()),
      // Contacts that are deleted one after another: once a visit is enough, and the requests are needed elsewhere.
      staleTime: SETTLED_FOR,
      // What it is made of is asked again by itself.
      retry: false,
    }),
}
