import type { TableFiles } from '#core/list/ports.ts'
import { useEffect, useRef, useState } from 'react'
import type { Files } from '#core/files.ts'
import type { WorkPorts } from '#core/ports.ts'
import { findRows } from '#core/list/find-rows.ts'
import type { RowMatch } from '#core/list/match-list.ts'
import type { ListReading } from '#core/list/read-list.ts'

/** What searching a list needs; loaded when the panel opens. */
export interface ListPorts extends Pick<WorkPorts, 'finder'> {
  readonly files: TableFiles & Pick<Files, 'save'>
}

export type ListSearch =
  | { readonly stage: 'idle' }
  | { readonly stage: 'looking'; readonly looked: number; readonly of: number }
  | { readonly stage: 'failed'; readonly error: unknown }
  | {
      readonly stage: 'found'
      readonly matches: readonly RowMatch[]
      readonly files: Pick<Files, 'save'>
    }

export interface ListSearchControls {
  readonly search: ListSearch
  /** Starts the search for this list; results of an earlier search are dropped. */
  readonly start: (list: ListReading) => void
  /** Stops asking the portal, and drops the results. */
  readonly cancel: () => void
}

const IDLE: ListSearch = { stage: 'idle' }

/** Asks the portal for the contacts of a list, some values at a time. */
export function useListSearch(ports: () => Promise<ListPorts>): ListSearchControls {
  const [search, setSearch] = useState<ListSearch>(IDLE)
  const current = useRef<AbortController>(null)

  useEffect(() => () => current.current?.abort(), [])

  function begin(): AbortSignal {
    current.current?.abort()
    current.current = new AbortController()
    return current.current.signal
  }

  async function look({ wanted, report }: ListReading, signal: AbortSignal): Promise<void> {
    try {
      const { finder, files } = await ports()
      for await (const progress of findRows(wanted, (values) => finder.find(values))) {
        // Leaving the loop stops the finder.
        if (signal.aborted) return
        if (progress.kind === 'found') setSearch({ stage: 'found', matches: progress.matches, files })
        else setSearch({ stage: 'looking', looked: progress.looked, of: report.values })
      }
    } catch (error) {
      if (!signal.aborted) setSearch({ stage: 'failed', error })
    }
  }

  return {
    search,
    start: (list) => {
      const signal = begin()
      setSearch({ stage: 'looking', looked: 0, of: list.report.values })
      void look(list, signal)
    },
    cancel: () => {
      begin()
      setSearch(IDLE)
    },
  }
}
