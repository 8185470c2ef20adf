import { queryOptions } from '@tanstack/react-query'
import type { CodeNames } from '#core/contact/ports.ts'

export const codeQueries = {
  /** What the portal calls types and sources. */
  names: (codes: CodeNames) =>
    queryOptions({
      queryKey: ['codes'] as const,
      queryFn: () => codes.read(),
      staleTime: Infinity,
      // Maps, which are not compared.
      structuralSharing: false,
    }),
}
