import type { ChangeEvent, ComponentProps, ReactNode } from 'react'
import { classNames } from '../class-names.ts'

interface TickBoxProps extends Omit<ComponentProps<'input'>, 'type' | 'ref' | 'checked' | 'onChange'> {
  /** Its accessible name; it has no visible label. */
  label: string
  checked: boolean
  /** Some of the things that it stands for are ticked, and some are not. */
  mixed?: boolean
  /** Called on a press; `shift`: with the shift key held. Not called while `aria-disabled`. */
  onPress: (shift: boolean) => void
}

/** A checkbox without a visible label. Give it a size of at least 24 px: all of it is the target. */
export function TickBox({
  label,
  checked,
  mixed = false,
  onPress,
  className,
  ...rest
}: TickBoxProps): ReactNode {
  const refuses = rest['aria-disabled'] === true || rest['aria-disabled'] === 'true'

  function press(event: ChangeEvent<HTMLInputElement>): void {
    // The browser clears "mixed" on every press, also on an ignored one.
    event.target.indeterminate = mixed
    if (refuses) return
    // For a checkbox React's change event is the browser's click.
    onPress(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
  }

  return (
    <input
      {...rest}
      type="checkbox"
      aria-label={label}
      checked={checked}
      ref={(box) => {
        if (box !== null) box.indeterminate = mixed
      }}
      onChange={press}
      className={classNames('tick-box', className)}
    />
  )
}
