import { useEffect, useRef, useState, type ComponentProps, type ReactNode } from 'react'
import type { Protection } from '#core/plan/protect/protect-list.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icons.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'
import { LiftButton } from './lift-button.tsx'
import { protectionText } from './protect-words.ts'

/**
 * The mark of a protected contact: a lock; why and until when is read out, shown under the pointer, and in what a press
 * opens. What else is given is of the button: a list says how the keyboard reaches it.
 */
export function Lock({
  protection,
  ...button
}: { protection: Protection } & ComponentProps<'button'>): ReactNode {
  const { t, format } = useTranslation()
  const [open, setOpen] = useState(false)
  const text = protectionText(protection, t, format)
  const lock = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const name = open ? lock.current?.parentElement?.querySelector('a') : null
    return () => {
      // Lifted: the lock is gone, and the dialog with it.
      if (document.activeElement === document.body) name?.focus()
    }
  }, [open])
  const close = (): void => setOpen(false)
  return (
    <>
      <button
        {...button}
        ref={lock}
        type="button"
        title={text}
        aria-label={text}
        className="-my-1 inline-flex size-6 pointer-coarse:-my-3 shrink-0 items-center justify-center rounded-control text-muted hover:bg-press"
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
            <LiftButton protections={[protection]} />
          </div>
        </Dialog>
      )}
    </>
  )
}
