import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, type ComponentProps, type ReactNode } from 'react'
import type { Contact } from '#core/contact/contact.ts'
import { countSelected, type Selection } from '#core/plan/selection.ts'
import { usePorts } from '#features/ports.tsx'
import { ErrorBoundary } from '#features/shared/error-boundary.tsx'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Menu, type MenuAction } from '#ui/overlays/menu.tsx'
import { Popover } from '#ui/overlays/popover.tsx'
import { arrange, densityFor, headHeightFor, headsSortAll, offered, rowHeightFor } from './table/columns.ts'
import { refreshContacts } from './contact-cache.ts'
import type { RowActions, RowAppearance } from './table/contact-row.tsx'
import { ContactsTable } from './table/contacts-table.tsx'
import { useFocusAfterRemoval } from './table/focus-after-removal.ts'
import { FloatingNotices } from '#ui/overlays/floating-notices.tsx'
import { useFocusInSight } from './table/use-focus-in-sight.ts'
import { Count, ListProblem, NoAnswer } from './list-messages.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { Toolbar } from './toolbar.tsx'
import { useColumns } from './table/use-columns.ts'
import { useContactList, useShownQuery } from './use-contact-list.ts'
import { useContactQuery, type Narrowed } from './use-contact-query.ts'
import { useNames } from './table/use-names.ts'
import type { RowSpot } from './table/row-controls.ts'
import { useRowKeys } from './table/use-row-keys.ts'
import { useRowWindow } from '#ui/rows/use-row-window.ts'
import { useScrollAnchor } from './table/use-scroll-anchor.ts'
import { useSelecting, type ChangeSelection } from './use-selecting.ts'
import { useWidth } from '#ui/use-width.ts'
import { contactPath } from '#features/shared/portal-paths.ts'

const ExportDialog = lazyComponent(async () => (await import('./export/export-dialog.tsx')).ExportDialog)
const NoContacts = lazyComponent(async () => (await import('./no-contacts.tsx')).NoContacts)
const ColumnChooser = lazyComponent(async () => (await import('./column-chooser.tsx')).ColumnChooser)

/** Widths, in px, from which the other screens have room in the head, and tools and Refresh beside the search. */
const SCREENS_FIT = 500
const TOOLS_FIT = 680
const REFRESH_FITS = 760

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
   * "Review deletion" was pressed. `hidden`: the chosen ids that the list did not show under the current search. Null: all
   * matches of another search are selected, and it is unknown which of them the list shows.
   */
  onReview: (selection: Selection, hidden: readonly number[] | null) => void
  /** How often the person has come back to this screen: each time the focus starts at its heading. */
  returns: number
  /** Show only these contacts until the person asks for others; null: all. */
  narrowed?: Narrowed | null
  /** Further ways to select: in the toolbar, or in the menu where there is no room. */
  tools: readonly MenuAction[]
  /** Other screens: beside the heading, or in the menu where there is no room. */
  screens: readonly MenuAction[]
  /** Always in the menu. */
  more: readonly MenuAction[]
  /** Choices at the end of the menu. */
  choices: ReactNode
  /** Results of deletions: a live region. They stand below the rows, which they must not move. */
  status?: ReactNode
}

/** All contacts that this person may see: to search, filter, open and delete one by one. */
export function ContactsScreen(props: ContactsScreenProps): ReactNode {
  const { onDelete, selection, onSelection, onReview, returns, tools, screens, more, choices, status } = props
  const { t } = useTranslation()
  const { contacts: store, host, settings } = usePorts()
  const client = useQueryClient()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const width = useWidth(frame)
  const controls = useContactQuery(props.narrowed ?? null)
  const { columns, show, move } = useColumns(settings)

  const look = useMemo<RowAppearance>(() => {
    const density = densityFor(width ?? 0)
    const finger = matchMedia('(pointer: coarse)').matches
    const headHeight = headHeightFor(density, finger)
    return { density, headHeight, rowHeight: rowHeightFor(density, finger), ...arrange(columns, density) }
  }, [width, columns])

  const answer = useShownQuery(store, controls.query, controls.settled)
  const rows = useRowWindow({
    scroller,
    rowCount: answer.total ?? UNKNOWN_ROWS,
    rowHeight: look.rowHeight,
    headerHeight: look.headHeight,
    subject: answer.shown,
  })
  const [spot, setSpot] = useState<RowSpot | null>(null)
  const [exporting, setExporting] = useState(false)
  const list = useContactList(store, answer, { ...rows.window, kept: spot?.row ?? null })
  const names = useNames(list.visible, look.columns)
  useFocusInSight(scroller)
  useScrollAnchor(scroller, rows, list)
  const selecting = useSelecting({ store, selection, onSelection, list, seen: rows.window })
  const focusNext = useFocusAfterRemoval({ list: scroller, heading, row: list.row })

  const actions = useMemo<RowActions>(
    () => ({
      href: (contact) => host.origin + contactPath(contact.id),
      // Changes made in the card are read when its slider closes.
      open: (contact) => host.openPath(contactPath(contact.id), () => void refreshContacts(client)),
      remove: (contact, index) => onDelete(contact, () => focusNext(index, contact.id)),
    }),
    [host, client, onDelete, focusNext],
  )

  const { ticks } = selecting
  const keys = useRowKeys({ scroller, list, spot, onSpot: setSpot, rows, actions, ticks })

  useEffect(() => {
    if (returns > 0) heading.current?.focus()
  }, [returns])

  // The pressed button disappears; the focus must go somewhere.
  const fromHeading = (act: () => void): void => {
    heading.current?.focus()
    act()
  }

  const review = (): void => onReview(selection, selecting.hidden.ids)
  const screensFit = (width ?? 0) >= SCREENS_FIT
  const toolsFit = (width ?? 0) >= TOOLS_FIT
  const refreshFits = (width ?? 0) >= REFRESH_FITS
  const refresh = {
    label: t('contacts.refresh'),
    icon: 'refresh',
    onPress: () => void refreshContacts(client),
  } as const
  const chooser = (
    <ErrorBoundary>
      <ColumnChooser offered={offered(look.density)} columns={columns} onShow={show} onMove={move} />
    </ErrorBoundary>
  )
  const problem = <ListProblem list={list} onRetry={() => fromHeading(list.retry)} />
  const isUnread = list.total === null && list.problem !== null

  return (
    <main
      {...reviewKey(countSelected(selection) > 0 ? review : null)}
      ref={setFrame}
      className="flex h-sight min-h-80 min-w-0 flex-col gap-2 p-3 sm:gap-3 sm:p-4"
    >
      <header className="flex items-start gap-2">
        <div className="flex min-h-8 min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
          <h1 ref={heading} tabIndex={-1} className="text-heading leading-tight font-semibold">
            {t('contacts.title')}
          </h1>
          <Count list={list} />
        </div>
        <div className="flex shrink-0 gap-2">
          {screensFit &&
            screens.map((screen) => (
              <Button key={screen.label} title={screen.description} onClick={screen.onPress}>
                {screen.label}
                {screen.badge}
              </Button>
            ))}
          <Menu
            label={t('contacts.more')}
            actions={[
              ...(toolsFit ? [] : tools),
              ...(refreshFits ? [] : [refresh]),
              ...(screensFit ? [] : screens),
              { label: t('export.open'), icon: 'download', onPress: () => setExporting(true) },
              ...more,
            ]}
          >
            {!toolsFit && (
              <div className="border-t border-line-soft pt-2">
                <p className="px-2 text-small text-muted">{t('contacts.columns')}</p>
                {chooser}
              </div>
            )}
            {choices}
          </Menu>
        </div>
      </header>
      <Toolbar controls={controls} host={host} sorting={!headsSortAll(look.columns)} chipsFit={toolsFit}>
        {toolsFit && (
          <>
            <Popover label={t('contacts.columns')} icon="columns">
              {chooser}
            </Popover>
            {tools.map((tool) => (
              <Button
                key={tool.label}
                {...(tool.icon === undefined ? {} : { icon: tool.icon })}
                onClick={tool.onPress}
              >
                {tool.label}
              </Button>
            ))}
            {refreshFits && (
              <Button
                icon={refresh.icon}
                className={list.fetching ? 'ms-auto [&>svg]:animate-spin' : 'ms-auto'}
                onClick={refresh.onPress}
              >
                {refresh.label}
              </Button>
            )}
          </>
        )}
      </Toolbar>
      {isUnread ? (
        <NoAnswer>{problem}</NoAnswer>
      ) : list.total === 0 && !list.stale ? (
        <ErrorBoundary>
          <NoContacts query={list.shown} onClear={() => fromHeading(controls.clear)} />
        </ErrorBoundary>
      ) : (
        <ContactsTable
          onScroller={setScroller}
          {...{ list, keys, rows, look, names, actions, selecting }}
          onSort={controls.sortBy}
        />
      )}
      <div className="flex max-h-[45%] shrink-0 flex-col gap-2 overflow-y-auto empty:hidden">
        {!isUnread && problem}
      </div>
      {/* After the table and over its end: the gap of the column stands below only once. */}
      <div className="-mt-2 sm:-mt-3">
        <FloatingNotices>{status}</FloatingNotices>
      </div>
      {((list.total !== 0 && !isUnread) || countSelected(selection) > 0) && (
        <SelectionBar
          {...{ selection, onSelection, list }}
          page={selecting.page}
          hidden={selecting.hidden}
          onReview={review}
          onShow={({ search, filters }) => {
            controls.setSearch(search)
            controls.setFilters(filters)
          }}
        />
      )}
      {exporting && (
        <ErrorBoundary>
          <ExportDialog
            query={list.shown}
            count={list.total ?? 0}
            columns={['name', ...columns]}
            onClose={() => setExporting(false)}
          />
        </ErrorBoundary>
      )}
    </main>
  )
}

/** Ctrl+Enter (⌘↩) anywhere on the screen. Linters would take a plain prop for a control. */
function reviewKey(review: (() => void) | null): ComponentProps<'main'> {
  return {
    onKeyDown: (event) => {
      if (event.key !== 'Enter' || event.ctrlKey === event.metaKey || event.altKey || review === null) return
      // On a name it would open a new tab.
      event.preventDefault()
      review()
    },
  }
}
