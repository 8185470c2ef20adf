import { useState, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { TextArea } from '#ui/fields/fields.tsx'
import type { Files } from '#core/files.ts'

/** A text that was offered as a file. */
export interface OfferedText {
  readonly name: string
  /** Null: too long to be copied by hand. */
  readonly text: string | null
}

/** Characters: some thousand contacts, and a browser still shows them at once. */
const MOST_BY_HAND = 400_000
/** For spreadsheets, not for people. */
const BYTE_ORDER_MARK = /^\uFEFF/u

/** Offers a CSV file, and returns what `FileOffered` shows of it. */
export function offerCsv(files: Pick<Files, 'save'>, name: string, parts: readonly string[]): OfferedText {
  files.save(name, 'text/csv;charset=utf-8', parts)
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return { name, text: length > MOST_BY_HAND ? null : parts.join('').replace(BYTE_ORDER_MARK, '') }
}

/**
 * Stands under the button that offered a file. A page cannot know whether the file was saved, and a frame has no
 * clipboard. So it says what to do if none appears, and shows the text for copying by hand.
 */
export function FileOffered({ offered }: { offered: OfferedText | null }): ReactNode {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  if (offered === null) return null
  const { name, text } = offered
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p role="status" className="text-small text-muted">
          {t(text === null ? 'common.fileOfferedLong' : 'common.fileOffered')}
        </p>
        {text !== null && (
          <Button variant="quiet" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {t('common.fileAsText')}
          </Button>
        )}
      </div>
      {shown && text !== null && (
        <TextArea
          label={t('common.fileText', { name })}
          hint={t('common.fileTextHint')}
          value={text}
          onChange={() => undefined}
          readOnly
          rows={8}
          wrap="off"
          spellCheck={false}
          onFocus={(event) => event.target.select()}
        />
      )}
    </div>
  )
}
