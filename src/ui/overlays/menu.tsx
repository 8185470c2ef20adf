import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import type { IconName } from '../icons.tsx'
import { Popover } from './popover.tsx'

/** Something that a person can start, shown as a button here or there. */
export interface MenuAction {
  readonly label: string
  /** Beside the label, and what it means in words. */
  readonly badge?: ReactNode
  readonly description?: string
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
            <Button
              key={action.label}
              variant="item"
              {...(action.icon === undefined ? {} : { icon: action.icon })}
              title={action.description}
              onClick={() => {
                close()
                action.onPress()
              }}
            >
              {action.label}
              {action.badge}
            </Button>
          ))}
          {children}
        </div>
      )}
    </Popover>
  )
}
