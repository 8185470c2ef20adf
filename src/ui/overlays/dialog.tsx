import { useEffectEvent, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { classNames } from '../class-names.ts'

interface DialogProps {
  /** `alertdialog` for a question that must be answered; its content is then read out as its description. */
  role?: 'dialog' | 'alertdialog'
  title: string
  /** The dialog's content; it is also its accessible description. */
  children: ReactNode
  /** Buttons. The one with the attribute `data-autofocus` gets the focus first: the least destructive one. */
  actions: ReactNode
  /** Esc, or the system's back gesture. The dialog closes only when its owner removes it from the page. */
  onClose: () => void
  /** Set while the content is loading or work is going on. */
  busy?: boolean
  /** `false` for a form or a report, which would otherwise be read out whole as the description. */
  described?: boolean
  /** Wide enough for tables. */
  wide?: boolean
}

/**
 * A modal dialog: the browser's own <dialog>, which returns the focus to the opener. Tab stays inside: in a frame the
 * browser's own dialog lets it out into the page around, where Esc means nothing to the dialog. Render it only while it is
 * open. No dialog opens another. It stands near the top and not in the middle: a frame in a tab is as high
 * as its content, so its middle may be far below what the person sees.
 */
export function Dialog(props: DialogProps): ReactNode {
  const { role = 'dialog', title, children, actions, onClose, busy, described = true, wide = false } = props
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const contentId = useId()

  const close = useEffectEvent(onClose)

  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog === null) return undefined
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Tab') keepFocusInside(dialog, event)
      if (event.key !== 'Escape' || event.isComposing) return
      // Without this the browser closes the dialog on a second Esc, although its owner did not.
      event.preventDefault()
      event.stopPropagation()
      close()
    }
    const onCancel = (event: Event): void => {
      // A `cancel` from an element inside bubbles up to here.
      if (event.target !== dialog) return
      event.preventDefault()
      close()
    }
    // On the document: the focus may have been lost with a button that is gone.
    document.addEventListener('keydown', onKeyDown, { capture: true })
    dialog.addEventListener('cancel', onCancel)
    dialog.showModal()
    // Show the title first, not the buttons at the end of a long text.
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true })
    return () => {
      document.removeEventListener('keydown', onKeyDown, { capture: true })
      dialog.removeEventListener('cancel', onCancel)
      // The browser returns the focus only if the dialog is closed before React removes it.
      dialog.close()
    }
  }, [])

  return (
    <dialog
      ref={ref}
      role={role === 'alertdialog' ? role : undefined}
      aria-labelledby={titleId}
      aria-describedby={described ? contentId : undefined}
      aria-busy={busy === true || undefined}
      className={classNames(
        'forced-colors:border mx-auto mt-[max(0.5rem,min(var(--sight,100dvh)*0.06,3rem))] mb-auto max-w-none rounded-panel bg-panel text-ink shadow-2xl',
        'max-h-[calc(var(--sight,100dvh)-max(0.5rem,min(var(--sight,100dvh)*0.06,3rem))-0.5rem)]',
        wide ? 'w-[min(56rem,calc(100vw-1rem))]' : 'w-[min(34rem,calc(100vw-1rem))]',
      )}
    >
      {/* At a zoom of 400 % the buttons would leave its text no line: then all of the dialog scrolls. */}
      <div className="flex max-h-[max(16rem,min(36rem,var(--sight,100dvh)-max(0.5rem,min(var(--sight,100dvh)*0.06,3rem))-0.5rem))] flex-col">
        <h2 id={titleId} className="px-5 pt-5 pb-2 text-title font-semibold wrap-anywhere">
          {title}
        </h2>
        <div id={contentId} className="min-h-0 flex-1 overflow-y-auto px-5 pb-4 text-body wrap-anywhere">
          {children}
        </div>
        <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-4 max-sm:py-2.5 max-[26rem]:*:grow">
          {actions}
        </div>
      </div>
    </dialog>
  )
}

const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'

/** From the last control to the first one, and back; from anywhere else into the dialog. */
function keepFocusInside(dialog: HTMLElement, event: KeyboardEvent): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>(STOPS)].filter(
    (stop) => !stop.matches(':disabled, [tabindex="-1"]') && stop.checkVisibility(),
  )
  const [first, last] = event.shiftKey ? [stops.at(-1), stops[0]] : [stops[0], stops.at(-1)]
  const { activeElement } = document
  if (activeElement !== last && dialog.contains(activeElement) && activeElement !== dialog) return
  event.preventDefault()
  first?.focus()
}
