import type { ReactNode } from 'react'
import { Button, type ButtonProps } from '../button.tsx'
import type { IconName } from '../icons.tsx'
import { Popover } from './popover.tsx'

/** Something that a person can start, shown as a button here or there. */
export interface MenuAction {
  readonly label: string
  /** Waits there: a number, and what it counts in words, which describe the button. */
  readonly waiting?: { readonly count: string; readonly words: string }
  readonly icon?: IconName
  readonly onPress: () => void
}

interface MenuProps {
  /** The button's text. */
  label: string
  actions: readonly MenuAction[]
  /** Choices below the actions. */
  children?: ReactNode
}

/** What is rarely used, behind "…". A press on an action closes it; the focus is then on its button. */
export function Menu({ label, actions, children }: MenuProps): ReactNode {
  return (
    <Popover label={label} icon="more">
      {(close) => (
        <div className="flex flex-col gap-1">
          {actions.map((action) => (
            <ActionButton
              key={action.label}
              variant="item"
              action={action}
              {...(action.icon === undefined ? {} : { icon: action.icon })}
              onClick={() => {
                close()
                action.onPress()
              }}
            />
          ))}
          {children}
        </div>
      )}
    </Popover>
  )
}

/** An action as a button, with what waits there. */
export function ActionButton({
  action: { label, waiting, onPress },
  ...rest
}: { action: MenuAction } & Omit<ButtonProps, 'children'>): ReactNode {
  return (
    <Button onClick={onPress} title={waiting?.words} {...rest}>
      {label}
      {waiting !== undefined && (
        <span
          aria-hidden="true"
          className="ms-1.5 rounded-control border border-warning-line bg-warning-bg px-1.5 text-small text-ink tabular-nums"
        >
          {waiting.count}
        </span>
      )}
    </Button>
  )
}
