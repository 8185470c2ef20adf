import { useId, type ReactNode } from 'react'

interface RadioGroupProps<Value extends string> {
  /** The group's visible label and accessible name. */
  label: string
  value: Value
  options: readonly { readonly value: Value; readonly label: string }[]
  onChange: (value: Value) => void
}

/** A choice of one option out of a few visible ones. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>): ReactNode {
  const name = useId()
  const { label, value, options, onChange } = props
  return (
    <fieldset className="flex flex-col">
      <legend className="px-1 pb-1 text-small text-muted">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-8 items-center gap-2 rounded-control px-1 text-body hover:bg-hover"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="size-4 shrink-0 accent-primary"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
