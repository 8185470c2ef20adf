import { useState, type ReactNode } from 'react'
import type { Files } from '#core/files.ts'
import type { Protections } from '#core/plan/protect/protect-list.ts'
import { FileOffered, type OfferedText } from '#features/shared/offered-file.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Question } from '#ui/overlays/question.tsx'

/** For a person who knows what it was, or for a version of the app that can read it. */
const FILE_NAME = 'protect-list.json'

interface DiscardUnreadProps {
  unread: Protections['unread']
  files: Pick<Files, 'save'>
  busy: boolean
  onDiscard: () => void
}

/** Deletes what cannot be read of the protect list, once a person has said so, and offers it as a file before. */
export function DiscardUnread({ unread, files, busy, onDiscard }: DiscardUnreadProps): ReactNode {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [offered, setOffered] = useState<OfferedText | null>(null)

  function offer(): void {
    const text = JSON.stringify(unread, null, 2)
    files.save(FILE_NAME, 'application/json', [text])
    setOffered({ name: FILE_NAME, text })
  }

  return (
    <>
      <Button aria-disabled={busy} onClick={() => setAsking(true)}>
        {t('guards.discardUnread')}
      </Button>
      {asking && (
        <Question
          title={t('guards.discardUnread')}
          keep={t('common.cancel')}
          onKeep={() => setAsking(false)}
          act={t('common.delete')}
          onAct={() => {
            setAsking(false)
            onDiscard()
          }}
        >
          <div className="flex flex-col items-start gap-3">
            <p>{t('guards.discardLost')}</p>
            <Button onClick={offer}>{t('guards.discardSave')}</Button>
            <FileOffered offered={offered} />
          </div>
        </Question>
      )}
    </>
  )
}
