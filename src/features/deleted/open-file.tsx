import { useRef, useState, type ComponentProps, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import type { ChosenFile } from '#core/files.ts'

/** The button that opens an archive from one file or from the several files it is split into. */
export function OpenFile({ onFiles }: { onFiles: (files: readonly ChosenFile[]) => void }): ReactNode {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button onClick={() => input.current?.click()} title={t('deleted.drop')}>
        {t('deleted.openFile')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".gz,.ndjson,application/gzip,application/x-ndjson"
        aria-label={t('deleted.openFile')}
        onChange={(event) => {
          // Copied, because resetting the input below empties the list.
          onFiles([...(event.target.files ?? [])])
          // Without this reset, choosing the same file again would fire no event.
          event.target.value = ''
        }}
      />
    </>
  )
}

/** Takes files that are dropped anywhere on an element. The button does the same for keyboard users. */
export function useFileDrop(onFiles: (files: readonly ChosenFile[]) => void): {
  readonly over: boolean
  readonly target: Pick<ComponentProps<'div'>, 'onDragOver' | 'onDragLeave' | 'onDrop'>
} {
  const [over, setOver] = useState(false)
  return {
    over,
    target: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event) => {
        const to = event.relatedTarget
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false)
      },
      onDrop: (event) => {
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files])
      },
    },
  }
}
