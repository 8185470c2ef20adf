import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import { Icon, type IconName } from '../icons.tsx'

interface PopoverProps {
  /** The button's text. */
  label: string
  icon?: IconName
  /** The name of the panel that it opens; absent: the same. */
  panelLabel?: string
  /** A function gets what closes the panel. They are made when the panel first opens. */
  children: ReactNode | ((close: () => void) => ReactNode)
  className?: string
}

interface ContentProps {
  close: () => void
  children: PopoverProps['children']
}

const GAP = 4
const EDGE = 8

/** A button that shows a panel next to it: the browser's own popover, so Esc and a press elsewhere close it. */
export function Popover({ label, icon, panelLabel = label, children, className }: PopoverProps): ReactNode {
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const [everOpen, setEverOpen] = useState(false)

  useEffect(() => {
    if (!open || panel.current === null) return undefined
    // Its content may come later, and the frame may change.
    const sizes = new ResizeObserver(place)
    sizes.observe(panel.current)
    sizes.observe(document.documentElement)
    return () => sizes.disconnect()
  }, [open])

  function place(): void {
    if (opener.current === null || panel.current === null) return
    const { style } = panel.current
    // Not offsetWidth, which is rounded: a hair of a button behind would stick out.
    const { width } = panel.current.getBoundingClientRect()
    const button = opener.current.getBoundingClientRect()
    const room = document.documentElement.clientWidth
    const rightToLeft = getComputedStyle(opener.current).direction === 'rtl'
    const most = room - width - EDGE
    const [atRight, atLeft] = [button.right - width, button.left]
    // At the end of the button; a panel too wide for that begins where the button begins, or as far from there as it must.
    const fits = rightToLeft ? atLeft <= most : atRight >= EDGE
    const left = Math.max(EDGE, Math.min(fits !== rightToLeft ? atRight : atLeft, most))
    style.left = `${left + window.scrollX}px`
    style.top = `${button.bottom + GAP + window.scrollY}px`
    style.maxHeight = `max(12rem, calc(var(--sight, 100dvh) - ${button.bottom + GAP + EDGE}px))`
  }

  return (
    <>
      <button
        ref={opener}
        type="button"
        popoverTarget={id}
        className={classNames(
          'inline-flex min-h-8 items-center gap-1.5 rounded-control border border-outline bg-panel px-2.5 text-body font-medium',
          'hover:bg-hover active:bg-press',
        )}
      >
        {icon !== undefined && <Icon name={icon} className="text-muted" />}
        <span>{label}</span>
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="group"
        aria-label={panelLabel}
        onBeforeToggle={(event) => {
          // Other popovers may open inside.
          if (event.target === event.currentTarget && event.newState === 'open') setEverOpen(true)
        }}
        onToggle={(event) => {
          if (event.target !== event.currentTarget) return
          place()
          setOpen(event.newState === 'open')
        }}
        className={classNames(
          'absolute inset-auto m-0 max-w-[calc(100vw-1rem)] min-w-44 overflow-y-auto rounded-card border border-line bg-panel p-2 text-ink shadow-lg',
          className,
        )}
      >
        {everOpen && <Content close={() => panel.current?.hidePopover()}>{children}</Content>}
      </div>
    </>
  )
}

function Content({ close, children }: ContentProps): ReactNode {
  return typeof children === 'function' ? children(close) : children
}
