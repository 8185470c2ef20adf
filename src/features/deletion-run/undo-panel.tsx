import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
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
  const { t } = useTranslation()
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
