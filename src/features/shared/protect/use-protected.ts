import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { inForce } from '#core/plan/protect/in-force.ts'
import type { Protection } from '#core/plan/protect/protect-list.ts'
import { usePorts } from '#features/ports.tsx'
import { protectQuery } from './protect-query.ts'

const NONE_PROTECTED: ReadonlyMap<number, Protection> = new Map()

/** The protections in force, by contact; none while the list is unread. @param wanted whether to read it yet */
export function useProtected(wanted = true): ReadonlyMap<number, Protection> {
  const { data, dataUpdatedAt } = useQuery({
    ...protectQuery(usePorts().protections),
    enabled: wanted,
    staleTime: 60_000,
  })
  return useMemo(
    () => (data === undefined ? NONE_PROTECTED : inForce(data, dataUpdatedAt)),
    [data, dataUpdatedAt],
  )
}
