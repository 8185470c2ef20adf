import type { ReactNode, Ref } from 'react'
import { classNames } from '../class-names.ts'
import { Icon } from '../icons.tsx'

interface SearchFieldProps {
  /** Its accessible name. */
  label: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
  /** The field itself, for the focus. */
  field?: Ref<HTMLInputElement>
  className?: string
  /** What narrows besides: stands in the line before the text. */
  children?: ReactNode
}

/** A search box (role searchbox) with a magnifying glass; the browser's own cross and Esc clear it. */
export function SearchField(props: SearchFieldProps): ReactNode {
  const { label, value, onChange, placeholder, field, className, children } = props
  return (
    <div
      className={classNames(
        'flex min-h-8 min-w-0 items-center gap-1 rounded-control border border-edge bg-panel ps-2',
        'has-[>input:focus-visible]:outline-2 has-[>input:focus-visible]:outline-focus',
        className,
      )}
    >
      <span className="pointer-events-none flex items-center text-muted">
        <Icon name="search" />
      </span>
      {children}
      <input
        ref={field}
        type="search"
        aria-label={label}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        // iOS zooms into fields below 16 px.
        className="min-h-7 min-w-20 flex-1 bg-transparent px-1 text-body text-ink outline-none! text-ellipsis placeholder:text-muted max-sm:text-title max-sm:placeholder:text-body pointer-coarse:text-title"
      />
    </div>
  )
}
