import type { ReactNode } from 'react'
import { useSpeech } from '#i18n/text.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

/** Offers to restore what was deleted; stays until it is used or closed. */
export function UndoPanel(props: {
  count: number
  /** The portal stores no copies: the person has them as a file. */
  inFile?: boolean
  onUndo: () => void
  corner?: ReactNode
}): ReactNode {
  const { t } = useSpeech()
  const { count, onUndo, corner } = props
  return (
    <Notice
      tone="success"
      live={false}
      title={t('deletion-run.undoTitle', { count })}
      corner={corner}
      actions={<Button onClick={onUndo}>{t('deletion-run.undo')}</Button>}
    >
      {props.inFile === true ? t('deletion-run.undoTextFile') : t('deletion-run.undoText', { count })}
    </Notice>
  )
}
