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
  /** @param seen what was offered as a file: a later part stays */
  onDiscard: (seen: Protections['unread']) => void
}

/** Deletes what cannot be read of the protect list, once a person has said so, and offers it as a file before. */
export function DiscardUnread({ unread, files, busy, onDiscard }: DiscardUnreadProps): ReactNode {
  const { t } = useTranslation()
  /** As it was when the button was pressed. */
  const [asked, setAsked] = useState<Protections['unread'] | null>(null)
  const [offered, setOffered] = useState<OfferedText | null>(null)

  function offer(seen: Protections['unread']): void {
    const text = JSON.stringify(seen, null, 2)
    files.save(FILE_NAME, 'application/json', [text])
    setOffered({ name: FILE_NAME, text })
  }

  return (
    <>
      <Button aria-disabled={busy} onClick={() => setAsked(unread)}>
        {t('guards.discardUnread')}
      </Button>
      {asked !== null && (
        <Question
          title={t('guards.discardUnread')}
          keep={t('common.cancel')}
          onKeep={() => setAsked(null)}
          act={t('common.delete')}
          onAct={() => {
            setAsked(null)
            onDiscard(asked)
          }}
        >
          <div className="flex flex-col items-start gap-3">
            <p>{t('guards.discardLost')}</p>
            <Button onClick={() => offer(asked)}>{t('guards.discardSave')}</Button>
            <FileOffered offered={offered} />
          </div>
        </Question>
      )}
    </>
  )
}
