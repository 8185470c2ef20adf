import { queryOptions } from '@tanstack/react-query'
import type { CodeNames } from '#core/contact/ports.ts'

export const codeQueries = {
  /** The portal's names of types and sources. */
  names: (codes: CodeNames) =>
    queryOptions({
      queryKey: ['codes'] as const,
      queryFn: () => codes.read(),
      staleTime: Infinity,
      // Maps are not compared.
      structuralSharing: false,
    }),
}
