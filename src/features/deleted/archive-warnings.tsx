import type { ReactNode } from 'react'
import { FILE } from '#core/restore/deleted-contacts.ts'
import type { ArchiveProblem } from '#core/archive/file/read-file.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import type { Format } from '#i18n/format.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { fileTroubleText, placeWord, whenText, whyText } from './deleted-words.ts'
import type { DeletedState, OpenArchive } from './use-deleted.ts'

/** What the person must know about the archives and the file before relying on them. */
export function ArchiveWarnings({ deleted }: { deleted: DeletedState }): ReactNode {
  const { t, format } = useTranslation()
  const { file, index, opened, unopened } = deleted
  const archiveOf = (archiveId: string) => index?.archives.find((one) => one.archiveId === archiveId)

  function nameOf({ archiveId, reading }: OpenArchive): string {
    if (archiveId === FILE && 'name' in file.state) return file.state.name
    return format.moment(reading.header.writtenAt)
  }

  function isInParts({ archiveId }: OpenArchive): boolean {
    return archiveId === FILE && file.state.stage === 'read' && file.state.inParts
  }

  return (
    <>
      {file.state.stage === 'reading' && (
        <p role="status" className="flex items-center gap-2 text-muted">
          <Spinner />
          {t('deleted.readingFile', { name: file.state.name })}
        </p>
      )}
      {file.state.stage === 'trouble' && (
        <Notice
          tone="problem"
          title={t('deleted.fileTrouble', { name: file.state.name })}
          actions={<Button onClick={file.close}>{t('common.close')}</Button>}
        >
          {fileTroubleText(file.state.why, t)}
        </Notice>
      )}
      {index?.unread.map(({ place, failure }) => (
        <Notice key={place} tone="warning">
          {t('deleted.placeUnread', {
            place: placeWord(place, t),
            why: describeFailure(failure, t, format).title,
          })}
        </Notice>
      ))}
      {unopened.map(({ archiveId, error }) => {
        const archive = archiveOf(archiveId)
        return archive === undefined ? null : (
          <Notice
            key={archiveId}
            tone="problem"
            title={t('deleted.openFailed', { when: whenText(archive, t, format) })}
          >
            {error === null ? t('deleted.newer') : whyText(error, t, format)}
          </Notice>
        )
      })}
      {opened.flatMap((archive) =>
        warningsOf(archive, nameOf(archive), isInParts(archive), t, format).map(({ title, text }) => (
          <Notice key={title} tone="warning" title={title}>
            {text}
          </Notice>
        )),
      )}
    </>
  )
}

interface Warning {
  readonly title: string
  readonly text: string
}

/** One warning for each kind of problem, the worst first. */
function warningsOf(
  { archiveId, reading }: OpenArchive,
  name: string,
  inParts: boolean,
  t: Text,
  format: Format,
): Warning[] {
  const warnings: Warning[] = []
  const find = <Kind extends ArchiveProblem['kind']>(kind: Kind) =>
    reading.problems.find(
      (problem): problem is Extract<ArchiveProblem, { kind: Kind }> => problem.kind === kind,
    )
  const elsewhere = find('other-portal')
  if (elsewhere !== undefined) {
    warnings.push({
      title: t('deleted.warnPortal', { name, host: elsewhere.host }),
      text: t('deleted.warnPortalText'),
    })
  }
  const altered = find('altered')
  if (altered !== undefined) {
    warnings.push({
      title: t('deleted.warnAltered', { name }),
      text: t('deleted.warnAlteredText', { count: altered.contactIds.length }),
    })
  }
  const missing = find('parts-missing')
  if (missing !== undefined) {
    warnings.push({
      title: t('deleted.warnParts', { name, count: missing.numbers.length }),
      text: t(archiveId === FILE ? 'deleted.warnPartsText' : 'deleted.warnPartsKept', {
        numbers: format.list(missing.numbers.map((number) => String(number).padStart(4, '0'))),
      }),
    })
  }
  if (find('truncated') !== undefined) {
    const count = reading.contacts.length
    warnings.push({
      title: t('deleted.warnTruncated', { name }),
      text: inParts ? t('deleted.warnTruncatedParts', { count }) : t('deleted.warnTruncatedText', { count }),
    })
  }
  const lines = reading.problems.filter(({ kind }) => kind === 'damaged-line').length
  if (lines > 0) {
    warnings.push({
      title: t('deleted.warnLines', { name, count: lines }),
      text: t('deleted.warnLinesText'),
    })
  }
  return warnings
}
