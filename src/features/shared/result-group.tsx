import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { Icon, type IconName } from '#ui/icons.tsx'
import { VirtualList } from '#ui/rows/virtual-list.tsx'

const ROW_HEIGHT = 48
const MOST_ROWS_IN_SIGHT = 6

export type ResultTone = 'good' | 'info' | 'warning' | 'problem'

const LOOKS: Readonly<Record<ResultTone, { readonly icon: IconName; readonly colour: string }>> = {
  good: { icon: 'check', colour: 'text-success-icon' },
  info: { icon: 'info', colour: 'text-info-icon' },
  warning: { icon: 'warning', colour: 'text-warning-icon' },
  problem: { icon: 'problem', colour: 'text-problem-icon' },
}

interface ResultGroupProps {
  title: string
  /** What to do about it; '' for nothing. */
  advice: string
  tone: ResultTone
  /** Buttons for this group only. */
  acts?: ReactNode
  count: number
  /** One row, by its index in the group. */
  row: (place: number) => ReactNode
}

/** One reason and its rows, which are shown on request. */
export function ResultGroup(props: ResultGroupProps): ReactNode {
  const { t } = useTranslation()
  const { title, advice, tone, acts = null, count } = props
  const [open, setOpen] = useState(false)
  const panelId = useId()
  const titleId = useId()
  const { icon, colour } = LOOKS[tone]
  return (
    <div
      role="group"
      aria-labelledby={titleId}
      className="flex flex-col gap-1.5 border-b border-line-soft py-2 last:border-b-0"
    >
      <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
        <span className={classNames('min-h-8 content-center text-lead', colour)}>
          <Icon name={icon} />
        </span>
        <div className="min-w-0 flex-1 wrap-anywhere max-sm:basis-[calc(100%-3rem)]">
          <p id={titleId} className="min-h-8 content-center font-semibold">
            {title}
          </p>
          {advice !== '' && <p className="text-muted">{advice}</p>}
        </div>
        <div className="flex flex-wrap items-center gap-2 max-sm:ms-6">
          {acts}
          <button
            type="button"
            aria-expanded={open}
            aria-controls={open ? panelId : undefined}
            aria-label={`${t('deletion-run.showContacts')}: ${title}`}
            onClick={() => setOpen(!open)}
            className="inline-flex min-h-8 shrink-0 items-center gap-1 rounded-control px-1.5 text-link hover:bg-hover"
          >
            <span>{t('deletion-run.showContacts')}</span>
            <Icon name="chevron" className={open ? 'rotate-180' : ''} />
          </button>
        </div>
      </div>
      {open && (
        <div id={panelId} style={{ height: Math.min(count, MOST_ROWS_IN_SIGHT) * ROW_HEIGHT + 2 }}>
          <VirtualList
            label={t('deletion-run.contactsOf', { what: title })}
            count={count}
            rowHeight={ROW_HEIGHT}
            row={props.row}
            className="h-full"
          />
        </div>
      )}
    </div>
  )
}
