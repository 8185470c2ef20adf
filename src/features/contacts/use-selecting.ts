import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { PAGE_SIZE, type ContactPage, type ContactQuery } from '#core/contact/contact-query.ts'
import {
  hiddenSelected,
  selectRange,
  showsTicked,
  tick,
  toggle,
  togglePage,
  type Hidden,
  type Selection,
} from '#core/plan/selection.ts'
import { placeOf } from './contact-cache.ts'
import { contactQueries } from './contact-queries.ts'
import { loadedAround, type LoadedPages } from './loaded-rows.ts'
import type { RowWindow } from '#ui/rows/scroll-scale.ts'
import type { ContactList } from './use-contact-list.ts'
import type { ContactStore } from '#core/contact/ports.ts'

/** `endSeen` is not included. */
type RowsInSight = Pick<RowWindow, 'firstSeen' | 'endSeen'>

export type ChangeSelection = (change: (now: Selection) => Selection) => void

/** What is ticked from a row. */
export interface TickActions {
  /** `range`: from the last touched row to this one. */
  readonly press: (row: number, id: number, range: boolean) => void
  /** A step with shift from this row to its neighbour `next`: the range grows by it, or shrinks. */
  readonly extend: (row: number, id: number, next: number) => void
}

export interface HiddenHere extends Hidden {
  /** Every row of the list was loaded: the number is exact. Otherwise it is the maximum. */
  readonly exact: boolean
}

export interface Selecting {
  readonly isTicked: (id: number) => boolean
  readonly ticks: TickActions
  /** The loaded rows of the pages in sight. */
  readonly page: PageTicks
  readonly hidden: HiddenHere
}

export interface PageTicks {
  readonly count: number
  /** False while nothing is loaded, or the rows are read again: then a press does nothing. */
  readonly mayPress: boolean
  readonly ticked: 'none' | 'some' | 'all'
  /** The box above the rows: ticks all, or unticks them when all were. */
  readonly press: () => void
  /** Ctrl+A: ticks all; never unticks. */
  readonly tickAll: () => void
}

/** Ticking on the contacts screen. Only loaded rows are ticked: a range ends at a gap. */
export function useSelecting(options: {
  store: ContactStore
  selection: Selection
  onSelection: ChangeSelection
  list: ContactList
  seen: RowsInSight
}): Selecting {
  const { store, selection, onSelection, list, seen } = options
  const { shown, frozen } = list
  const client = useQueryClient()
  /** Where the last press or step with shift was: a range with shift+arrow continues from there. */
  const tip = useRef<number | null>(null)

  const ticks = useMemo<TickActions>(() => {
    const loaded = pagesOf(client, store, shown)
    return {
      press(row, id, range) {
        tip.current = id
        onSelection((now) =>
          range ? selectRange(now, id, loadedAround(loaded, row), shown) : toggle(now, id, shown),
        )
      },
      extend(row, id, next) {
        const goesOn = tip.current === id
        tip.current = next
        onSelection((now) => {
          const order = loadedAround(loaded, row)
          const begun = goesOn && now.anchor !== null && order.includes(now.anchor)
          return selectRange(begun ? now : tick(now, id, shown), next, order, shown)
        })
      },
    }
  }, [client, store, shown, onSelection])

  const page = idsInSight(list, seen)
  const isTicked = (id: number): boolean => showsTicked(selection, id, shown)
  const ticked = page.filter(isTicked).length
  const allTicked = page.length > 0 && ticked === page.length
  const mayPress = page.length > 0 && !frozen
  return {
    isTicked,
    ticks,
    page: {
      count: page.length,
      mayPress,
      ticked: allTicked ? 'all' : ticked > 0 ? 'some' : 'none',
      press: () => mayPress && onSelection((now) => togglePage(now, page, shown)),
      tickAll: () => mayPress && !allTicked && onSelection((now) => togglePage(now, page, shown)),
    },
    hidden: hiddenHere(client, selection, list),
  }
}

function pagesOf(client: QueryClient, store: ContactStore, query: ContactQuery): LoadedPages {
  return (page) => client.getQueryData(contactQueries.page(store, query, page).queryKey)?.contacts
}

/** Whole pages of the portal; all pages in sight, so that no visible row is left out. */
function idsInSight(list: ContactList, seen: RowsInSight): readonly number[] {
  const first = placeOf(seen.firstSeen).page
  const last = placeOf(Math.max(seen.firstSeen, seen.endSeen - 1)).page
  const ids: number[] = []
  for (let row = first * PAGE_SIZE; row < Math.min((last + 1) * PAGE_SIZE, list.total ?? 0); row += 1) {
    const state = list.row(row)
    if (typeof state === 'object') ids.push(state.id)
  }
  return ids
}

/** The selected contacts that the list does not show, as far as its rows were loaded. */
function hiddenHere(client: QueryClient, selection: Selection, list: ContactList): HiddenHere {
  const unseen = hiddenSelected(selection, list.shown, new Set())
  // Usually all were ticked under the current search: then there is nothing to find.
  if (unseen.ids === null || unseen.count === 0) return { ...unseen, exact: true }
  const pages = client.getQueriesData<ContactPage>({ queryKey: [...contactQueries.pages, list.shown] })
  const seen = new Set(pages.flatMap(([, page]) => page?.contacts.map(({ id }) => id) ?? []))
  return { ...hiddenSelected(selection, list.shown, seen), exact: seen.size >= (list.total ?? Infinity) }
}
