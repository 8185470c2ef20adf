import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface PortalLinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick' | 'target'> {
  /** The full address, so that a middle or ctrl click and "open in a new tab" work by themselves. */
  href: string
  /** Called on a plain click or Enter: opens the page in the portal's slider. */
  onOpen: () => void
}

/** A link to a page of the portal. It never navigates the frame the app lives in. */
export function PortalLink({ href, onOpen, className, children, ...rest }: PortalLinkProps): ReactNode {
  return (
    <a
      {...rest}
      href={href}
      target="_blank"
      rel="noopener"
      onClick={(event) => {
        if (asksForNewTab(event)) return
        event.preventDefault()
        onOpen()
      }}
      className={classNames('rounded-control text-link underline-offset-2 hover:underline', className)}
    >
      {children}
    </a>
  )
}

function asksForNewTab(event: MouseEvent): boolean {
  return event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
}
