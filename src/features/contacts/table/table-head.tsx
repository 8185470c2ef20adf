import type { ReactNode } from 'react'
import type { ContactSort, SortColumn } from '#core/contact/contact-query.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { Icon } from '#ui/icons.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { SORTS, type Column, type Density } from './columns.ts'
import { COLUMN_LABELS } from './labels.ts'
import { PageTick, TICK_WIDTH } from './tick-cells.tsx'
import type { PageTicks } from '../use-selecting.ts'

/** Shares of the width, in percent. The checkboxes take theirs, in px, from the name. */
const SHARES: Record<Density, Partial<Record<Column | 'actions', number>>> = {
  wide: {
    name: 18,
    phone: 15,
    email: 17,
    company: 12,
    responsible: 13,
    created: 12.5,
    modified: 12.5,
    actions: 4.5,
    id: 7,
    post: 13,
    createdBy: 13,
    source: 11.5,
    type: 11.5,
    activity: 12.5,
  },
  middle: {
    name: 38,
    company: 19,
    responsible: 16,
    created: 14,
    modified: 14,
    actions: 7,
    id: 10,
    post: 16,
    createdBy: 16,
    source: 14,
    type: 14,
    activity: 14,
  },
  narrow: { name: 84, actions: 16 },
}

/** In px for each percent, where there are more columns than have room: the table is then scrolled sideways. */
const SHARE_WIDTH: Record<Density, number> = { wide: 9, middle: 5.5, narrow: 0 }

/** The width, in px, that these columns need; 0: they always have room. */
export function neededWidth(columns: readonly Column[], density: Density): number {
  const sum = sharesOf(columns, density)
  return sum <= 108 ? 0 : sum * SHARE_WIDTH[density]
}

function sharesOf(columns: readonly Column[], density: Density): number {
  const all: readonly (Column | 'actions')[] = [...columns, 'actions']
  return all.reduce((total, column) => total + (SHARES[density][column] ?? 0), 0)
}

/** The columns' widths. They do not depend on the rows, so nothing jumps when other rows come into sight. */
export function TableColumns(props: { columns: readonly Column[]; density: Density }): ReactNode {
  const shares = SHARES[props.density]
  const all: readonly (Column | 'actions')[] = [...props.columns, 'actions']
  const sum = sharesOf(props.columns, props.density)
  return (
    <colgroup>
      <col style={{ width: TICK_WIDTH }} />
      {all.map((column) => (
        <col
          key={column}
          // In a fixed layout the one column without a width has what is left.
          style={column === 'name' ? undefined : { width: `${((shares[column] ?? 0) / sum) * 100}%` }}
        />
      ))}
    </colgroup>
  )
}

interface TableHeadProps {
  /** In px. */
  height: number
  columns: readonly Column[]
  sort: ContactSort
  page: PageTicks
  onSort: (column: SortColumn) => void
}

/** The sticky header; where the portal can sort by a column its name is a button. */
export function TableHead({ columns, height, sort, page, onSort }: TableHeadProps): ReactNode {
  const { t } = useTranslation()
  return (
    <thead className="sticky top-0 z-10">
      <tr aria-rowindex={1} style={{ height }}>
        {/* Not a header cell: a screen reader would read its words out with every box below. */}
        <td className={classNames(HEAD_CELL, 'px-0!')}>
          <PageTick page={page} height={height - 1} />
        </td>
        {columns.map((column) => {
          const by = SORTS[column]
          return (
            <th
              key={column}
              scope="col"
              aria-sort={by === sort.column ? (sort.descending ? 'descending' : 'ascending') : undefined}
              className={HEAD_CELL}
            >
              {by === undefined ? (
                t(COLUMN_LABELS[column])
              ) : (
                <SortButton label={t(COLUMN_LABELS[column])} sort={sort} by={by} onSort={onSort} />
              )}
            </th>
          )
        })}
        <th scope="col" className={HEAD_CELL}>
          <VisuallyHidden>{t('contacts.actions')}</VisuallyHidden>
        </th>
      </tr>
    </thead>
  )
}

const HEAD_CELL =
  'relative overflow-hidden border-b border-line bg-sunken px-2 py-0 text-start text-small font-medium text-muted'

function SortButton(props: {
  label: string
  sort: ContactSort
  by: SortColumn
  onSort: (column: SortColumn) => void
}): ReactNode {
  const { label, sort, by, onSort } = props
  const active = sort.column === by
  return (
    <button
      type="button"
      onClick={() => onSort(by)}
      className={classNames(
        '-ms-1 inline-flex min-h-7 max-w-full items-center gap-1 rounded-control px-1 -outline-offset-2 hover:bg-hover',
        active ? 'text-ink' : 'hover:text-ink',
      )}
    >
      <span className="truncate">{label}</span>
      <Icon
        name={active ? (sort.descending ? 'down' : 'up') : 'upDown'}
        className={active ? '' : 'opacity-60'}
      />
    </button>
  )
}
