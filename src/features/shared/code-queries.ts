import { queryOptions, skipToken } from '@tanstack/react-query'
import type { CodeNames, NamedCodes } from '#core/contact/ports.ts'

export const codeQueries = {
  /** The portal's names of types and sources. @param codes null: not there yet, or not wanted */
  names: (codes: CodeNames | null) =>
    queryOptions<NamedCodes>({
      queryKey: ['codes'] as const,
      queryFn: codes === null ? skipToken : () => codes.read(),
      staleTime: Infinity,
      // Maps are not compared.
      structuralSharing: false,
    }),
}
