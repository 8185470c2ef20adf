import type { ReactNode } from 'react'
import { Icon, type IconName } from './icons.tsx'

/** Shown instead of an empty list: what that means and what to do. */
export function EmptyState(props: {
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  icon?: IconName
}): ReactNode {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-6 text-center sm:py-12">
      {props.icon !== undefined && (
        <span className="mb-1 flex size-14 items-center justify-center rounded-full bg-info-bg text-2xl text-info-icon">
          <Icon name={props.icon} />
        </span>
      )}
      <div className="text-title font-semibold wrap-anywhere">{props.title}</div>
      {props.children !== undefined && <div className="text-muted">{props.children}</div>}
      {props.actions !== undefined && (
        <div className="mt-2 flex flex-wrap justify-center gap-2">{props.actions}</div>
      )}
    </div>
  )
}
