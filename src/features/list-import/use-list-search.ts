import { useEffect, useRef, useState } from 'react'
import type { FoundContacts, WantedValue } from '#core/found-contacts.ts'
import { matchList, type ListMatch } from '#core/list-match.ts'
import type { Files } from '#core/files.ts'
import type { BulkPorts } from '#core/ports.ts'

/** What reading a list needs of the outside; loaded when the panel opens. */
export interface ListPorts extends Pick<BulkPorts, 'finder'> {
  readonly files: Pick<Files, 'readTable'>
}

export type ListSearch =
  | { readonly stage: 'idle' }
  | { readonly stage: 'looking'; readonly looked: number; readonly of: number }
  | { readonly stage: 'failed'; readonly error: unknown }
  | { readonly stage: 'found'; readonly match: ListMatch }

export interface ListSearchControls {
  readonly search: ListSearch
  /** Looks for these; what was looked for before is dropped. */
  readonly start: (wanted: readonly WantedValue[]) => void
  /** Stops asking the portal, and forgets what it said. */
  readonly cancel: () => void
}

const IDLE: ListSearch = { stage: 'idle' }

/** Asks the portal who is meant by the values of a list, some at a time. */
export function useListSearch(ports: () => Promise<ListPorts>): ListSearchControls {
  const [search, setSearch] = useState<ListSearch>(IDLE)
  const current = useRef<AbortController>(null)

  useEffect(() => () => current.current?.abort(), [])

  function begin(): AbortSignal {
    current.current?.abort()
    current.current = new AbortController()
    return current.current.signal
  }

  async function look(wanted: readonly WantedValue[], signal: AbortSignal): Promise<void> {
    const found: FoundContacts[] = []
    try {
      const { finder } = await ports()
      for await (const portion of finder.find(wanted)) {
        // Leaving the loop is what stops the finder.
        if (signal.aborted) return
        found.push(...portion)
        setSearch({ stage: 'looking', looked: found.length, of: wanted.length })
      }
      if (!signal.aborted) setSearch({ stage: 'found', match: matchList(found) })
    } catch (error) {
      if (!signal.aborted) setSearch({ stage: 'failed', error })
    }
  }

  return {
    search,
    start: (wanted) => {
      const signal = begin()
      setSearch({ stage: 'looking', looked: 0, of: wanted.length })
      void look(wanted, signal)
    },
    cancel: () => {
      begin()
      setSearch(IDLE)
    },
  }
}
