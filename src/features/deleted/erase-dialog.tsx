import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'

/** Asks before archives are erased for good. */
export function EraseDialog(props: {
  archives: number
  contacts: number
  /** How many are erased; null: not begun. */
  done: number | null
  onKeep: () => void
  onErase: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { archives, contacts, done, onKeep, onErase } = props
  const busy = done !== null
  return (
    <Dialog
      role="alertdialog"
      title={t('deleted.eraseTitle', { count: archives, contacts })}
      onClose={onKeep}
      busy={busy}
      actions={
        <>
          <Button data-autofocus onClick={onKeep}>
            {t('deleted.eraseKeep')}
          </Button>
          <Button
            variant="danger"
            icon="trash"
            busy={busy ? t('deleted.erasing', { done, count: archives }) : undefined}
            onClick={onErase}
          >
            {t('deleted.eraseDo', { count: archives })}
          </Button>
        </>
      }
    >
      <p>{t('deleted.eraseText')}</p>
      <p>{t('deleted.eraseKept')}</p>
    </Dialog>
  )
}
