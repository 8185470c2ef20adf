import { useLayoutEffect, useRef, type ComponentProps, type ReactNode, type RefObject } from 'react'
import type { ColumnRole, TableLayout } from '#core/list/guess-columns.ts'
import { isBlank, type Row } from '#core/list/table.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { CutName } from '#ui/cut-name.tsx'
import { classNames } from '#ui/class-names.ts'
import { columnName, ROLES } from './column-words.ts'

/** Rows that are shown under the titles. */
const ROWS = 5
/** Columns that are shown at most, besides the used ones. */
const COLUMNS = 60

interface ColumnTableProps {
  rows: readonly Row[]
  layout: TableLayout
  onRole: (column: number, role: ColumnRole | null) => void
}

/** The first rows under their titles; above each column, what it holds. */
export function ColumnTable({ rows, layout, onRole }: ColumnTableProps): ReactNode {
  const { t } = useTranslation()
  const titles = layout.header === null ? [] : (rows[layout.header] ?? [])
  const columns = layout.roles.flatMap((role, at) => (at < COLUMNS || role !== null ? [at] : []))
  const firstUsed = layout.roles.findIndex((role) => role !== null)
  const scroller = useScrolledTo(firstUsed, rows)
  return (
    <>
      <div
        ref={scroller}
        {...focusableRegion(t('list-import.columnTable'))}
        className="overflow-x-auto rounded-card border border-line"
      >
        <table className="text-start text-small">
          <thead className="align-bottom">
            <tr>
              <td className="sticky start-0 border-b border-line bg-sunken" />
              {columns.map((at) => (
                <th
                  key={at}
                  scope="col"
                  data-column={at}
                  className={classNames('min-w-36 border-b border-line p-1.5 text-start', shade(layout, at))}
                >
                  <RoleField
                    label={columnName(at, titles, t)}
                    role={layout.roles[at] ?? null}
                    onRole={(role) => onRole(at, role)}
                  />
                  <bdi className="mt-1 block max-w-60 truncate font-semibold">
                    {columnName(at, titles, t)}
                  </bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {firstRows(rows, layout.header).map((index) => (
              <tr key={index}>
                <th
                  scope="row"
                  className="sticky start-0 bg-sunken px-2 py-1 text-end font-normal text-muted"
                >
                  {index + 1}
                </th>
                {columns.map((at) => (
                  <td key={at} className={classNames('max-w-60 px-2 py-1', shade(layout, at))}>
                    <CutName name={rows[index]?.[at] ?? ''} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {columns.length < layout.roles.length && (
        <p className="text-muted">
          {t('list-import.moreColumns', { count: layout.roles.length - columns.length })}
        </p>
      )}
    </>
  )
}

/** Scrolls by keyboard. Linters would take a plain prop for a control. */
function focusableRegion(label: string): ComponentProps<'div'> {
  return { role: 'region', tabIndex: 0, 'aria-label': label }
}

function RoleField(props: {
  label: string
  role: ColumnRole | null
  onRole: (role: ColumnRole | null) => void
}): ReactNode {
  const { t } = useTranslation()
  const { label, role, onRole } = props
  const options: readonly (ColumnRole | null)[] = [null, 'id', 'email', 'phone', 'any', 'reference']
  return (
    <select
      aria-label={t('list-import.columnHolds', { column: label })}
      value={String(role)}
      onChange={({ target }) => onRole(options.find((each) => String(each) === target.value) ?? null)}
      className="min-h-8 w-full rounded-control border border-edge bg-panel px-1 text-body font-normal text-ink"
    >
      {options.map((each) => (
        <option key={String(each)} value={String(each)}>
          {t(each === null ? 'list-import.unused' : ROLES[each])}
        </option>
      ))}
    </select>
  )
}

function shade({ roles }: TableLayout, at: number): string {
  return (roles[at] ?? null) === null ? '' : 'bg-selected'
}

/** Indexes of the first rows below the titles that are not empty. */
function firstRows(rows: readonly Row[], header: number | null): number[] {
  const found: number[] = []
  for (let at = (header ?? -1) + 1; at < rows.length && found.length < ROWS; at++) {
    if (!isBlank(rows[at] ?? [])) found.push(at)
  }
  return found
}

/** The first used column may be far to the right. */
function useScrolledTo(column: number, rows: readonly Row[]): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null)
  const at = useRef(column)
  useLayoutEffect(() => {
    at.current = column
  })
  useLayoutEffect(() => {
    const head = scroller.current?.querySelector<HTMLElement>(`[data-column="${at.current}"]`)
    if (scroller.current === null || head === null || head === undefined) return
    const { clientWidth } = scroller.current
    if (head.offsetLeft + head.offsetWidth > clientWidth) {
      scroller.current.scrollLeft = head.offsetLeft - clientWidth / 3
    }
  }, [rows])
  return scroller
}
