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

export const copyQueries = {
  place: ({ portalStore, retention }: Pick<KeepingPorts, 'portalStore' | 'retention'>) =>
    queryOptions({
      queryKey: ['copies', 'place'] as const,
      queryFn: async (): Promise<CopyPlace> => {
        const [store, keepDays] = await Promise.all([portalStore(), retention.read()])
        return { portal: store?.place ?? null, keepDays }
      },
      // Somebody may have changed either since the last review.
      staleTime: 0,
    }),
}
