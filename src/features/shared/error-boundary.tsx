import { Component, Suspense, useSyncExternalStore, type ReactNode } from 'react'
import { failureOf } from '#core/failure.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { useJobInHand } from './job/job-in-hand.ts'
import { JobInSight } from './job/job-in-sight.tsx'
import { Retry } from './retry.tsx'

interface ErrorBoundaryProps {
  children: ReactNode
  /** The broken part would stand above the screen; so does the message, at the top of what is visible. */
  floating?: boolean
}

interface ErrorBoundaryState {
  readonly thrown: Error | null
}

/**
 * Shows that something below broke, instead of a blank, and lets the person continue. It says nothing that it cannot
 * know, such as whether anything was deleted. While a file of the part is loading, nothing is shown of it. A run or restore of this page stays under control.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { thrown: null }

  static getDerivedStateFromError(thrown: unknown): ErrorBoundaryState {
    return { thrown: thrown instanceof Error ? thrown : new Error('thrown without an error') }
  }

  override render(): ReactNode {
    const { thrown } = this.state
    if (thrown === null) return <Suspense fallback={null}>{this.props.children}</Suspense>
    return (
      <div className={this.props.floating === true ? 'fixed inset-x-0 top-0 z-10' : undefined}>
        <Breakdown thrown={thrown} onRetry={() => this.setState({ thrown: null })} />
      </div>
    )
  }
}

function Breakdown(props: { thrown: Error; onRetry: () => void }): ReactNode {
  const { t, format } = useTranslation()
  const inHand = useJobInHand()
  const job = useSyncExternalStore(
    (changed) => inHand.watch(changed),
    () => inHand.current,
  )
  if (job !== null) return <JobInSight job={job} thrown={props.thrown} onAgain={props.onRetry} />
  const { title, advice } = describeThrown(props.thrown, t, format)
  return (
    <div className="p-4">
      <Notice
        tone="problem"
        title={title}
        actions={<Retry failure={failureOf(props.thrown)} onRetry={props.onRetry} variant="primary" />}
      >
        {advice}
      </Notice>
    </div>
  )
}
