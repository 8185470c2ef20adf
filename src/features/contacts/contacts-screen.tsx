import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Contact } from '#core/contact/contact.ts'
import { countSelected, type Selection } from '#core/plan/selection.ts'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import { arrange, densityFor, rowHeightFor } from './table/columns.ts'
import { refreshContacts } from './contact-cache.ts'
import type { RowActions, RowAppearance } from './table/contact-row.tsx'
import { ContactsTable } from './table/contacts-table.tsx'
import { useFocusAfterRemoval } from './table/focus-after-removal.ts'
import { FloatingNotices } from '#ui/floating-notices.tsx'
import { useFocusInSight } from './table/use-focus-in-sight.ts'
import { Count, ListProblem, NoContacts } from './list-messages.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { HEAD_HEIGHT } from './table/table-head.tsx'
import { Toolbar } from './toolbar.tsx'
import { useColumns } from './table/use-columns.ts'
import { useContactList, useShownQuery } from './use-contact-list.ts'
import { useContactQuery, type Narrowed } from './use-contact-query.ts'
import { useNames } from './table/use-names.ts'
import { useRowWindow } from '#ui/rows/use-row-window.ts'
import { useScrollAnchor } from './table/use-scroll-anchor.ts'
import { useSelecting, type ChangeSelection } from './use-selecting.ts'
import { useWidth } from '#ui/use-width.ts'

/** Skeleton rows while the number of contacts is unknown. */
const UNKNOWN_ROWS = 15

interface ContactsScreenProps {
  /**
   * The row's delete button was pressed. Call `focusNext` when the contact is gone, its row removed by `removeContact`,
   * and the dialog closed: it moves the focus to the next row.
   */
  onDelete: (contact: Contact, focusNext: () => void) => void
  /**
   * Held by the caller, so that it outlives this screen. Code that deletes a contact removes it from here (`forget`).
   */
  selection: Selection
  /** Takes a function from the current selection to the next one, like a state's setter. Keep its identity. */
  onSelection: ChangeSelection
  /**
   * "Review" was pressed. `hidden`: the chosen ids that the list did not show under the current search. Null: all
   * matches of another search are selected, and it is unknown which of them the list shows.
   */
  onReview: (selection: Selection, hidden: readonly number[] | null) => void
  /** How often the person has come back to this screen: each time the focus starts at its heading. */
  returns: number
  /** Show only these contacts until the person asks for others; null: all. */
  narrowed?: Narrowed | null
  /** Further ways to select, in the toolbar. */
  tools?: ReactNode
  /** Results of deletions: a live region. */
  status?: ReactNode
  /** Further controls of the app, at the end of the heading. */
  corner?: ReactNode
}

/** All contacts that this person may see: to search, filter, open and delete one by one. */
export function ContactsScreen(props: ContactsScreenProps): ReactNode {
  const { onDelete, selection, onSelection, onReview, returns, tools, status, corner } = props
  const { t } = useTranslation()
  const { contacts: store, host, settings } = usePorts()
  const client = useQueryClient()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const width = useWidth(frame)
  const controls = useContactQuery(props.narrowed ?? null)
  const { columns, show } = useColumns(settings)

  const look = useMemo<RowAppearance>(() => {
    const density = densityFor(width ?? 0)
    return { density, rowHeight: rowHeightFor(density), ...arrange(columns, density) }
  }, [width, columns])

  const answer = useShownQuery(store, controls.query)
  const rows = useRowWindow({
    scroller,
    rowCount: answer.total ?? UNKNOWN_ROWS,
    rowHeight: look.rowHeight,
    headerHeight: HEAD_HEIGHT,
    subject: answer.shown,
  })
  const [focused, setFocused] = useState<number | null>(null)
  const list = useContactList(store, answer, { ...rows.window, kept: focused })
  const names = useNames(store, list.visible)
  useFocusInSight(scroller)
  useScrollAnchor(scroller, rows, list)
  const selecting = useSelecting({ store, selection, onSelection, list, seen: rows.window, scroller })
  const focusNext = useFocusAfterRemoval({ list: scroller, heading, row: list.row })

  const actions = useMemo<RowActions>(
    () => ({
      href: (contact) => `${host.origin}${cardPath(contact)}`,
      // Changes made in the card are read when its slider closes.
      open: (contact) => host.openPath(cardPath(contact), () => void refreshContacts(client)),
      remove: (contact, index) => onDelete(contact, () => focusNext(index, contact.id)),
    }),
    [host, client, onDelete, focusNext],
  )

  useEffect(() => {
    if (returns > 0) heading.current?.focus()
  }, [returns])

  // The pressed button disappears; the focus must go somewhere.
  const fromHeading = (act: () => void): void => {
    heading.current?.focus()
    act()
  }

  return (
    <main ref={setFrame} className="flex h-dvh min-h-96 min-w-0 flex-col gap-3 p-3 sm:p-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 ref={heading} tabIndex={-1} className="text-heading font-semibold">
          {t('contacts.title')}
        </h1>
        <Count list={list} />
        {corner !== undefined && <div className="ms-auto self-center">{corner}</div>}
      </header>
      <Toolbar
        controls={controls}
        host={host}
        refreshing={list.fetching}
        onRefresh={() => void refreshContacts(client)}
      >
        <ColumnChooser columns={columns} onShow={show} />
        {tools}
      </Toolbar>
      <ListProblem list={list} onRetry={() => fromHeading(list.retry)} />
      {list.total === 0 && !list.stale ? (
        <NoContacts query={list.shown} onClear={() => fromHeading(controls.clear)} />
      ) : (
        <ContactsTable
          onScroller={setScroller}
          focused={focused}
          onFocused={setFocused}
          {...{ list, rows, look, names, actions, selecting }}
          onSort={controls.sortBy}
        />
      )}
      {/* After the table and over its end: the gap of the column stands below only once. */}
      <div className="-mt-3">
        <FloatingNotices>{status}</FloatingNotices>
      </div>
      {(list.total !== 0 || countSelected(selection) > 0) && (
        <SelectionBar
          {...{ selection, onSelection, list }}
          page={selecting.page}
          hidden={selecting.hidden}
          onReview={() => onReview(selection, selecting.hidden.ids)}
          onShow={({ search, filters }) => {
            controls.setSearch(search)
            controls.setFilters(filters)
          }}
        />
      )}
    </main>
  )
}

function cardPath(contact: Contact): string {
  return `/crm/contact/details/${contact.id}/`
}
