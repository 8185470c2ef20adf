import { useState, type ReactNode } from 'react'
import type { Bar, GroupName } from '#core/clean-up/bars.ts'
import type { WithCount } from '#core/clean-up/counted.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { barText, GROUP_TITLES } from './bar-words.ts'

/** How many rows are shown at first. */
const FIRST = 6

interface BarTableProps {
  group: GroupName
  bars: readonly WithCount<Bar>[]
  /** All contacts: as long as a full bar. */
  total: number
  /** The portal does not say by what to count. */
  refused: boolean
  /** Numbers that are missing will still come. */
  counting: boolean
  onOpen: (filters: ContactFilters) => void
}

/** One group of counts: a table whose rows have bars. Each row leads into the list. */
export function BarTable({ group, bars, total, refused, counting, onOpen }: BarTableProps): ReactNode {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const counted = bars.every(({ count }) => count !== undefined)
  const filled = counted ? bars.filter(({ count }) => count !== 0) : bars
  const sorted = group === 'source' || group === 'responsible' ? filled.toSorted(byCount) : filled
  const rest = counted && group === 'source' ? 'clean-up.noSource' : 'clean-up.others'
  const others =
    bars.every(({ count }) => typeof count === 'number') &&
    !refused &&
    (group === 'source' || group === 'responsible')
      ? total - bars.reduce((sum, { count }) => sum + (count ?? 0), 0)
      : 0
  const shown = all ? sorted : sorted.slice(0, FIRST)
  return (
    <table className="w-full border-separate border-spacing-y-0.5 self-start">
      <caption className="pb-1 text-start font-semibold">{t(GROUP_TITLES[group])}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('clean-up.what')}</th>
          <th scope="col">{t('clean-up.count')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((bar) => {
          const text = barText(bar, t)
          return (
            <Row
              // Two people may have one name.
              key={JSON.stringify(bar.filters)}
              share={(bar.count ?? 0) / Math.max(1, total)}
              count={bar.count ?? (counting ? bar.count : null)}
              saysShare={group === 'lacks'}
            >
              <button
                type="button"
                className="max-w-full truncate rounded-control text-start text-link hover:underline"
                title={text}
                onClick={() => onOpen(bar.filters)}
              >
                <bdi>{text}</bdi>
              </button>
            </Row>
          )
        })}
        {others > 0 && (all || sorted.length <= FIRST) && (
          <Row share={others / Math.max(1, total)} count={others}>
            {t(rest)}
          </Row>
        )}
        {(refused || (counted && filled.length === 0)) && (
          <tr>
            <td colSpan={2} className="text-muted">
              {t(refused ? 'clean-up.refused' : 'clean-up.none')}
            </td>
          </tr>
        )}
      </tbody>
      {sorted.length > FIRST && !all && (
        <tfoot>
          <tr>
            <td colSpan={2}>
              <Button variant="quiet" className="px-1!" onClick={() => setAll(true)}>
                {t('clean-up.showAll', { count: sorted.length - FIRST })}
              </Button>
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

function byCount(a: WithCount<Bar>, b: WithCount<Bar>): number {
  return (b.count ?? 0) - (a.count ?? 0)
}

interface RowProps {
  /** The length of the bar, from 0 to 1. */
  share: number
  count: number | null | undefined
  /** In figures, too. */
  saysShare?: boolean
  children: ReactNode
}

function Row({ share, count, saysShare = false, children }: RowProps): ReactNode {
  const { t, format } = useTranslation()
  return (
    <tr>
      {/* Takes all the width that the numbers leave, and cuts only what is longer. */}
      <th
        scope="row"
        className="relative min-h-6 w-full max-w-0 overflow-hidden rounded-control p-0 text-start font-normal"
      >
        <span
          aria-hidden="true"
          className="absolute inset-y-0 start-0 rounded-control border-transparent bg-primary/15 forced-colors:border-b-2"
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
        <span className="relative flex min-h-6 items-center justify-between gap-2 px-1.5">
          {children}
          {saysShare && typeof count === 'number' && (
            <span className="text-muted tabular-nums">{format.percent(share)}</span>
          )}
        </span>
      </th>
      <td className="ps-1.5 text-end whitespace-nowrap align-middle tabular-nums">
        {count === undefined ? (
          <Skeleton className="ms-auto w-10" />
        ) : count === null ? (
          <span className="text-small text-muted">{t('clean-up.notCounted')}</span>
        ) : (
          format.number(count)
        )}
      </td>
    </tr>
  )
}
