import type { ReactNode } from 'react'
import { failureOf } from '#core/failure.ts'
import type { PlanningProgress } from '#core/plan/make-plan.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import type { Format } from '#i18n/format.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Progress } from '#ui/progress.tsx'
import { ScreenHeader } from '#ui/screen-header.tsx'
import { Retry } from '../shared/retry.tsx'

/** The progress of planning, and the button that ends it. */
export function PlanningView(props: {
  progress: PlanningProgress
  /** What the way back is called. */
  back: string
  onCancel: () => void
}): ReactNode {
  const { t, format } = useTranslation()
  const { progress } = props
  return (
    <>
      <PlanningHeader back={props.back} onBack={props.onCancel} />
      <div className="flex max-w-2xl flex-col gap-3 rounded-card bg-panel p-5">
        <p>{t('review.planningText')}</p>
        <Progress
          label={t('review.planning')}
          value={progress.of === null ? null : progress.done}
          max={progress.of ?? 1}
        />
        <p className="text-muted tabular-nums">{stepText(progress, t, format)}</p>
        <div>
          <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        </div>
      </div>
    </>
  )
}

/** Where the heading of the review itself will stand. */
function PlanningHeader(way: { back: string; onBack: () => void }): ReactNode {
  const { t } = useTranslation()
  return <ScreenHeader title={t('review.planning')} {...way} />
}

function stepText({ phase, done, of }: PlanningProgress, t: Text, format: Format): string {
  if (phase === 'counting' || of === null) return t('review.counting')
  const values = { done: format.number(Math.min(done, of)), of: format.number(of) }
  return phase === 'rows' ? t('review.rows', values) : t('review.relations', values)
}

/** Why there is no review, and that nothing happened. */
export function PlanningFailed(props: {
  error: unknown
  back: string
  onRetry: () => void
  onBack: () => void
}): ReactNode {
  const { t, format } = useTranslation()
  const { error, back, onRetry, onBack } = props
  const unknownFilter = failureOf(error).kind === 'filter-unknown'
  const { title, advice } = describeThrown(error, t, format)
  return (
    <>
      <PlanningHeader {...{ back, onBack }} />
      <Notice
        tone="problem"
        title={t('review.failed')}
        actions={<Retry failure={failureOf(error)} onRetry={onRetry} />}
      >
        {unknownFilter ? t('review.filterUnknown') : `${title}. ${advice}`}
      </Notice>
    </>
  )
}
