import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { usePorts } from '../ports.tsx'
import { copyQueries } from '../shared/copy-queries.ts'
import { workQuery } from '../shared/work-query.ts'
import type { CopyAnswer } from './copy-note.tsx'

/** How long the question waits for the answer, in ms; then it lists the possible places. */
const PATIENCE_MS = 4_000

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
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  if (data !== undefined) return { state: 'known', ...data, portalRefused }
  if (error !== null && !isFetching) return { state: 'failed', error }
  return { state: late ? 'late' : 'asking' }
}
