import type { ReactNode } from 'react'
import type { Plan } from '#core/plan/plan.ts'
import type { Host } from '#core/ports.ts'
import type { ReportGroup } from '#core/deletion/report.ts'
import { ResultGroup } from '../shared/result-group.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import type { IconName } from '#ui/icons.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { describeGroup } from './verdict-words.ts'

interface ReportGroupProps {
  group: ReportGroup
  plan: Plan
  host: Pick<Host, 'origin' | 'openPath'>
  /** Whether the next action includes these; null: nothing can be done with them. */
  chosen: boolean | null
  onChoose: (chosen: boolean) => void
}

/** One reason with its contacts. */
export function ReportGroupView({ group, plan, host, chosen, onChoose }: ReportGroupProps): ReactNode {
  const { t, format } = useTranslation()
  const { reason, contacts } = group
  const words = describeGroup(reason, contacts.length, t, format)
  return (
    <ResultGroup
      {...words}
      good={GOOD.includes(reason.kind)}
      icon={iconOf(reason.kind)}
      mark={
        chosen === null ? null : (
          <label className="-my-0.5 -ms-1 flex size-7 shrink-0 items-center justify-center">
            <input
              type="checkbox"
              aria-label={t('deletion-run.choose', { what: words.title })}
              checked={chosen}
              onChange={(event) => onChoose(event.target.checked)}
              className="size-4 accent-primary"
            />
          </label>
        )
      }
      count={contacts.length}
      row={(place) => <ContactLine index={contacts[place] ?? 0} plan={plan} host={host} />}
    />
  )
}

const GOOD: readonly ReportGroup['reason']['kind'][] = ['deleted', 'gone', 'already-gone']

function iconOf(kind: ReportGroup['reason']['kind']): IconName {
  if (GOOD.includes(kind)) return 'check'
  return kind === 'guarded' ? 'info' : 'warning'
}

function ContactLine(props: {
  index: number
  plan: Plan
  host: Pick<Host, 'origin' | 'openPath'>
}): ReactNode {
  const { t } = useTranslation()
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
