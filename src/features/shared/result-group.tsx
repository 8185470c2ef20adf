import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { Icon, type IconName } from '#ui/icons.tsx'
import { VirtualList } from '#ui/rows/virtual-list.tsx'

const ROW_HEIGHT = 36
const MOST_ROWS_IN_SIGHT = 8

interface ResultGroupProps {
  title: string
  /** What to do about it; '' for nothing. */
  advice: string
  good: boolean
  icon: IconName
  /** Shown instead of the icon. */
  mark?: ReactNode
  count: number
  /** One row, by its index in the group. */
  row: (place: number) => ReactNode
}

/** One reason and its rows, which are shown on request. */
export function ResultGroup(props: ResultGroupProps): ReactNode {
  const { t } = useTranslation()
  const { title, advice, good, icon, mark = null, count } = props
  const [open, setOpen] = useState(false)
  const panelId = useId()
  return (
    <div className="flex flex-col gap-1 border-b border-line-soft pb-2 last:border-b-0">
      <div className="flex flex-wrap items-start gap-x-2">
        {mark ?? (
          <span
            className={classNames(
              '-my-0.5 -ms-1 flex size-7 shrink-0 items-center justify-center',
              good ? 'text-success-icon' : 'text-muted',
            )}
          >
            <Icon name={icon} />
          </span>
        )}
        <div className="min-w-0 flex-1 wrap-anywhere max-sm:basis-[calc(100%-3rem)]">
          <p className="font-semibold">{title}</p>
          {advice !== '' && <p className="text-muted">{advice}</p>}
        </div>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? panelId : undefined}
          aria-label={`${t('deletion-run.showContacts')}: ${title}`}
          onClick={() => setOpen(!open)}
          className="inline-flex min-h-7 shrink-0 items-center gap-1 rounded-control px-1.5 text-link hover:bg-hover max-sm:ms-5"
        >
          <span>{t('deletion-run.showContacts')}</span>
          <Icon name="chevron" className={open ? 'rotate-180' : ''} />
        </button>
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
