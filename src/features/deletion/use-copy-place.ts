import { useQuery, useQueryClient } from '@tanstack/react-query'
import { usePorts } from '../ports.tsx'
import { copyQueries } from '../shared/copy-queries.ts'
import { workQuery } from '../shared/work-query.ts'
import type { CopyAnswer } from './way-back.tsx'

/**
 * Where the copy of one contact will be stored; asking also loads what its deletion needs.
 * @param portalRefused the portal refused the last copy
 */
export function useCopyPlace(portalRefused: boolean): CopyAnswer {
  const ports = usePorts()
  const cache = useQueryClient()
  const { data, error, isFetching } = useQuery(
    copyQueries.placeOfOne(async () => (await cache.query(workQuery(ports))).recovery),
  )
  if (data !== undefined) return { state: 'known', ...data, portalRefused }
  return error !== null && !isFetching ? { state: 'failed', error } : { state: 'asking' }
}
