import type { ReactNode } from 'react'
import type { Plan } from '#core/plan/plan.ts'
import type { Host } from '#core/ports.ts'
import type { ReportGroup } from '#core/deletion/report.ts'
import { ResultGroup, type ResultTone } from '../shared/result-group.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { CutName } from '#ui/cut-name.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { whoTexts } from '../shared/who-texts.ts'
import { describeGroup } from './verdict-words.ts'
import { contactPath } from '#features/shared/portal-paths.ts'

interface ReportGroupProps {
  group: ReportGroup
  plan: Plan
  host: Pick<Host, 'origin' | 'openPath'>
  /** Buttons for these contacts. */
  acts: ReactNode
  /** Stands under the title, if the reason itself needs no advice. */
  note: string
  /** The run is paused; if not, it has ended. */
  paused: boolean
}

/** One reason with its contacts. */
export function ReportGroupView({ group, plan, host, acts, note, paused }: ReportGroupProps): ReactNode {
  const { t, format } = useTranslation()
  const { reason, contacts } = group
  const { title, advice } = describeGroup(reason, contacts.length, t, format, paused)
  return (
    <ResultGroup
      title={title}
      advice={advice === '' ? note : advice}
      tone={TONES[reason.kind]}
      acts={acts}
      count={contacts.length}
      row={(place) => <ContactLine index={contacts[place] ?? 0} plan={plan} host={host} />}
    />
  )
}

const TONES: Readonly<Record<ReportGroup['reason']['kind'], ResultTone>> = {
  'access-denied': 'problem',
  failed: 'problem',
  unknown: 'warning',
  waiting: 'warning',
  guarded: 'info',
  deleted: 'good',
  gone: 'good',
  'already-gone': 'good',
}

/** The name, and what tells apart two people of the same name. */
function ContactLine(props: {
  index: number
  plan: Plan
  host: Pick<Host, 'origin' | 'openPath'>
}): ReactNode {
  const { t, format } = useTranslation()
  const { index, plan, host } = props
  const id = plan.ids[index] ?? 0
  const name = plan.names[index] ?? t('common.unnamed', { id })
  const path = contactPath(id)
  const [number = '', ...rest] = whoTexts(plan, index, t, format)
  const reach = plan.reach?.[index] ?? ''
  const who = [number, ...(reach === '' ? [] : [reach]), ...rest].join(' · ')
  return (
    <div className="flex h-full flex-col justify-center px-3">
      <PortalLink
        href={host.origin + path}
        onOpen={() => host.openPath(path)}
        className="max-w-full self-start"
      >
        <CutName name={name} />
      </PortalLink>
      <span className="truncate text-small text-muted tabular-nums" title={who}>
        {who}
      </span>
    </div>
  )
}
