import type { ReactNode } from 'react'

/**
 * A link that replaces the portal's page. Browsers allow that only after the person's own press, and only for the top:
 * `_parent` is blocked when the card stands in a slider (portal README, "Leaving the frame").
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
