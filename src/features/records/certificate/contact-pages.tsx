import type { ReactNode } from 'react'
import type { KeptArchives } from '#core/records/proof/archive-source.ts'
import type { Certificate, CertifiedContact } from '#core/records/proof/certificate.ts'
import { isErased, isTaken, restorableOf } from '#core/records/erasure/restorable.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { RemovedAndUnlinked } from './certificate-removed.tsx'
import { Remains } from './certificate-remaining.tsx'
import { hashText, MOST_LISTED, Recipe } from './certified-contacts.tsx'
import { Definition, Definitions } from '../../shared/sheet/definitions.tsx'
import { MadeBy } from './made-by.tsx'
import { endText, personText, verdictWord, type UserNames } from '../record-words.ts'

interface ContactPagesProps {
  certificate: Certificate
  kept: KeptArchives | null
  names: UserNames
}

/** A page for each contact, so that a person gets nothing about others. */
export function ContactPages(props: ContactPagesProps): ReactNode {
  return props.certificate.contacts
    .slice(0, MOST_LISTED)
    .map((contact) => <ContactPage key={contact.id} {...props} contact={contact} />)
}

function ContactPage(props: ContactPagesProps & { contact: CertifiedContact }): ReactNode {
  const { t, format } = useTranslation()
  const { certificate, kept, names, contact } = props
  const { record, portal, salt } = certificate
  const restorable = restorableOf(record, kept)
  // Of a contact that was not deleted there is nothing more to say.
  const taken = isTaken(contact.verdict)
  const title = t(
    isErased(contact.verdict, record, restorable) ? 'records.certificate' : 'records.recordTitle',
  )
  const reference = contact.reference === '' ? record.reference : contact.reference
  return (
    <section
      aria-label={t('records.pageOf', { title, id: String(contact.id) })}
      className="flex break-before-page flex-col gap-4 border-t-2 border-line pt-5 print:gap-2 print:border-0 print:pt-0"
    >
      <h2 className="text-heading font-semibold">{title}</h2>
      <Definitions>
        <Definition name={t('records.reference')}>
          {reference === '' ? t('records.noReference') : <bdi>{reference}</bdi>}
        </Definition>
        <Definition name={t('records.contactId')}>{contact.id}</Definition>
        <Definition name={t('records.contactResult')}>{verdictWord(contact.verdict, record, t)}</Definition>
        <Definition name={t('records.when')}>{endText(record, t, format)}</Definition>
        {taken && (
          <Definition name={t('records.deletedBy')}>
            <bdi>{personText(record.user, t)}</bdi>
          </Definition>
        )}
        <Definition name={t('records.portal')}>
          {portal.host} ({portal.memberId})
        </Definition>
        <Definition name={t('records.run')}>
          <code>{record.id}</code>
        </Definition>
        {taken && (
          <Definition name={t('records.contactHash')}>
            {contact.hash === null ? (
              t('records.noHash')
            ) : (
              <code className="text-small wrap-anywhere print:text-[7.5pt]">{contact.hash}</code>
            )}
          </Definition>
        )}
      </Definitions>
      {taken && (
        <>
          <RemovedAndUnlinked traces={contact.traces} />
          <Remains {...{ certificate, kept, names }} />
          {contact.hash === null ? (
            <p>{hashText(certificate, restorable.erasedAt, t, format)}</p>
          ) : (
            <Recipe id={contact.id} salt={salt} />
          )}
        </>
      )}
      <MadeBy certificate={certificate} />
    </section>
  )
}
