import type { ReactNode } from 'react'

/** Names and their values, in two columns where there is room. */
export function Definitions({ children }: { children: ReactNode }): ReactNode {
  return (
    <dl className="grid grid-cols-[minmax(9rem,max-content)_1fr] gap-x-6 gap-y-1.5 max-sm:grid-cols-1 max-sm:gap-y-0.5 print:gap-y-0.5">
      {children}
    </dl>
  )
}

/** One line of `Definitions`, or several under one name. */
export function Definition(props: { name: string; children: ReactNode }): ReactNode {
  return (
    <>
      <dt className="text-muted">{props.name}</dt>
      <dd className="min-w-0 wrap-anywhere max-sm:pb-1.5">{props.children}</dd>
    </>
  )
}

/** One text a line. */
export function Lines({ texts }: { texts: readonly string[] }): ReactNode {
  return texts.map((text) => (
    <span key={text} className="block">
      {text}
    </span>
  ))
}
