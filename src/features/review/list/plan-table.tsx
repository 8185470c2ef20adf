import { useState, type ReactNode } from 'react'
import type { Host } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { focusKeeper, RowGap } from '#ui/rows/row-place.tsx'
import { canvasHeight, layOut } from '#ui/rows/scroll-scale.ts'
import { useRowWindow } from '#ui/rows/use-row-window.ts'
import { useWidth } from '#ui/use-width.ts'
import type { ReviewState } from '../use-review.ts'
import { PlanRow } from './plan-row.tsx'
import { ProtectDialog, type ProtectWish } from '../../shared/protect/protect-dialog.tsx'
import { useHeldRow } from './use-held-row.ts'
import { useIdentities } from './use-identities.ts'

/** In px: with this much room each fact has its column, else they stand below each other. */
const WIDE_FROM = 880
const WIDE_ROW = 48
const NARROW_ROW = 134
const HEAD_HEIGHT = 30

interface PlanTableProps {
  reviewed: ReviewState
  /** Ids of the contacts that were out of sight. */
  hidden: ReadonlySet<number>
  host: Pick<Host, 'origin' | 'openPath'>
  /** What scrolls: the page, so that there is one scroll bar. */
  scroller: HTMLElement | null
  isAdmin: boolean
  /** Protects the contact with this index; null takes it back. */
  onProtect: (index: number, wish: ProtectWish | null) => void
}

/** The contacts of a tab, however many; only the rows in sight are in the page. */
export function PlanTable(props: PlanTableProps): ReactNode {
  const { t } = useTranslation()
  const { contacts: store } = usePorts()
  const { reviewed, scroller } = props
  const { listed, tab } = reviewed
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const [asking, setAsking] = useState<{ readonly index: number; readonly within: Element } | null>(null)
  const subject = `${tab} ${reviewed.order}`
  const hold = useHeldRow(scroller, frame, subject)
  const wide = (useWidth(frame) ?? 0) >= WIDE_FROM
  const rowHeight = wide ? WIDE_ROW : NARROW_ROW
  const headerHeight = wide ? HEAD_HEIGHT : 0
  const { canvas, window: seen } = useRowWindow({
    scroller,
    table: frame,
    rowCount: listed.length,
    rowHeight,
    headerHeight,
    subject,
  })
  const layout = layOut(canvas, seen, focused)
  const identities = useIdentities(store, reviewed.plan, listed, seen)
  const columns = columnsFor(wide, tab === 'deleted')

  const nameOf = (index: number): string =>
    reviewed.plan.names[index] ?? t('common.unnamed', { id: reviewed.plan.ids[index] ?? 0 })
  const row = (place: number): ReactNode => {
    const index = listed[place] ?? 0
    return (
      <PlanRow
        key={place}
        {...props}
        {...{ place, index, wide, rowHeight }}
        onProtect={(within) => setAsking({ index, within })}
        onUnprotect={() => props.onProtect(index, null)}
        identity={identities(reviewed.plan.ids[index] ?? 0)}
      />
    )
  }
  // One flat list with lasting keys: a row moved to another place in the tree would lose the focus.
  const { kept } = layout
  const span = columns.length
  const body = [
    <RowGap key="above" height={layout.above} span={span} />,
    ...(kept?.place === 'before'
      ? [row(kept.index), <RowGap key="before" height={layout.betweenBefore} span={span} />]
      : []),
    ...Array.from({ length: seen.end - seen.first }, (_, step) => row(seen.first + step)),
    ...(kept?.place === 'after'
      ? [<RowGap key="after" height={layout.betweenAfter} span={span} />, row(kept.index)]
      : []),
  ]
  return (
    <div ref={setFrame} className="rounded-panel border border-line bg-panel [overflow-anchor:none]">
      {/* Clipped, so that rows drawn beyond the end of a scaled canvas do not make it longer. */}
      <div className="overflow-clip" style={{ height: headerHeight + canvasHeight(canvas) }}>
        <table
          aria-label={t('review.list')}
          aria-rowcount={listed.length + Number(wide)}
          className="w-full table-fixed border-separate border-spacing-0"
        >
          <colgroup>
            {columns.map(({ key, width }) => (
              <col key={key} style={width === undefined ? undefined : { width }} />
            ))}
          </colgroup>
          {wide && (
            <thead className="sticky top-0 z-10">
              <tr aria-rowindex={1} style={{ height: HEAD_HEIGHT }}>
                {columns.map(({ key, title }) =>
                  title === null ? (
                    <td key={key} className={HEAD_CELL} />
                  ) : (
                    <th key={key} scope="col" className={HEAD_CELL}>
                      {t(title)}
                    </th>
                  ),
                )}
              </tr>
            </thead>
          )}
          <tbody
            {...focusKeeper(setFocused)}
            onClickCapture={(event) => {
              if (event.target instanceof Element) hold(event.target)
            }}
            style={{ insetBlockStart: layout.shift }}
            className="relative"
          >
            {body}
          </tbody>
        </table>
      </div>
      {asking !== null && (
        <ProtectDialog
          title={t('review.protectTitle', { name: nameOf(asking.index) })}
          isAdmin={props.isAdmin}
          onClose={() => setAsking(null)}
          inReview
          onProtect={(wish) => {
            hold(asking.within)
            setAsking(null)
            props.onProtect(asking.index, wish)
          }}
        />
      )}
    </div>
  )
}

const HEAD_CELL =
  'truncate border-b border-line bg-panel px-2 text-start text-small font-normal text-muted first:rounded-ss-panel last:rounded-se-panel'

interface TableColumn {
  readonly key: string
  /** Null: a column of ticks or buttons. */
  readonly title: MessageId | null
  /** The column without a width has what is left. */
  readonly width?: string
}

function columnsFor(wide: boolean, ticks: boolean): TableColumn[] {
  const tick: TableColumn[] = ticks ? [{ key: 'tick', title: null, width: '44px' }] : []
  if (!wide) return [...tick, { key: 'contact', title: null }]
  return [
    ...tick,
    { key: 'name', title: 'review.columnName', width: '22.5%' },
    { key: 'reach', title: 'review.columnReach', width: '19%' },
    { key: 'company', title: 'review.columnCompany', width: '12%' },
    { key: 'linked', title: 'review.columnLinked' },
    { key: 'why', title: ticks ? 'review.columnWarning' : 'review.columnRule', width: '15%' },
    { key: 'act', title: null, width: ticks ? '124px' : '140px' },
  ]
}
