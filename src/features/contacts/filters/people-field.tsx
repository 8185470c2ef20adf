import { useId, useRef, type ReactNode } from 'react'
import type { Named } from '#core/filter/filters.ts'
import type { Host } from '#core/ports.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button, IconButton } from '#ui/button.tsx'

interface ChosenFieldProps {
  label: string
  chosen: readonly Named[]
  /** What stands there if nothing is chosen. */
  nothing: string
  choose: string
  icon?: 'person'
  /** Opens the portal's picker. If cancelled it never answers (core/ports.ts), so nothing waits for it. */
  pick: () => Promise<Named>
  onChange: (chosen: readonly Named[]) => void
  children?: ReactNode
}

/** What was chosen in one of the portal's own pickers, each to be removed again. */
export function ChosenField(props: ChosenFieldProps): ReactNode {
  const { label, chosen, nothing, choose, icon, pick, onChange, children } = props
  const { t } = useTranslation()
  const labelId = useId()
  const chooser = useRef<HTMLButtonElement>(null)

  function add(): void {
    // If refused, the choice stays as it was.
    pick().then(
      (one) => onChange([...chosen.filter(({ id }) => id !== one.id), one]),
      () => undefined,
    )
  }

  function remove(one: Named): void {
    // The pressed button disappears, so the focus moves to this one.
    chooser.current?.focus()
    onChange(chosen.filter(({ id }) => id !== one.id))
  }

  return (
    <div role="group" aria-labelledby={labelId} className="flex min-w-0 flex-col gap-1">
      <span id={labelId} className="text-small text-muted">
        {label}
      </span>
      <div className="flex min-w-0 flex-wrap items-center gap-x-2">
        {chosen.length === 0 && <span>{nothing}</span>}
        {chosen.map((one) => (
          <span key={one.id} className="inline-flex max-w-full min-w-0 items-center">
            <bdi className="truncate" title={one.name}>
              {one.name}
            </bdi>
            <IconButton
              icon="close"
              label={t('filters.removeOne', { name: one.name })}
              onClick={() => remove(one)}
            />
          </span>
        ))}
        <Button
          ref={chooser}
          {...(icon === undefined ? {} : { icon })}
          className="ms-auto shrink-0"
          onClick={add}
        >
          {choose}
        </Button>
      </div>
      {children}
    </div>
  )
}

interface PeopleFieldProps {
  label: string
  /** The button's text; each field has its own. */
  choose: string
  host: Host
  people: readonly Named[]
  onChange: (people: readonly Named[]) => void
  children?: ReactNode
}

/** Anyone, or colleagues from the portal's own picker. */
export function PeopleField(props: PeopleFieldProps): ReactNode {
  const { label, choose, host, people, onChange, children } = props
  const { t } = useTranslation()
  return (
    <ChosenField
      label={label}
      chosen={people}
      nothing={t('contacts.anyone')}
      choose={choose}
      icon="person"
      pick={() => host.pickUser()}
      onChange={onChange}
    >
      {children}
    </ChosenField>
  )
}
