import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { CopyAnswer } from '#features/deletion/copy-note.tsx'
import { usePorts } from '#features/ports.tsx'
import { copyQueries } from '#features/review/copy-queries.ts'
import { bulkQuery } from './bulk/bulk-query.ts'

/**
 * Where the copy of one contact will lie; asking fetches what its deletion needs, too.
 * @param portalRefused the portal did not take a copy before.
 */
export function useCopyPlace(portalRefused: boolean): CopyAnswer {
  const ports = usePorts()
  const cache = useQueryClient()
  const { data, error, isFetching } = useQuery(
    copyQueries.placeOfOne(async () => (await cache.query(bulkQuery(ports))).keeping),
  )
  if (data !== undefined) return { state: 'known', ...data, portalRefused }
  return error === null || isFetching ? { state: 'asking' } : { state: 'failed', error }
}
