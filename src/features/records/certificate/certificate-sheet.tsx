import type { ReactNode } from 'react'
import type { KeptArchives } from '#core/records/proof/archive-source.ts'
import type { Certificate } from '#core/records/proof/certificate.ts'
import { restorableOf } from '#core/records/erasure/restorable.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { damagedText } from './certificate-words.ts'
import { CertifiedContacts } from './certified-contacts.tsx'
import { Definition, Definitions, Lines } from '../../shared/sheet/definitions.tsx'
import { queryTexts, ruleTexts } from '../../shared/query/query-words.ts'
import { ContactPages } from './contact-pages.tsx'
import { MadeBy } from './made-by.tsx'
import { countTexts, endText, laterTexts, listTexts, personText, type UserNames } from '../record-words.ts'
import { RemovedAndUnlinked } from './certificate-removed.tsx'
import { Remains } from './certificate-remaining.tsx'
import { Section } from '../../shared/sheet/section.tsx'

/** The paper itself: only this is printed. */
export function CertificateSheet(props: {
  certificate: Certificate
  /** Where copies are now; null: unknown. */
  kept: KeptArchives | null
  names: UserNames
  /** Why it is not called a certificate of erasure; '': it is one. */
  notYet: string
  /** Whether each contact has a page of its own. */
  pages: boolean
}): ReactNode {
  const { t, format } = useTranslation()
  const { certificate, kept, names, notYet, pages } = props
  const title = t(notYet === '' ? 'records.certificate' : 'records.recordTitle')
  const { record } = certificate
  const lists = listTexts(record, t, format)
  const damaged = damagedText(record, t, format)
  const restored = record.later.reduce(
    (sum, entry) => sum + (entry.kind === 'restored' ? entry.contacts : 0),
    0,
  )
  return (
    <article
      aria-label={title}
      className="sheet flex max-w-4xl flex-col gap-4 rounded-card bg-panel p-5 text-body print:max-w-none print:gap-2 print:rounded-none print:p-0"
    >
      {/* The page around the sheet shows this heading on the screen, but is not printed. */}
      <p aria-hidden="true" className="hidden text-heading font-semibold print:block">
        {title}
      </p>
      {notYet !== '' && <p className="hidden print:block">{notYet}</p>}
      {damaged !== '' && <Warning>{damaged}</Warning>}
      {record.endedAt === null && (
        <Warning>{t(record.paused === true ? 'records.pausedText' : 'records.notEndedText')}</Warning>
      )}
      {restored > 0 && <Warning>{t('records.restoredText', { count: restored })}</Warning>}
      <Definitions>
        <Definition name={t('records.portal')}>
          {certificate.portal.host} ({certificate.portal.memberId})
        </Definition>
        <Definition name={t('records.deletedBy')}>
          <bdi>{personText(record.user, t)}</bdi>
        </Definition>
        <Definition name={t('records.when')}>
          {[...new Set([format.moment(record.startedAt), endText(record, t, format)])].join(' – ')}
        </Definition>
        {/* Not "none" above the references that its contacts have. */}
        {(record.reference !== '' || Object.keys(record.references ?? {}).length === 0) && (
          <Definition name={t('records.reference')}>
            {record.reference === '' ? t('records.noReference') : <bdi>{record.reference}</bdi>}
          </Definition>
        )}
        <Definition name={t('records.result')}>
          {t('records.planned', { count: record.planned })}: {countTexts(record, t, format).join(', ')}
        </Definition>
        <Definition name={t('records.selectedBy')}>
          {queryTexts(record.query, t, format).join('; ')}
        </Definition>
        {record.guards !== null && (
          <Definition name={t('records.rulesKeep')}>
            {ruleTexts(record.guards, 'keep', t, format).join('; ') || t('records.noRules')}
          </Definition>
        )}
        <Definition name={t('records.run')}>
          <code>{record.id}</code>
        </Definition>
      </Definitions>
      <CertifiedContacts certificate={certificate} erased={restorableOf(record, kept).erasedAt} />
      {lists.length > 0 && (
        <Section title={t('records.lists')}>
          <Lines texts={lists} />
        </Section>
      )}
      <RemovedAndUnlinked traces={certificate.traces} />
      <Remains {...{ certificate, kept, names }} />
      {record.later.length > 0 && (
        <Section title={t('records.since')}>
          <Lines texts={laterTexts(record, names, t, format)} />
        </Section>
      )}
      <MadeBy certificate={certificate} />
      {pages && <ContactPages {...{ certificate, kept, names }} />}
    </article>
  )
}

function Warning({ children }: { children: ReactNode }): ReactNode {
  return (
    <p className="rounded-card border border-warning-line bg-warning-bg px-3 py-2 font-semibold">
      {children}
    </p>
  )
}
