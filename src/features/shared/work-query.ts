import { queryOptions } from '@tanstack/react-query'
import type { Ports } from '#core/ports.ts'

/** What deleting many needs: loaded once, and asked for again only after a failure. */
export function bulkQuery(ports: Pick<Ports, 'bulk'>) {
  return queryOptions({
    queryKey: ['bulk'] as const,
    queryFn: () => ports.bulk(),
    staleTime: Infinity,
    gcTime: Infinity,
    // Ports are functions, nothing to compare.
    structuralSharing: false,
  })
}
