import type { ReactNode } from 'react'

/**
 * A link that leaves the portal's page for another one. Only a press of the person's own may do that, and only to the
 * top: `_parent` is blocked when the card stands in a slider (portal README, "Leaving the frame").
 */
export function TopLink(props: { href: string; children: ReactNode }): ReactNode {
  return (
    <a
      href={props.href}
      target="_top"
      className="inline-flex min-h-6 items-center rounded-control text-link underline underline-offset-2 hover:no-underline"
    >
      {props.children}
    </a>
  )
}
