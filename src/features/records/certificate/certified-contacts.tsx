import type { ReactNode } from 'react'
import type { Certificate } from '#core/records/proof/certificate.ts'
import { MOST_READ } from '#core/records/proof/read-copies.ts'
import { archivesIn, type RunRecord } from '#core/records/record.ts'
import type { Format } from '#i18n/format.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { verdictWord } from '../record-words.ts'
import { Section } from '../../shared/sheet/section.tsx'

/** A longer list is unreadable on paper; the file has all contacts. */
export const MOST_LISTED = 500

/** Each contact by ID and fingerprint, and how to check whether a person is among them. */
export function CertifiedContacts(props: { certificate: Certificate; erased: number | null }): ReactNode {
  const { t, format } = useTranslation()
  const { certificate, erased } = props
  const { contacts, record, salt } = certificate
  const listed = contacts.slice(0, MOST_LISTED)
  const hashed = contacts.find(({ hash }) => hash !== null)
  const hasReferences = contacts.some(({ reference }) => reference !== '')
  return (
    <>
      <Section title={t('records.contactsTitle')}>
        <p>{contacts.length === 0 ? t('records.noContacts') : t('records.contactsText')}</p>
        {listed.length > 0 && (
          <table className="w-full border-collapse">
            <thead>
              <tr>
                <th scope="col" className={HEAD}>
                  {t('records.contactId')}
                </th>
                {hasReferences && (
                  <th scope="col" className={HEAD}>
                    {t('records.reference')}
                  </th>
                )}
                <th scope="col" className={HEAD}>
                  {t('records.contactResult')}
                </th>
                <th scope="col" className={HEAD}>
                  {t('records.contactHash')}
                </th>
              </tr>
            </thead>
            <tbody>
              {listed.map(({ id, reference, verdict, hash }) => (
                <tr key={id}>
                  <th scope="row" className={`${CELL} text-start font-normal tabular-nums`}>
                    {id}
                  </th>
                  {hasReferences && (
                    <td className={`${CELL} wrap-anywhere`}>
                      <bdi>{reference}</bdi>
                    </td>
                  )}
                  <td className={CELL}>{verdictWord(verdict, record, t)}</td>
                  <td className={`${CELL} wrap-anywhere`}>
                    {hash === null ? (
                      <span className="text-muted">{t('records.noHash')}</span>
                    ) : (
                      <code className="text-small print:text-[7.5pt]">{hash}</code>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {contacts.length > listed.length && (
          <p>{t('records.moreContacts', { count: contacts.length - listed.length })}</p>
        )}
        <p className="wrap-anywhere">{hashText(certificate, erased, t, format)}</p>
      </Section>
      {hashed !== undefined && <Recipe id={hashed.id} salt={salt} />}
    </>
  )
}

const HEAD = 'border-b border-line px-1.5 py-1 text-start font-medium text-muted print:py-0.5'
const CELL = 'border-b border-line-soft px-1.5 py-1 align-top print:py-0.5'

/** Why there are fingerprints or none, and how reliable they are. */
export function hashText(
  { hashes, record }: Certificate,
  erased: number | null,
  t: Text,
  format: Format,
): string {
  switch (hashes.kind) {
    case 'made':
      return hashes.sealed
        ? t('records.hashSealed', { seal: record.archive?.seal ?? '' })
        : t('records.hashUnsealed')
    case 'stored':
      return hashes.sealed
        ? t('records.hashStored', { when: format.moment(hashes.at), seal: record.archive?.seal ?? '' })
        : t('records.hashUnsealed')
    case 'digest':
      return t('records.hashDigest', { digest: hashes.digest })
    case 'no-archive':
      return t('records.hashNoArchive')
    case 'gone':
      if (erased !== null) return t('records.hashErased', { when: format.moment(erased) })
      return wasTooLong(record)
        ? t('records.hashNeverRead', { most: format.number(MOST_READ) })
        : t('records.hashGone')
    case 'unreadable':
      return t('records.hashUnreadable')
  }
}

/** Whether the copy was not read at the end of the run because of its length. */
function wasTooLong(record: RunRecord): boolean {
  return archivesIn(record).reduce((sum, { contacts }) => sum + contacts, 0) > MOST_READ
}

/** The exact recipe of `core/records/proof/fingerprint.ts`, for checking a person without this app. */
export function Recipe({ id, salt }: { id: number; salt: string }): ReactNode {
  const { t } = useTranslation()
  const example = ['id ' + String(id), 'name anna maria smith', 'email anna@example.com', 'phone 4930901820']
  return (
    <Section title={t('records.recipeTitle')}>
      <p>{t('records.recipeText')}</p>
      <ol className="list-decimal ps-5">
        <li>{t('records.recipeSalt', { salt })}</li>
        <li>{t('records.recipeId')}</li>
        <li>{t('records.recipeName')}</li>
        <li>{t('records.recipeEmail')}</li>
        <li>{t('records.recipePhone')}</li>
      </ol>
      <p>{t('records.recipeRules')}</p>
      <p>
        <code dir="ltr" className="text-small wrap-anywhere print:text-[7.5pt]">
          {`printf '${[salt, ...example].join('\\n')}' | sha256sum`}
        </code>
      </p>
    </Section>
  )
}
