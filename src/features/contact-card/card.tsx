import type { ReactNode } from 'react'
import type { Dossier } from '#core/contact/dossier.ts'
import { contactName } from '#i18n/contact-name.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { ProtectButton } from '../shared/protect/protect-button.tsx'
import { CardProtection } from './card-protection.tsx'
import { Facts } from './facts.tsx'
import { groupTitle, ItemSection, type LinkTarget } from './item-section.tsx'
import { ActivitySection, CompanySection, RequisiteSection } from './other-sections.tsx'

interface CardProps extends LinkTarget {
  dossier: Dossier
  /** When it was read, Unix ms. */
  readAt: number
  /** The result of an attempt to delete, or of reading again. */
  news: ReactNode
  /** Small controls of the app itself. */
  corner: ReactNode
  onDelete: (subject: { id: number; name: string }) => void
}

/** One contact and everything linked to it. */
export function Card(props: CardProps): ReactNode {
  const { t } = useTranslation()
  const { dossier, news, corner } = props
  const { contact } = dossier
  const name = contactName(contact, t)
  return (
    <>
      <header className="flex flex-col gap-4 rounded-card bg-panel p-4">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-56 max-sm:basis-0">
            <h1 className="text-heading leading-tight font-semibold wrap-anywhere">
              <bdi>{name}</bdi>
            </h1>
            {contact.post !== '' && (
              <p className="text-muted wrap-anywhere">
                <bdi>{contact.post}</bdi>
              </p>
            )}
          </div>
          <div className="flex flex-wrap items-center gap-2 max-sm:order-1 max-sm:basis-full">
            <ProtectButton of={[contact.id]} name={name} />
            <Button icon="trash" onClick={() => props.onDelete({ id: contact.id, name })}>
              {t('contact-card.delete')}
            </Button>
          </div>
          {corner}
        </div>
        {news}
        <CardProtection contactId={contact.id} />
        <Facts {...props} />
      </header>
      <Sections {...props} />
    </>
  )
}

/** Kinds with something in them, or unreadable ones; all empty kinds are named in one line. */
function Sections({ dossier, readAt, ...target }: CardProps): ReactNode {
  const { t, format } = useTranslation()
  const { items, companies, activities, requisites } = dossier
  const sections = [
    ...items.map((group) => ({
      part: group,
      name: groupTitle(group, t),
      section: <ItemSection key={group.entityTypeId} group={group} {...target} />,
    })),
    {
      part: activities,
      name: t('contact-card.activities'),
      section: <ActivitySection key="activities" activities={activities} readAt={readAt} />,
    },
    {
      part: companies,
      name: t('contact-card.companies'),
      section: <CompanySection key="companies" companies={companies} {...target} />,
    },
    {
      part: requisites,
      name: t('contact-card.requisites'),
      section: <RequisiteSection key="requisites" requisites={requisites} />,
    },
  ]
  const [filled, empty] = [
    sections.filter(({ part }) => part.rows.length > 0 || part.failure !== null),
    sections.filter(({ part }) => part.rows.length === 0 && part.failure === null),
  ]
  if (filled.length === 0) return <EmptyState icon="info" title={t('contact-card.nothing')} />
  return (
    <>
      <div className="-mb-3 columns-[22rem] gap-3">
        {filled.map(({ section, name }) => (
          // The gap below is padding: some columns drop a margin at their end, others do not.
          <div key={section.key ?? name} className="break-inside-avoid pb-3">
            {section}
          </div>
        ))}
      </div>
      {empty.length > 0 && (
        <p className="px-4 text-small text-muted">
          {t('contact-card.noneVisible', { kinds: format.list(empty.map(({ name }) => name)) })}
        </p>
      )}
    </>
  )
}
