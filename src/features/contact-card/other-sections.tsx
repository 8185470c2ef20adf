import type { ReactNode } from 'react'
import type { LinkedActivity, LinkedCompany, LinkedRequisite, DossierSection } from '#core/contact/dossier.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import type { LinkTarget } from './item-section.tsx'
import { Section } from './section.tsx'

export function CompanySection(props: { companies: DossierSection<LinkedCompany> } & LinkTarget): ReactNode {
  const { t } = useTranslation()
  const { companies, origin, openPath } = props
  return (
    <Section title={t('contact-card.companies')} part={companies}>
      {(company) => (
        <>
          <PortalLink href={origin + company.path} onOpen={() => openPath(company.path)}>
            <span dir="auto">{companyTitle(company, t)}</span>
          </PortalLink>
          {company.primary && (
            <span className="text-small text-muted">{` · ${t('contact-card.companyPrimary')}`}</span>
          )}
        </>
      )}
    </Section>
  )
}

export function companyTitle({ id, title }: LinkedCompany, t: Text): string {
  return title === null || title.trim() === '' ? t('contact-card.companyHidden', { id }) : title
}

/** `readAt`: Unix ms, the moment from which "overdue" is counted. */
export function ActivitySection(props: {
  activities: DossierSection<LinkedActivity>
  readAt: number
}): ReactNode {
  const { t } = useTranslation()
  return (
    <Section title={t('contact-card.activities')} part={props.activities}>
      {(activity) => (
        <>
          <span className="wrap-anywhere" dir="auto">
            {activity.subject.trim() === '' ? t('contact-card.untitled') : activity.subject}
          </span>
          <span className="block text-small text-muted">
            {t(KINDS[activity.kind])}
            {' · '}
            <Deadline activity={activity} readAt={props.readAt} />
          </span>
        </>
      )}
    </Section>
  )
}

const KINDS = {
  call: 'contact-card.call',
  meeting: 'contact-card.meeting',
  'e-mail': 'contact-card.email',
  other: 'contact-card.other',
} as const

function Deadline({ activity, readAt }: { activity: LinkedActivity; readAt: number }): ReactNode {
  const { t, format } = useTranslation()
  const { completed, deadline } = activity
  if (completed) return t('contact-card.done')
  if (deadline === null) return t('contact-card.noDeadline')
  if (deadline >= readAt) return t('contact-card.due', { moment: format.moment(deadline) })
  return (
    <strong className="font-semibold text-danger-text">
      {t('contact-card.overdue', { day: format.day(deadline) })}
    </strong>
  )
}

export function RequisiteSection(props: { requisites: DossierSection<LinkedRequisite> }): ReactNode {
  const { t } = useTranslation()
  return (
    <Section title={t('contact-card.requisites')} part={props.requisites}>
      {(requisite) => (
        <span className="wrap-anywhere" dir="auto">
          {requisite.name.trim() === '' ? t('contact-card.untitled') : requisite.name}
        </span>
      )}
    </Section>
  )
}
