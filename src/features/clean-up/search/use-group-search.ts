import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { EVERYBODY, type ContactQuery } from '#core/contact/contact-query.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { findShared } from '#core/plan/search/find-shared.ts'
import { findUnlinked } from '#core/plan/search/find-unlinked.ts'
import type { GroupSearch } from '#core/plan/search/search-group.ts'
import type { FoundBy } from '#core/plan/selection.ts'
import type { WorkPorts } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import { workQuery } from '#features/shared/work-query.ts'

/** What a search found last, and where; it outlives the screen, since the way back from a review leads here. */
export interface SearchResult extends GroupSearch {
  readonly group: ContactFilters
  /** When it was begun, Unix ms of our clock. */
  readonly at: number
}

export interface Searching {
  /** Null: nothing was looked for yet. */
  readonly result: SearchResult | null
  readonly working: boolean
  /** Why it ended early; null: it did not fail. */
  readonly error: unknown
  readonly start: (group: ContactFilters) => void
  readonly stop: () => void
}

function resultQuery(what: FoundBy['what']) {
  return queryOptions<SearchResult | null>({
    queryKey: ['clean-up', 'search', what],
    queryFn: () => null,
    enabled: false,
    gcTime: Infinity,
    structuralSharing: false,
  })
}

/** Searches while the screen is shown, and only when asked to. */
export function useGroupSearch(what: FoundBy['what']): Searching {
  const client = useQueryClient()
  const ports = usePorts()
  const { data = null } = useQuery(resultQuery(what))
  const [working, setWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const current = useRef<AbortController>(null)
  useEffect(() => () => current.current?.abort(), [])

  async function search(group: ContactFilters, { signal }: AbortController): Promise<void> {
    const at = Date.now()
    const { queryKey } = resultQuery(what)
    setWorking(true)
    setError(null)
    client.setQueryData(queryKey, null)
    try {
      const work = await client.query(workQuery(ports))
      for await (const now of SEARCHES[what]({ ...EVERYBODY, filters: group }, work)) {
        if (signal.aborted) break
        const soFar: SearchResult = { ...now, group, at }
        client.setQueryData(queryKey, soFar)
      }
    } catch (thrown) {
      if (!signal.aborted) setError(thrown)
    }
    if (!signal.aborted) setWorking(false)
  }

  return {
    result: data,
    working,
    error,
    start(group) {
      current.current = new AbortController()
      void search(group, current.current)
    },
    stop() {
      current.current?.abort()
      setWorking(false)
    },
  }
}

const SEARCHES: Readonly<
  Record<FoundBy['what'], (query: ContactQuery, work: WorkPorts) => AsyncIterable<GroupSearch>>
> = { shared: findShared, unlinked: findUnlinked }
