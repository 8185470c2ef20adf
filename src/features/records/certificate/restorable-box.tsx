import { useState, type ReactNode } from 'react'
import type { KeptArchives } from '#core/records/proof/archive-source.ts'
import type { Certificate } from '#core/records/proof/certificate.ts'
import { eraseDueAt } from '#core/records/erasure/erase-due.ts'
import type { ErasedCopies } from '#core/records/erasure/erase-copies.ts'
import type { Records } from '#core/records/records.ts'
import { archivesIn, type RunRecord } from '#core/records/record.ts'
import { restorableOf } from '#core/records/erasure/restorable.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { usePorts } from '../../ports.tsx'
import { binUntil } from './certificate-remaining.tsx'
import { LIST } from './certificate-removed.tsx'
import { Question } from '#ui/overlays/question.tsx'
import { placeText } from '../record-words.ts'
import { RECYCLE_BIN } from '#features/shared/portal-paths.ts'

interface RestorableBoxProps {
  source: Records
  certificate: Certificate
  /** Where copies are now; null: unknown. */
  kept: KeptArchives | null
  /** The record has changed. */
  onRecord: (record: RunRecord) => Promise<void>
}

interface Problem {
  readonly title: string
  readonly text?: string
  readonly onRetry?: () => void
}

/** From where the contacts may still be restored, and what ends that; nothing if the app knows of nothing. */
export function RestorableBox(props: RestorableBoxProps): ReactNode {
  const { t, format } = useTranslation()
  const { host } = usePorts()
  const { source, certificate, kept, onRecord } = props
  const { record } = certificate
  const { copy, binEmptied } = restorableOf(record, kept)
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState<'erasing' | 'noting' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const isStored = copy.kind === 'stored'
  if (copy.kind === 'none' && binEmptied !== null && problem === null && busy === null) return null

  async function erase(): Promise<void> {
    setBusy('erasing')
    setProblem(null)
    const erased = await source.eraseCopies(record)
    setProblem(erased === null ? { title: t('records.eraseRunOpen') } : problemOf(erased))
    if (erased !== null) await onRecord(erased.record)
    setBusy(null)
    setAsking(false)
  }

  function problemOf({ leftIn, untouched, noted }: ErasedCopies): Problem | null {
    const failure = untouched?.failure ?? leftIn[0]?.failure
    if (failure !== undefined) {
      const { title, advice } = describeFailure(failure, t, format)
      return untouched?.why === 'unproved'
        ? { title: t('records.eraseUnproved', { why: `${title}.` }), text: advice }
        : { title: t('records.eraseFailed', { why: title }), text: advice }
    }
    return noted ? null : { title: t('records.notNoted'), onRetry: () => void erase() }
  }

  async function noteEmptied(): Promise<void> {
    setBusy('noting')
    setProblem(null)
    const [noted] = await source.noteBinEmptied([record])
    if (noted === undefined) setProblem({ title: t('records.notNoted') })
    else await onRecord(noted)
    setBusy(null)
  }

  const dueAt = isStored ? eraseDueAt(record) : null
  const untils = [
    ...(isStored ? copy.places.map(({ until }) => until) : []),
    ...(binEmptied === null ? [binUntil(certificate)] : []),
  ]
  const until = untils.every((each) => each !== null) ? Math.max(...untils) : null
  // A copy whose time is over is still there until the app is open for a while.
  const day =
    until === null || until < certificate.madeAt || !Number.isFinite(until) ? null : format.day(until)
  const stored = archivesIn(record).filter(({ archiveId }) => kept?.byId.has(archiveId) === true)
  const copies = stored.length
  const copied = Math.min(
    stored.reduce((sum, { contacts }) => sum + contacts, 0),
    record.planned,
  )
  return (
    <>
      <Notice
        tone="warning"
        live={false}
        className="max-w-4xl print:hidden"
        title={
          day === null
            ? t(isStored ? 'records.restorable' : 'records.maybeRestorable')
            : t(isStored ? 'records.restorableUntil' : 'records.maybeRestorableUntil', { day })
        }
        actions={
          <>
            {isStored && (
              <Button icon="trash" aria-haspopup="dialog" onClick={() => setAsking(true)}>
                {t('records.eraseNow', { count: copies })}
              </Button>
            )}
            {binEmptied === null && (
              <>
                <Button
                  busy={busy === 'noting' ? t('records.noting') : undefined}
                  onClick={() => void noteEmptied()}
                >
                  {t('records.binEmptied')}
                </Button>
                <PortalLink
                  href={host.origin + RECYCLE_BIN}
                  onOpen={() => host.openPath(RECYCLE_BIN)}
                  className="inline-block px-1 py-1.5 underline"
                >
                  {t('records.openBin')}
                </PortalLink>
              </>
            )}
          </>
        }
      >
        <ul className={LIST}>
          {copyLines().map((text) => (
            <li key={text}>{text}</li>
          ))}
          {binEmptied === null && (
            <li>{t('records.binUnseen', { day: format.day(binUntil(certificate)) })}</li>
          )}
        </ul>
      </Notice>
      {problem !== null && (
        <Notice
          tone="problem"
          className="max-w-4xl print:hidden"
          title={problem.title}
          actions={problem.onRetry && <Button onClick={problem.onRetry}>{t('common.retry')}</Button>}
        >
          {problem.text}
        </Notice>
      )}
      {asking && (
        <Question
          title={t('records.eraseTitle', { copies, count: copied })}
          keep={t('records.eraseKeep', { count: copies })}
          onKeep={() => setAsking(false)}
          act={t('records.eraseDo', { count: copies })}
          onAct={() => void erase()}
          icon="trash"
          atWork={busy === 'erasing' ? t('records.erasing') : undefined}
        >
          <p>{t('records.eraseText', { count: copies })}</p>
        </Question>
      )}
    </>
  )

  function copyLines(): string[] {
    switch (copy.kind) {
      case 'none':
        return []
      case 'stored': {
        const places = copy.places.map((each) => placeText(each, record.user, t, format))
        return [
          ...[...new Set(places)].map((each) => t('records.remainsCopy', { places: each })),
          ...(copy.elsewhere ? [t('records.copyElsewhere')] : []),
          ...(dueAt !== null
            ? [t('records.eraseDue', { day: format.day(dueAt) })]
            : (record.eraseCopyAfterDays ?? null) === null
              ? []
              : [t('records.eraseWaits')]),
        ]
      }
      case 'elsewhere':
        return [t('records.copyElsewhere')]
      case 'unknown':
        return [t('records.remainsUnknown')]
    }
  }
}
