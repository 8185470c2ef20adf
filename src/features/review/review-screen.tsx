import { useEffect, useRef, type ReactNode } from 'react'
import { isNarrowed } from '#core/contact/is-narrowed.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { ListedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import type { Selection } from '#core/plan/selection.ts'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PlanPage } from './plan-page.tsx'
import { PlanningFailed, PlanningView } from './planning-view.tsx'
import { usePlanning } from './use-planning.ts'
import type { WorkPorts } from '#core/ports.ts'

interface ReviewScreenProps {
  selection: Selection
  /**
   * Contacts that were out of sight when the review was opened; they are listed first. Null: all belong to another
   * search.
   */
  hidden: readonly number[] | null
  /** The saved clean-up that this is; null: none. */
  cleanUp: ListedCleanUp | null
  work: WorkPorts
  /** The confirmed run is starting. */
  starting: boolean
  /** Why it could not start. */
  problem: ReactNode
  /** What the way back is called. */
  back: string
  onBack: () => void
  /** The person has confirmed exactly this plan. */
  onConfirmed: (plan: Plan) => void
}

/** What deleting the selected contacts would do, to look through and confirm. */
export function ReviewScreen(props: ReviewScreenProps): ReactNode {
  const { t } = useTranslation()
  const { selection } = props
  const { planning, retry } = usePlanning(selection, props.work, usePorts().protections, props.cleanUp)
  const top = useRef<HTMLElement>(null)
  // A new page: the focus starts at its heading, and returns there when the heading changes.
  const { stage } = planning
  useEffect(() => (top.current?.querySelector('h1') ?? top.current)?.focus(), [stage])

  if (planning.stage === 'made' && planning.made.plan.ids.length > 0) {
    return (
      <main ref={top} className="flex h-sight min-h-80 min-w-0 flex-col print:block print:h-auto">
        <PlanPage
          {...props}
          back={
            <Button variant="quiet" onClick={props.onBack}>
              {props.back}
            </Button>
          }
          made={planning.made}
          remembered={planning.guards}
        />
      </main>
    )
  }
  return (
    <main ref={top} className="flex h-sight min-h-80 min-w-0 flex-col gap-3 overflow-y-auto p-3 sm:px-4">
      {planning.stage === 'working' && (
        <PlanningView progress={planning.progress} back={props.back} onCancel={props.onBack} />
      )}
      {planning.stage === 'failed' && (
        <PlanningFailed error={planning.error} back={props.back} onRetry={retry} onBack={props.onBack} />
      )}
      {planning.stage === 'made' && (
        <EmptyState
          icon="person"
          title={
            <h1 tabIndex={-1} className="focus:outline-none">
              {t('review.nothingTitle')}
            </h1>
          }
          actions={<Button onClick={props.onBack}>{props.back}</Button>}
        >
          {planning.made.noLonger > 0
            ? t('review.noLonger', { count: planning.made.noLonger })
            : t(
                selection.kind === 'all-that-match' && isNarrowed(selection.query)
                  ? 'contacts.nothingText'
                  : 'review.emptyText',
              )}
        </EmptyState>
      )}
    </main>
  )
}
