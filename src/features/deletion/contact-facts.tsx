import type { ReactNode } from 'react'
import type { Dossier } from '#core/contact/dossier.ts'
import { useTranslation } from '#i18n/translation.tsx'

/** What tells two people of the same name apart: ID, phone, e-mail, company, and the day the contact was created. */
export function ContactFacts({ id, dossier }: { id: number; dossier: Dossier | null }): ReactNode {
  const { t, format } = useTranslation()
  const { contact, companies } = dossier ?? {}
  const company = companies?.rows.find(({ primary }) => primary) ?? companies?.rows[0]
  const created = contact?.createdAt ?? null
  const facts = [
    t('common.contactId', { id: String(id) }),
    contact?.phones[0],
    contact?.emails[0],
    company?.title,
    created === null ? null : t('common.created', { day: format.day(created) }),
  ].filter((fact) => fact !== null && fact !== undefined && fact !== '')
  return (
    <p className="min-h-9 text-small text-muted">
      {facts.map((fact, at) => (
        <span key={at}>
          <span>{at === 0 ? '' : ' · '}</span>
          <bdi>{fact}</bdi>
        </span>
      ))}
    </p>
  )
}
