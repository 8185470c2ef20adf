import { useId, useRef, type ReactNode, type ToggleEvent } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icons.tsx'

interface PopoverProps {
  /** The button's text, and the name of the panel that it opens. */
  label: string
  icon?: IconName
  /** Shows only the icon; the text stays the accessible name. */
  iconOnly?: boolean
  children: ReactNode
}

const GAP = 4
const EDGE = 8

/** A button that shows a panel next to it: the browser's own popover, so Esc and a press elsewhere close it. */
export function Popover({ label, icon, iconOnly = false, children }: PopoverProps): ReactNode {
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)

  function place(event: ToggleEvent<HTMLDivElement>): void {
    if (event.newState !== 'open' || opener.current === null) return
    const panel = event.currentTarget
    const button = opener.current.getBoundingClientRect()
    const room = document.documentElement.clientWidth
    const rightToLeft = getComputedStyle(opener.current).direction === 'rtl'
    const wanted = rightToLeft ? button.left : button.right - panel.offsetWidth
    const left = Math.max(EDGE, Math.min(wanted, room - panel.offsetWidth - EDGE))
    panel.style.left = `${left + window.scrollX}px`
    panel.style.top = `${button.bottom + GAP + window.scrollY}px`
    panel.style.maxHeight = `max(12rem, calc(100dvh - ${button.bottom + GAP + EDGE}px))`
  }

  return (
    <>
      <button
        ref={opener}
        type="button"
        popoverTarget={id}
        aria-label={iconOnly ? label : undefined}
        title={iconOnly ? label : undefined}
        className={classNames(
          'inline-flex min-h-8 items-center gap-1.5 rounded-control border border-outline bg-panel px-2.5 text-body font-medium',
          'hover:bg-hover active:bg-press',
        )}
      >
        {icon !== undefined && <Icon name={icon} className="text-muted" />}
        {!iconOnly && <span>{label}</span>}
      </button>
      <div
        id={id}
        popover="auto"
        role="group"
        aria-label={label}
        onToggle={place}
        className="absolute inset-auto m-0 max-w-[calc(100vw-1rem)] min-w-44 overflow-y-auto rounded-card border border-line bg-panel p-2 text-ink shadow-lg"
      >
        {children}
      </div>
    </>
  )
}
