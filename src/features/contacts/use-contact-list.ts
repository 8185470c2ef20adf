import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type ContactPage, type ContactQuery } from '#core/contact/contact-query.ts'
import type { Contact } from '#core/contact/contact.ts'
import { placeOf } from './contact-cache.ts'
import { contactQueries } from './contact-queries.ts'
import { useSettled } from './use-settled.ts'
import type { ContactStore } from '#core/contact/ports.ts'

/** A fast scroll does not load the pages it passes: the view must rest this long, in ms. */
const SCROLL_PAUSE = 120
/** Rows beyond the edge of sight that are loaded too, so that slow scrolling shows no skeletons. */
const MARGIN = 15

type PageResult = UseQueryResult<ContactPage>

export interface ShownQuery {
  /** The query of these rows. Differs from the current one until its answer arrives. */
  readonly shown: ContactQuery
  /** The rows belong to an earlier query, or their places are old: they may be read, but not acted on. */
  readonly stale: boolean
  /** How many match in all; null: not known yet. */
  readonly total: number | null
  /** The first page of the current query. */
  readonly head: PageResult
}

/**
 * Which query's rows to show: the current one, or, until its first page is there, the one before.
 * @param settled false: another query is about to be asked, so these rows are already old
 */
export function useShownQuery(store: ContactStore, asked: ContactQuery, settled: boolean): ShownQuery {
  const head = useQuery(contactQueries.page(store, asked, 0))
  const [shown, setShown] = useState(asked)
  if (shown !== asked && head.data !== undefined) setShown(asked)
  const stale = shown !== asked || !settled
  const shownHead = useQuery({ ...contactQueries.page(store, shown, 0), enabled: !stale })
  return { shown, stale, total: shownHead.data?.total ?? null, head }
}

/** What is known of a row: a contact, that it is loading or could not be loaded, or that the contact is gone. */
export type RowState = Contact | 'loading' | 'failed' | 'gone'

export interface ContactList extends Omit<ShownQuery, 'head'> {
  /** Something visible is loading. */
  readonly fetching: boolean
  /** The first failure among the visible pages; null: none. */
  readonly problem: Error | null
  /** The rows may be out of date, so that one may be in the place of another soon: nothing may be done to them. */
  readonly frozen: boolean
  /** All rows in sight are loaded, though perhaps old. */
  readonly complete: boolean
  readonly row: (index: number) => RowState
  /**
   * Contacts of the visible pages, once all of them are loaded; empty until then. Their names can be read in one
   * request.
   */
  readonly visible: readonly Contact[]
  readonly retry: () => void
}

/** `endSeen` is not included. */
export interface SeenRows {
  readonly firstSeen: number
  readonly endSeen: number
  /** A row that is always drawn, because it has the focus. */
  readonly kept: number | null
}

/** The rows in sight, fetched page by page. */
export function useContactList(store: ContactStore, answer: ShownQuery, seen: SeenRows): ContactList {
  const { shown, stale, total, head } = answer
  const wanted = useWantedPages(seen, total ?? 0)
  const settled = useSettled(wanted, SCROLL_PAUSE)
  const pages: readonly PageResult[] = useQueries({
    queries: wanted.map((index) => ({
      ...contactQueries.page(store, shown, index),
      // Rows of an earlier query are not loaded, nor are pages that are only scrolled past.
      enabled: !stale && settled.includes(index),
    })),
  })
  const { data: moved } = useQuery(contactQueries.moved)
  const isOld = stale || pages.some(({ data, dataUpdatedAt }) => data !== undefined && dataUpdatedAt <= moved)
  const failed = [head].concat(pages).filter((page) => page.isError)
  const fetching = head.isFetching || pages.some((page) => page.isFetching)

  return {
    shown,
    stale: isOld,
    total,
    fetching,
    frozen: isOld || pages.some((page) => page.isFetching && page.isStale && page.data !== undefined),
    problem: failed[0]?.error ?? null,
    complete: pages.every((page) => page.data !== undefined),
    row: (index) => {
      const { page, position } = placeOf(index)
      const result = pages[wanted.indexOf(page)]
      const loaded = result?.data
      if (loaded === undefined) return result?.isError === true && !result.isFetching ? 'failed' : 'loading'
      return loaded.contacts[position] ?? (fetching ? 'loading' : 'gone')
    },
    visible: contactsOf(pages),
    retry: () => {
      // The first page may be among them twice: one request is enough.
      for (const page of failed) void page.refetch({ cancelRefetch: false })
    },
  }
}

function contactsOf(pages: readonly PageResult[]): readonly Contact[] {
  if (pages.some((page) => page.data === undefined)) return []
  return pages.flatMap((page) => page.data?.contacts ?? [])
}

/** The pages of the rows to draw; the same array as long as they are the same pages. */
function useWantedPages(seen: SeenRows, total: number): readonly number[] {
  const first = placeOf(Math.max(0, seen.firstSeen - MARGIN)).page
  const lastRow = Math.max(0, Math.min(seen.endSeen + MARGIN, total) - 1)
  const last = Math.max(first, placeOf(lastRow).page)
  const kept = seen.kept === null ? first : placeOf(seen.kept).page
  return useMemo(() => {
    const inSight = Array.from({ length: last - first + 1 }, (_, step) => first + step)
    return inSight.includes(kept) ? inSight : [...inSight, kept]
  }, [first, last, kept])
}
