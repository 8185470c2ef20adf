import { useId, type ComponentProps, type ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import { BOX } from './box.ts'

interface FieldFrame {
  label: string
  /** Shown under the field and read out with it. */
  hint?: string | undefined
  /** A text that says what is wrong and what is expected. */
  problem?: string | undefined
}

interface TextFieldProps extends FieldFrame, Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'value'> {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'date'
}

export function TextField({
  label,
  hint,
  problem,
  onChange,
  className,
  ...input
}: TextFieldProps): ReactNode {
  const id = useId()
  const note = problem ?? hint
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-small text-muted">
        {label}
      </label>
      <input
        {...input}
        id={id}
        type={input.type ?? 'text'}
        aria-invalid={problem !== undefined || input['aria-invalid']}
        aria-describedby={note === undefined ? input['aria-describedby'] : `${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        className={BOX}
      />
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={classNames('text-small', problem === undefined ? 'text-muted' : 'text-danger-text')}
        >
          {note}
        </p>
      )}
    </div>
  )
}

interface TextAreaProps
  extends Pick<FieldFrame, 'label' | 'hint'>, Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  value: string
  onChange: (value: string) => void
}

/** A field for several lines of text. */
export function TextArea({ label, hint, onChange, className, ...area }: TextAreaProps): ReactNode {
  const id = useId()
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-small text-muted">
        {label}
      </label>
      <textarea
        {...area}
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(BOX, 'py-1.5')}
      />
      {hint !== undefined && (
        <p id={`${id}-note`} className="text-small text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

/** A calendar day, `YYYY-MM-DD`; '' where none is chosen or the typed text is not a day yet. */
export function DateField(props: Omit<TextFieldProps, 'type'>): ReactNode {
  return <TextField {...props} type="date" />
}

interface SelectFieldProps<Value extends string> extends Pick<FieldFrame, 'label'> {
  value: Value
  options: readonly { readonly value: Value; readonly label: string }[]
  onChange: (value: Value) => void
  className?: string
  /** The label is only read out: what stands before the field says it. */
  labelHidden?: boolean
  onFocus?: () => void
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>): ReactNode {
  const id = useId()
  const { label, value, options, onChange, className, labelHidden = false, onFocus } = props
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'text-small text-muted'}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onFocus={onFocus}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
        className={BOX}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'checked'> {
  label: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
}

export function Checkbox({ label, onChange, className, ...input }: CheckboxProps): ReactNode {
  return (
    <label className={classNames('flex min-h-7 items-center gap-2 text-body', className)}>
      <input
        {...input}
        type="checkbox"
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-primary"
      />
      <span>{label}</span>
    </label>
  )
}
