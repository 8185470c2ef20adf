import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icons.tsx'

export type Tone = 'info' | 'success' | 'warning' | 'problem'

const LOOKS: Record<Tone, { box: string; icon: IconName; iconColour: string }> = {
  info: { box: 'bg-info-bg border-info-line', icon: 'info', iconColour: 'text-info-icon' },
  success: { box: 'bg-success-bg border-success-line', icon: 'check', iconColour: 'text-success-icon' },
  warning: { box: 'bg-warning-bg border-warning-line', icon: 'warning', iconColour: 'text-warning-icon' },
  problem: { box: 'bg-problem-bg border-problem-line', icon: 'problem', iconColour: 'text-problem-icon' },
}

interface NoticeProps {
  tone: Tone
  title?: ReactNode
  children?: ReactNode
  /** Buttons and links, under the text. */
  actions?: ReactNode
  /** Puts the actions beside the text where there is room; where there is little, only the text and they have any. */
  inLine?: boolean
  /** Shown at the end of the notice, such as a close button. */
  corner?: ReactNode
  /** `false` where a live region around it is read out already, or where it is part of the page and not news. */
  live?: boolean
  className?: string
}

/** A message in its place on the page: `problem` is role=alert; the others are role=status. */
export function Notice({
  tone,
  title,
  children,
  actions,
  inLine = false,
  corner,
  live = true,
  className,
}: NoticeProps): ReactNode {
  const { box, icon, iconColour } = LOOKS[tone]
  const closes = corner !== undefined && corner !== null && corner !== false
  const role = tone === 'problem' ? 'alert' : 'status'
  return (
    <div
      role={live ? role : undefined}
      className={classNames(
        'flex gap-2.5 rounded-card border px-3 py-2.5 text-body text-ink max-sm:py-1.5',
        inLine &&
          'items-center max-sm:flex-wrap max-sm:items-start max-sm:gap-x-1 max-sm:gap-y-0 max-sm:px-2',
        box,
        className,
      )}
    >
      <span className={classNames('mt-px text-lead', iconColour, inLine && 'max-sm:hidden')}>
        <Icon name={icon} />
      </span>
      <div
        className={classNames(
          'flex min-w-0 flex-1 wrap-anywhere',
          inLine ? 'flex-wrap items-center gap-x-4 gap-y-2 max-sm:contents' : 'flex-col gap-1',
        )}
      >
        <div
          className={classNames(
            'flex min-w-0 flex-col gap-1',
            inLine && classNames('flex-1 basis-48', closes ? 'max-sm:basis-0' : 'max-sm:basis-32'),
          )}
        >
          {title !== undefined && <p className="font-semibold">{title}</p>}
          {children !== undefined && <div>{children}</div>}
        </div>
        {actions !== undefined && (
          <div
            className={classNames(
              'flex flex-wrap items-center gap-2',
              // Below, and not between the text and what closes the notice.
              inLine ? 'max-sm:order-1 max-sm:justify-end max-sm:gap-y-0' : 'mt-1',
              inLine && closes && 'max-sm:basis-full',
            )}
          >
            {actions}
          </div>
        )}
      </div>
      {corner}
    </div>
  )
}
