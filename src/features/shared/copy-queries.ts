import { queryOptions } from '@tanstack/react-query'
import type { ArchiveStore, KeepTime } from '#core/archive/ports.ts'
import type { RecoveryPorts } from '#core/ports.ts'

/** Where copies of deleted contacts will be stored. */
export interface CopyPlace {
  /** Null: nowhere in the portal. */
  readonly portal: ArchiveStore['place'] | null
  /** Whether the browser stores anything for the app. */
  readonly browser: boolean
  readonly keepDays: KeepTime
}

type Places = Pick<RecoveryPorts, 'portalStore' | 'browserStore' | 'retention'>

/** Not for good: the retention time may be changed meanwhile. Ms. */
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
  /** Every query here. */
  ofAny: () => ({ queryKey: ['copies'] as const }),
  place: (load: () => Places) =>
    queryOptions({
      queryKey: ['copies', 'place'] as const,
      queryFn: () => placeIn(load()),
      // Either may have changed since the last review.
      staleTime: 0,
    }),
  /** The same for a question that cannot wait until the code for deleting is loaded. */
  placeOfOne: (load: () => Promise<Places>) =>
    queryOptions({
      queryKey: ['copies', 'place-of-one'] as const,
      queryFn: async () => placeIn(await load()),
      // For contacts deleted one after another once per visit is enough; the requests are needed elsewhere.
      staleTime: SETTLED_FOR,
      // The queries it uses are repeated by themselves.
      retry: false,
    }),
}
