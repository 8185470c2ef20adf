import type { ReactNode } from 'react'
import type { Dossier } from '#core/contact/dossier.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import type { LinkTarget } from './item-section.tsx'
import { companyTitle } from './other-sections.tsx'

/** Who the contact is: how to reach them, their company, and who is responsible. */
export function Facts(props: { dossier: Dossier } & LinkTarget): ReactNode {
  const { t, format } = useTranslation()
  const { dossier, origin, openPath } = props
  const { contact, responsibleName, companies } = dossier
  const company = companies.rows.find((each) => each.primary) ?? companies.rows[0]
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(min(13rem,100%),1fr))] gap-x-6 gap-y-3">
      <Fact name={t('contact-card.phones')}>
        {contact.phones.map((phone) => (
          <Line key={phone} href={`tel:${phone.replace(/[^+\d]/gu, '')}`} text={phone} />
        ))}
      </Fact>
      <Fact name={t('contact-card.emails')}>
        {contact.emails.map((email) => (
          <Line key={email} href={`mailto:${email}`} text={email} />
        ))}
      </Fact>
      <Fact name={t('contact-card.company')}>
        {company !== undefined && [
          <PortalLink
            key={company.id}
            href={origin + company.path}
            onOpen={() => openPath(company.path)}
            className="inline-flex min-h-6 items-center wrap-anywhere"
          >
            <span dir="auto">{companyTitle(company, t)}</span>
          </PortalLink>,
        ]}
      </Fact>
      <Fact name={t('contact-card.responsible')}>
        {responsibleName ??
          (contact.responsibleId !== null && t('contact-card.userUnnamed', { id: contact.responsibleId }))}
      </Fact>
      <Fact name={t('contact-card.created')}>
        {contact.createdAt !== null && format.day(contact.createdAt)}
      </Fact>
      <Fact name={t('contact-card.changed')}>
        {contact.modifiedAt !== null && format.moment(contact.modifiedAt)}
      </Fact>
    </dl>
  )
}

function Fact(props: { name: string; children: ReactNode }): ReactNode {
  const { t } = useTranslation()
  const { name, children } = props
  const empty = children === false || (Array.isArray(children) && children.length === 0)
  return (
    <div className="min-w-0">
      <dt className="text-small text-muted">{name}</dt>
      <dd className="flex min-h-6 flex-col items-start justify-center wrap-anywhere">
        {empty ? <span className="text-muted">{t('contact-card.none')}</span> : children}
      </dd>
    </div>
  )
}

/** A number or address. `dir=ltr`: a phone number never reads from the right. */
function Line(props: { href: string; text: string }): ReactNode {
  return (
    <a
      href={props.href}
      dir="ltr"
      className="inline-flex min-h-6 items-center rounded-control text-link underline-offset-2 wrap-anywhere hover:underline"
    >
      {props.text}
    </a>
  )
}
