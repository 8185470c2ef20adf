import type { ChangeEvent, ComponentProps, ReactNode } from 'react'
import { classNames } from '../class-names.ts'

interface TickBoxProps extends Omit<ComponentProps<'input'>, 'type' | 'ref' | 'checked' | 'onChange'> {
  /** Its accessible name; there are no words beside it. */
  label: string
  checked: boolean
  /** Some of what it stands for is ticked, and some is not. */
  mixed?: boolean
  /** Pressed; `shift`: with the shift key held. Not called while `aria-disabled`. */
  onPress: (shift: boolean) => void
}

/** A checkbox without words. Give it a size of at least 24 px: all of it is the target. */
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
    // The browser takes "mixed" away with each press, refused or not.
    event.target.indeterminate = mixed
    if (refuses) return
    // React's change event of a checkbox is the browser's click.
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
