import { useId, useState, type ReactNode } from 'react'
import type { Plan } from '#core/plan.ts'
import type { Host } from '#core/ports.ts'
import type { ReportGroup } from '#core/report/report.ts'
import { useSpeech } from '#i18n/text.tsx'
import { classNames } from '#ui/class-names.ts'
import { Icon, type IconName } from '#ui/icons.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { VirtualList } from '#ui/rows/virtual-list.tsx'
import { describeGroup } from './verdict-words.ts'

const ROW_HEIGHT = 36
const MOST_ROWS_IN_SIGHT = 8

interface ReportGroupProps {
  group: ReportGroup
  plan: Plan
  host: Pick<Host, 'origin' | 'openPath'>
  /** Whether what is done next is done with these; null: nothing can be done with them. */
  chosen: boolean | null
  onChoose: (chosen: boolean) => void
}

/** One reason with its contacts, which are shown when asked for. */
export function ReportGroupView({ group, plan, host, chosen, onChoose }: ReportGroupProps): ReactNode {
  const { t, format } = useSpeech()
  const [open, setOpen] = useState(false)
  const panelId = useId()
  const { reason, contacts } = group
  const { title, advice } = describeGroup(reason, contacts.length, t, format)
  const good = reason.kind === 'deleted' || reason.kind === 'already-gone'
  return (
    <div className="flex flex-col gap-1 border-b border-line-soft pb-2 last:border-b-0">
      <div className="flex flex-wrap items-start gap-x-2">
        {chosen === null ? (
          <span
            className={classNames(
              '-my-0.5 -ms-1 flex size-7 shrink-0 items-center justify-center',
              good ? 'text-success-icon' : 'text-muted',
            )}
          >
            <Icon name={iconOf(reason.kind)} />
          </span>
        ) : (
          <label className="-my-0.5 -ms-1 flex size-7 shrink-0 items-center justify-center">
            <input
              type="checkbox"
              aria-label={t('run.choose', { what: title })}
              checked={chosen}
              onChange={(event) => onChoose(event.target.checked)}
              className="size-4 accent-primary"
            />
          </label>
        )}
        <div className="min-w-0 flex-1 wrap-anywhere max-sm:basis-[calc(100%-3rem)]">
          <p className="font-semibold">{title}</p>
          {advice !== '' && <p className="text-muted">{advice}</p>}
        </div>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? panelId : undefined}
          aria-label={`${t('run.showContacts')}: ${title}`}
          onClick={() => setOpen(!open)}
          className="inline-flex min-h-7 shrink-0 items-center max-sm:ms-5 gap-1 rounded-control px-1.5 text-link hover:bg-hover"
        >
          {t('run.showContacts')}
          <Icon name="chevron" className={open ? 'rotate-180' : ''} />
        </button>
      </div>
      {open && (
        <div id={panelId} style={{ height: Math.min(contacts.length, MOST_ROWS_IN_SIGHT) * ROW_HEIGHT + 2 }}>
          <VirtualList
            label={t('run.contactsOf', { what: title })}
            count={contacts.length}
            rowHeight={ROW_HEIGHT}
            row={(place) => <ContactLine index={contacts[place] ?? 0} plan={plan} host={host} />}
            className="h-full"
          />
        </div>
      )}
    </div>
  )
}

function iconOf(kind: ReportGroup['reason']['kind']): IconName {
  if (kind === 'deleted' || kind === 'already-gone') return 'check'
  return kind === 'guarded' ? 'info' : 'warning'
}

function ContactLine(props: {
  index: number
  plan: Plan
  host: Pick<Host, 'origin' | 'openPath'>
}): ReactNode {
  const { t } = useSpeech()
  const { index, plan, host } = props
  const id = plan.ids[index] ?? 0
  const name = plan.names[index] ?? t('common.unnamed', { id })
  const path = `/crm/contact/details/${id}/`
  return (
    <p className="flex h-full items-center gap-2 px-3">
      <PortalLink href={host.origin + path} onOpen={() => host.openPath(path)} className="truncate">
        <bdi>{name}</bdi>
      </PortalLink>
      <span className="shrink-0 text-small text-muted tabular-nums">{id}</span>
    </p>
  )
}
