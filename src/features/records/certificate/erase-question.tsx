import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'

/** Asks before the copy of a deletion is erased for good. */
export function EraseQuestion(props: {
  count: number
  busy: boolean
  onKeep: () => void
  onErase: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { count, busy, onKeep, onErase } = props
  return (
    <Dialog
      role="alertdialog"
      title={t('records.eraseTitle', { count })}
      onClose={onKeep}
      busy={busy}
      actions={
        <>
          <Button data-autofocus onClick={onKeep}>
            {t('records.eraseKeep')}
          </Button>
          <Button
            variant="danger"
            icon="trash"
            busy={busy ? t('records.erasing') : undefined}
            onClick={(event) => {
              // The second half of the double click that opened the question is not an answer.
              if (event.detail <= 1) onErase()
            }}
          >
            {t('records.eraseDo')}
          </Button>
        </>
      }
    >
      <p>{t('records.eraseText')}</p>
    </Dialog>
  )
}
