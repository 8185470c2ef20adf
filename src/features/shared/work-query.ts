import { queryOptions } from '@tanstack/react-query'
import type { Ports } from '#core/ports.ts'

/** What deleting many needs: loaded once, and again only after a failure. */
export function workQuery(ports: Pick<Ports, 'work'>) {
  return queryOptions({
    queryKey: ['work'] as const,
    queryFn: () => ports.work(),
    staleTime: Infinity,
    gcTime: Infinity,
    // Ports are functions, nothing to compare.
    structuralSharing: false,
  })
}
