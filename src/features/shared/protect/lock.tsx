import { useState, type ReactNode } from 'react'
import type { Protection } from '#core/plan/protect/protect-list.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icons.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'
import { LiftButton } from './lift-button.tsx'
import { protectionText } from './protect-words.ts'

/**
 * The mark of a protected contact: a lock; why and until when is read out, shown under the pointer, and in what a press
 * opens. No stop for Tab, since a list may have many: by the keyboard it is lifted from the selection, or in the question.
 */
export function Lock({ protection }: { protection: Protection }): ReactNode {
  const { t, format } = useTranslation()
  const [open, setOpen] = useState(false)
  const text = protectionText(protection, t, format)
  const close = (): void => setOpen(false)
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        title={text}
        aria-label={text}
        className="-my-1 inline-flex size-6 max-sm:pointer-coarse:-my-3 shrink-0 items-center justify-center rounded-control text-muted hover:bg-press"
        onClick={() => setOpen(true)}
      >
        <Icon name="lock" />
      </button>
      {open && (
        <Dialog
          title={t('guards.askTitle')}
          onClose={close}
          actions={
            <Button data-autofocus onClick={close}>
              {t('common.close')}
            </Button>
          }
        >
          <div className="flex flex-col items-start gap-2">
            <p>{text}</p>
            <LiftButton protections={[protection]} onLifted={close} />
          </div>
        </Dialog>
      )}
    </>
  )
}
