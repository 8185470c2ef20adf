import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'

/** Asks before archives are erased for good. */
export function EraseDialog(props: {
  archives: number
  contacts: number
  busy: boolean
  onKeep: () => void
  onErase: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { archives, contacts, busy, onKeep, onErase } = props
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
            busy={busy ? t('deleted.erasing') : undefined}
            onClick={onErase}
          >
            {t('deleted.eraseDo', { count: archives })}
          </Button>
        </>
      }
    >
      <p>{t('deleted.eraseText')}</p>
    </Dialog>
  )
}
