import { useId, type KeyboardEvent, type ReactNode } from 'react'
import { classNames } from '#ui/class-names.ts'

interface PlanTabsProps<Tab extends string> {
  /** The accessible name of the tabs together. */
  label: string
  tabs: readonly { readonly value: Tab; readonly label: string; readonly count: string }[]
  selected: Tab
  onSelect: (tab: Tab) => void
  /** Beside the tabs. */
  tools: ReactNode
  children: ReactNode
}

/** Tabs by the WAI-ARIA pattern: one stop, the arrow keys change the tab. */
export function PlanTabs<Tab extends string>(props: PlanTabsProps<Tab>): ReactNode {
  const { label, tabs, selected, onSelect } = props
  const id = useId()

  function move(event: KeyboardEvent<HTMLElement>): void {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const rightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
    const now = tabs.findIndex(({ value }) => value === selected)
    const next = tabs[(now + (rightToLeft ? -step : step) + tabs.length) % tabs.length]
    if (next === undefined) return
    onSelect(next.value)
    document.getElementById(`${id}-${next.value}`)?.focus()
  }

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <div role="tablist" aria-label={label} className="me-auto flex gap-1">
          {tabs.map(({ value, label: name, count }) => (
            <button
              key={value}
              id={`${id}-${value}`}
              type="button"
              role="tab"
              aria-selected={value === selected}
              aria-controls={`${id}-panel`}
              tabIndex={value === selected ? 0 : -1}
              onClick={() => onSelect(value)}
              onKeyDown={move}
              className={classNames(
                'flex min-h-9 items-center gap-1.5 border-b-2 px-3 text-body font-medium max-[30rem]:flex-col max-[30rem]:items-start max-[30rem]:gap-0 max-[30rem]:px-2 max-[30rem]:leading-tight',
                value === selected
                  ? 'border-primary text-ink'
                  : 'border-transparent text-muted hover:text-ink forced-colors:border-[Canvas]',
              )}
            >
              <span>{name}</span>
              <span className="tabular-nums text-muted">{count}</span>
            </button>
          ))}
        </div>
        {props.tools}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-${selected}`}
        className="flex flex-col gap-2"
      >
        {props.children}
      </div>
    </div>
  )
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 }
