import { queryOptions } from '@tanstack/react-query'
import type { ArchiveStore } from '#core/archive/ports.ts'
import type { KeepingPorts } from '#core/keeping.ts'

/** Where copies of deleted contacts will lie. */
export interface CopyPlace {
  /** Null: nowhere in the portal. */
  readonly portal: ArchiveStore['place'] | null
  /** Days; null: until somebody erases them. */
  readonly keepDays: number | null
}

async function placeIn(
  store: ReturnType<KeepingPorts['portalStore']>,
  keepDays: Promise<number | null>,
): Promise<CopyPlace> {
  const [found, days] = await Promise.all([store, keepDays])
  return { portal: found?.place ?? null, keepDays: days }
}

export const copyQueries = {
  place: ({ portalStore, retention }: Pick<KeepingPorts, 'portalStore' | 'retention'>) =>
    queryOptions({
      queryKey: ['copies', 'place'] as const,
      queryFn: () => placeIn(portalStore(), retention.read()),
      // Somebody may have changed either since the last review.
      staleTime: 0,
    }),
  /** The same, for a question that cannot wait until what deleting needs is loaded. */
  placeOfOne: (load: () => Promise<Pick<KeepingPorts, 'portalStore' | 'retention'>>) =>
    queryOptions({
      queryKey: ['copies', 'place-of-one'] as const,
      queryFn: async () => {
        const { portalStore, retention } = await load()
        return placeIn(portalStore(), retention.read())
      },
      staleTime: 0,
      // What it is made of is asked again by itself.
      retry: false,
    }),
}
