import type { ReactNode } from 'react'
import type { KeptPlace } from '#core/records/archive-source.ts'
import { erasedAt } from '#core/records/sorted-records.ts'
import type { Certificate } from '#core/records/certificate.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { CertifiedContacts } from './certified-contacts.tsx'
import { Definition, Definitions, Lines } from './definitions.tsx'
import { queryTexts, ruleTexts } from '../shared/query-words.ts'
import { countTexts, laterText, personText, type UserNames } from './record-words.ts'
import { RemovedAndUnlinked } from './certificate-removed.tsx'
import { Remains } from './certificate-remaining.tsx'
import { Section } from './section.tsx'

/** The paper itself: only this is printed. */
export function CertificateSheet(props: {
  certificate: Certificate
  /** Where copies are now, by the ids of their archives; null: unknown. */
  kept: ReadonlyMap<string, readonly KeptPlace[]> | null
  names: UserNames
}): ReactNode {
  const { t, format } = useTranslation()
  const { certificate, kept, names } = props
  const { record } = certificate
  const moment = (at: number | null): string => (at === null ? t('records.notEnded') : format.moment(at))
  const restored = record.later.reduce(
    (sum, entry) => sum + (entry.kind === 'restored' ? entry.contacts : 0),
    0,
  )
  return (
    <article
      aria-label={t('records.certificate')}
      className="certificate flex max-w-4xl flex-col gap-4 rounded-card bg-panel p-5 text-body print:max-w-none print:gap-2 print:rounded-none print:p-0"
    >
      {/* The page around the sheet shows this heading on the screen, but is not printed. */}
      <p aria-hidden="true" className="hidden text-heading font-semibold print:block">
        {t('records.certificate')}
      </p>
      {record.endedAt === null && <Warning>{t('records.notEndedText')}</Warning>}
      {restored > 0 && <Warning>{t('records.restoredText', { count: restored })}</Warning>}
      <Definitions>
        <Definition name={t('records.portal')}>
          {certificate.portal.host} ({certificate.portal.memberId})
        </Definition>
        <Definition name={t('records.deletedBy')}>
          <bdi>{personText(record.user, t)}</bdi>
        </Definition>
        <Definition name={t('records.when')}>
          {[...new Set([moment(record.startedAt), moment(record.endedAt)])].join(' – ')}
        </Definition>
        <Definition name={t('records.reference')}>
          {record.reference === '' ? t('records.noReference') : <bdi>{record.reference}</bdi>}
        </Definition>
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
      <CertifiedContacts certificate={certificate} erased={erasedAt(record)} />
      <RemovedAndUnlinked traces={certificate.traces} />
      <Remains certificate={certificate} kept={kept} />
      {record.later.length > 0 && (
        <Section title={t('records.since')}>
          <Lines texts={record.later.map((entry) => laterText(entry, names, t, format))} />
        </Section>
      )}
      <p className="text-muted">
        {t('records.madeBy', {
          when: format.moment(certificate.madeAt),
          who: personText(certificate.madeBy, t),
          version: certificate.appVersion,
        })}
      </p>
      <p className="mt-4 border-t border-ink pt-1 text-muted print:mt-8 print:w-80">
        {t('records.signature')}
      </p>
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
