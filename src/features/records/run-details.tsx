import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { usePorts } from '../ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { damagedText } from './certificate/certificate-words.ts'
import { Definition, Definitions, Lines } from '../shared/sheet/definitions.tsx'
import { recordQueries } from './record-queries.ts'
import { RecordedDoubles, type DoublesAccess } from './recorded-doubles.tsx'
import { Page } from './page.tsx'
import { overrideTexts, queryTexts, ruleTexts } from '../shared/query/query-words.ts'
import {
  copyTexts,
  countTexts,
  endText,
  laterPeople,
  laterTexts,
  listTexts,
  personText,
  verdictWord,
} from './record-words.ts'

interface RunDetailsProps {
  source: Records
  record: RunRecord
  doubles: DoublesAccess
  /** The result of deleting a double. */
  outcome?: ReactNode
  onBack: () => void
  onCertificate: () => void
}

/** References that are shown; the CSV file of the audit has them all. */
const MOST_REFERENCES = 100

/** All that was recorded of one run. */
export function RunDetails(props: RunDetailsProps): ReactNode {
  const { source, record, onBack, onCertificate } = props
  const { t, format } = useTranslation()
  const { contacts: store } = usePorts()
  const { data: kept = null } = useQuery(recordQueries.kept(source))
  const people = laterPeople([record])
  const { data: names = new Map<number, string>() } = useQuery({
    ...recordQueries.names(store, people),
    enabled: people.length > 0,
  })
  const { archive, guards, kind } = record
  const when = format.moment(record.startedAt)
  const lists = listTexts(record, t, format)
  const references = referenceTexts()
  const damaged = damagedText(record, t, format)
  return (
    <Page
      title={t(kind === 'deletion' ? 'records.detailsTitle' : 'records.detailsTitleRestore', { when })}
      onBack={onBack}
    >
      {props.outcome}
      {damaged !== '' && (
        <Notice tone="warning" live={false}>
          {damaged}
        </Notice>
      )}
      <section className="rounded-card bg-panel p-5">
        <Definitions>
          <Definition name={t('records.who')}>
            <bdi>{personText(record.user, t)}</bdi>
          </Definition>
          <Definition name={t('records.began')}>{when}</Definition>
          <Definition name={t('records.ended')}>{endText(record, t, format)}</Definition>
          {/* Not "none" above the references that its contacts have. */}
          {(record.reference !== '' || references.length === 0) && (
            <Definition name={t('records.reference')}>
              {record.reference === '' ? t('records.noReference') : <bdi>{record.reference}</bdi>}
            </Definition>
          )}
          <Definition name={t('records.result')}>
            <Lines
              texts={[t('records.planned', { count: record.planned }), ...countTexts(record, t, format)]}
            />
          </Definition>
          {kind === 'deletion' && (
            <Definition name={t('records.selectedBy')}>
              <Lines texts={queryTexts(record.query, t, format)} />
            </Definition>
          )}
          {record.cleanUp && (
            <Definition name={t('records.cleanUp')}>
              <bdi>{record.cleanUp.name}</bdi>
            </Definition>
          )}
          {guards !== null && (
            <>
              <Definition name={t('records.rulesKeep')}>
                <Lines texts={orNone(ruleTexts(guards, 'keep', t, format))} />
              </Definition>
              <Definition name={t('records.rulesWarn')}>
                <Lines texts={orNone(ruleTexts(guards, 'warn', t, format))} />
              </Definition>
            </>
          )}
          {record.overridden !== undefined && (
            <Definition name={t('records.overridden')}>
              <Lines texts={overrideTexts(record.overridden, t, format)} />
            </Definition>
          )}
          {kind === 'deletion' && (
            <Definition name={t('records.copy')}>
              {archive !== null && (
                <Lines
                  texts={[
                    t(archive.incomplete > 0 ? 'records.copiedPartly' : 'records.copied', {
                      count: archive.contacts,
                      incomplete: format.number(archive.incomplete),
                    }),
                  ]}
                />
              )}
              <Lines texts={copyTexts(record, kept, t, format)} />
            </Definition>
          )}
          {archive !== null && (
            <Definition name={t('records.seal')}>
              {archive.seal === null ? (
                t('records.noSeal')
              ) : (
                <code className="text-small">{archive.seal}</code>
              )}
            </Definition>
          )}
          <Definition name={t('records.since')}>
            <Lines
              texts={
                record.later.length === 0 ? [t('records.nothingLater')] : laterTexts(record, names, t, format)
              }
            />
          </Definition>
          <Definition name={t('records.ids')}>
            {record.contacts === undefined || Object.keys(record.contacts).length === 0 ? (
              t('records.noIds')
            ) : (
              <Lines texts={idTexts(record.contacts)} />
            )}
            <RecordedDoubles record={record} {...props.doubles} />
          </Definition>
          {references.length > 0 && (
            <Definition name={t('records.references')}>
              <Lines texts={references} />
            </Definition>
          )}
          {lists.length > 0 && (
            <Definition name={t('records.lists')}>
              <Lines texts={lists} />
            </Definition>
          )}
          <Definition name={t('records.run')}>
            <code className="text-small">{record.id}</code>
          </Definition>
        </Definitions>
      </section>
      {kind === 'deletion' && (
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" onClick={onCertificate}>
            {t('records.recordTitle')}
          </Button>
          <p className="text-muted">{t('records.certificateHint')}</p>
        </div>
      )}
    </Page>
  )

  function referenceTexts(): string[] {
    const all = Object.entries(record.references ?? {})
    const texts = all.slice(0, MOST_REFERENCES).map(([id, reference]) => `${id}: ${reference}`)
    const more = all.length - texts.length
    if (more === 0) return texts
    return [t('records.andMore', { texts: texts.join('; '), count: format.number(more) })]
  }

  function orNone(texts: readonly string[]): readonly string[] {
    return texts.length === 0 ? [t('records.noRules')] : texts
  }

  function idTexts(contacts: NonNullable<RunRecord['contacts']>): string[] {
    return Object.entries(contacts)
      .filter(([, ids]) => ids !== '')
      .map(([verdict, ids]) => `${wordOf(verdict)}: ${ids.replaceAll(',', ', ')}`)
  }

  function wordOf(verdict: string): string {
    // A restore's verdicts have their own words, which include the count.
    return kind === 'deletion' ? verdictWord(verdict, record, t) : countWord(verdict)
  }

  function countWord(verdict: string): string {
    const count = record.counts[verdict] ?? 0
    return countTexts({ ...record, counts: { [verdict]: count } }, t, format).join('')
  }
}
