import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { CopyAnswer } from '#features/deletion/copy-note.tsx'
import { usePorts } from '#features/ports.tsx'
import { copyQueries } from '#features/shared/copy-queries.ts'
import { bulkQuery } from '#features/shared/work-query.ts'

/** So long the question waits to say it; then it says what may be. Ms. */
const PATIENCE_MS = 4_000

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
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  if (data !== undefined) return { state: 'known', ...data, portalRefused }
  if (error !== null && !isFetching) return { state: 'failed', error }
  return { state: late ? 'late' : 'asking' }
}
