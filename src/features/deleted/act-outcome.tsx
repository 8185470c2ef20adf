import type { ReactNode } from 'react'
import { describeFailure } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { placeWord, whyText } from './deleted-words.ts'
import type { ArchiveActs } from './use-archive-acts.ts'

/** The result of downloading or erasing copies. */
export function ActOutcome({ acts: { state } }: { acts: ArchiveActs }): ReactNode {
  const { t, format } = useTranslation()
  switch (state.kind) {
    case 'idle':
    case 'downloading':
    case 'erasing':
      return null
    case 'run-open':
      return (
        <Notice tone="problem" title={t('deleted.eraseFailed')}>
          {t('deleted.eraseRunOpen')}
        </Notice>
      )
    case 'downloaded':
      return (
        <p role="status" className="text-small text-muted">
          {t('deleted.downloadBlocked')}
        </p>
      )
    case 'download-failed':
      return (
        <Notice tone="problem" title={t('deleted.downloadFailed')}>
          {whyText(state.error, t, format)}
        </Notice>
      )
    case 'erased':
      return <Notice tone="success">{t('deleted.erased', { count: state.count })}</Notice>
    case 'erase-failed': {
      const places = [...new Set(state.left.map(({ place }) => placeWord(place, t)))]
      const [first] = state.left
      return (
        <Notice tone="problem" title={t('deleted.eraseFailed')}>
          {t('deleted.eraseFailedText', {
            count: state.count,
            places: format.list(places),
            why: first === undefined ? '' : describeFailure(first.failure, t, format).title,
          })}
        </Notice>
      )
    }
  }
}
