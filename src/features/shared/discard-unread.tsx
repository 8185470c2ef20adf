import { useState, type ReactNode } from 'react'
import type { Files } from '#core/files.ts'
import { FileOffered, type OfferedText } from '#features/shared/offered-file.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Question } from '#ui/overlays/question.tsx'

interface DiscardUnreadProps<Part> {
  title: string
  /** What is lost with it. */
  lost: string
  unread: readonly Part[]
  /** For a person who knows what it was, or for a version of the app that can read it. */
  fileName: string
  files: Pick<Files, 'save'>
  busy: boolean
  /** @param seen what was offered as a file: a later part stays */
  onDiscard: (seen: readonly Part[]) => void
}

/** Deletes what cannot be read of a stored list, once a person has said so, and offers it as a file before. */
export function DiscardUnread<Part>(props: DiscardUnreadProps<Part>): ReactNode {
  const { title, lost, unread, fileName, files, busy, onDiscard } = props
  const { t } = useTranslation()
  /** As it was when the button was pressed. */
  const [asked, setAsked] = useState<readonly Part[] | null>(null)
  const [offered, setOffered] = useState<OfferedText | null>(null)

  function offer(seen: readonly Part[]): void {
    const text = JSON.stringify(seen, null, 2)
    files.save(fileName, 'application/json', [text])
    setOffered({ name: fileName, text })
  }

  return (
    <>
      <Button aria-disabled={busy} onClick={() => setAsked(unread)}>
        {title}
      </Button>
      {asked !== null && (
        <Question
          title={title}
          keep={t('common.cancel')}
          onKeep={() => setAsked(null)}
          act={t('common.delete')}
          onAct={() => {
            setAsked(null)
            onDiscard(asked)
          }}
        >
          <div className="flex flex-col items-start gap-3">
            <p>{lost}</p>
            <Button onClick={() => offer(asked)}>{t('guards.discardSave')}</Button>
            <FileOffered offered={offered} />
          </div>
        </Question>
      )}
    </>
  )
}
