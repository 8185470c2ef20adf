import { useState, type ReactNode } from 'react'
import { FILE } from '#core/restore/deleted-contacts.ts'
import type { DeletedContact } from '#core/restore/deleted-contacts.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { placeWord, whyText } from './deleted-words.ts'
import { EraseDialog } from './erase-dialog.tsx'
import type { ArchiveActs } from './use-archive-acts.ts'
import type { DeletedState } from './use-deleted.ts'

/** What can be done with the chosen contacts and archives. */
export function DeletedActions(props: {
  deleted: DeletedState
  acts: ArchiveActs
  onRestore: (contacts: readonly DeletedContact[]) => void
}): ReactNode {
  const { t } = useSpeech()
  const { deleted, acts, onRestore } = props
  const [asking, setAsking] = useState(false)
  const { ticked, toRestore, shown } = deleted
  const keptChosen = [...deleted.chosen].filter((id) => id !== FILE).length
  const anyFile = deleted.chosen.size > 0
  const inSight = new Set(shown.map(({ id }) => id))
  const hidden = [...ticked].filter((id) => !inSight.has(id)).length
  const busy = acts.state.kind === 'erasing'
  return (
    <section
      aria-label={t('deleted.colActions')}
      className="flex flex-col gap-2 rounded-card border border-line bg-panel px-4 py-3"
    >
      {deleted.all.length > 0 && (
        <p aria-live="polite" className="text-small text-muted">
          {[selectionText(), ...(hidden > 0 ? [t('deleted.selectedHidden', { count: hidden })] : [])].join(
            ' · ',
          )}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {toRestore.length > 0 && (
          <Button variant="primary" onClick={() => onRestore(toRestore)}>
            {t('deleted.restore', { count: toRestore.length })}
          </Button>
        )}
        {ticked.size > 0 && <Button onClick={deleted.clearTicks}>{t('deleted.clear')}</Button>}
        {anyFile && (
          <Button
            className="sm:ms-auto"
            busy={acts.state.kind === 'downloading' ? t('deleted.downloading') : undefined}
            onClick={acts.download}
          >
            {t('deleted.download')}
          </Button>
        )}
        {keptChosen > 0 && (
          <Button aria-haspopup="dialog" onClick={() => setAsking(true)}>
            {t('deleted.erase')}
          </Button>
        )}
      </div>
      <Outcome acts={acts} />
      {asking && (
        <EraseDialog
          archives={keptChosen}
          contacts={deleted.all.filter(({ archiveId }) => archiveId !== FILE).length}
          busy={busy}
          onKeep={() => setAsking(false)}
          onErase={() => void acts.erase().then(() => setAsking(false))}
        />
      )}
    </section>
  )

  function selectionText(): string {
    if (ticked.size > 0) return t('deleted.selected', { count: ticked.size })
    return t(toRestore.length > 0 ? 'deleted.noneSelected' : 'deleted.noneLeft')
  }
}

function Outcome({ acts: { state } }: { acts: ArchiveActs }): ReactNode {
  const { t, format } = useSpeech()
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
            places: format.list(places),
            why: first === undefined ? '' : describeFailure(first.failure, t, format).title,
          })}
        </Notice>
      )
    }
  }
}
