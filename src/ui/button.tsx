import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icons.tsx'
import { Spinner } from './spinner.tsx'

export type ButtonVariant = 'primary' | 'danger' | 'plain' | 'quiet' | 'item'

const LOOKS: Record<ButtonVariant, string> = {
  primary: 'bg-primary forced-colors:border text-on-solid hover:brightness-110 active:brightness-90',
  danger: 'bg-danger forced-colors:border text-on-solid hover:brightness-110 active:brightness-90',
  plain: 'border border-outline bg-panel text-ink hover:bg-hover active:bg-press',
  quiet: 'text-link forced-colors:underline hover:bg-hover active:bg-press',
  item: 'justify-start! text-start px-2! font-normal! hover:bg-hover active:bg-press',
}

const SHAPE =
  'inline-flex min-h-8 items-center justify-center gap-1.5 rounded-control px-3 py-1 text-body font-medium ' +
  'aria-disabled:cursor-default aria-disabled:opacity-60 disabled:cursor-default disabled:opacity-60'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** At most one solid `primary` or `danger` button per view; `plain` has a border, `quiet` is text only, `item` a line of a menu. */
  variant?: ButtonVariant
  icon?: IconName
  /** While it works: the text shown instead of `children`. Presses are then ignored, and the focus stays. */
  busy?: string | undefined
  type?: 'button' | 'submit'
}

/** A button. When it ignores presses (busy or `aria-disabled`) it keeps the focus, unlike with `disabled`. */
export function Button({ variant = 'plain', icon, busy, type, ...rest }: ButtonProps): ReactNode {
  const { children, className, onClick, 'aria-disabled': ariaDisabled, ...others } = rest
  const refuses = busy !== undefined || ariaDisabled === true || ariaDisabled === 'true'
  return (
    <button
      {...others}
      type={type ?? 'button'}
      aria-disabled={refuses || undefined}
      aria-busy={busy !== undefined || undefined}
      onClick={(event) => (refuses ? refuse(event) : onClick?.(event))}
      className={classNames(SHAPE, LOOKS[variant], className)}
    >
      {busy !== undefined ? <Spinner /> : icon !== undefined && <Icon name={icon} />}
      {/* In its own element, because a page translator replaces the text nodes that React made. */}
      <span className="contents">{busy ?? children}</span>
    </button>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'children'> {
  icon: IconName
  /** Its accessible name and its tooltip. */
  label: string
  tone?: 'normal' | 'danger'
}

/** A square button of 32 px that shows only an icon. */
export function IconButton({
  icon,
  label,
  tone = 'normal',
  className,
  onClick,
  ...rest
}: IconButtonProps): ReactNode {
  const refuses = rest['aria-disabled'] === true || rest['aria-disabled'] === 'true'
  return (
    <button
      title={label}
      {...rest}
      type="button"
      aria-label={label}
      onClick={(event) => (refuses ? refuse(event) : onClick?.(event))}
      className={classNames(
        'inline-flex size-8 items-center justify-center rounded-control text-body',
        'hover:bg-hover active:bg-press aria-disabled:cursor-default aria-disabled:opacity-50',
        tone === 'danger'
          ? 'text-muted hover:text-danger-text focus-visible:text-danger-text'
          : 'text-muted hover:text-ink',
        className,
      )}
    >
      <Icon name={icon} />
    </button>
  )
}

/** An ignored press must not submit the form around the button either. */
function refuse(event: MouseEvent): void {
  event.preventDefault()
}
