import { useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from 'react'
import type { ReadingProgress } from '#core/restore/plan/make-restore-plan.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import { undisputedPlan } from '#core/restore/plan/undisputed.ts'
import type { RestoreLookup } from '#core/restore/ports.ts'
import type { Bin } from '#core/plan/review.ts'
import { failureOf, PortalFailure } from '#core/failure.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { ScreenHeader } from '#ui/screen-header.tsx'
import { Progress } from '#ui/progress.tsx'
import { PlanPage } from './plan-page.tsx'
import { newId } from '../shared/new-id.ts'
import { Retry } from '../shared/retry.tsx'
import { useRestorePlanning, type LoadContacts, type RestorePlanning } from './use-restore-planning.ts'

interface RestoreScreenProps {
  /** Must be the same function on each render: another one starts the planning again. */
  load: LoadContacts
  lookup: RestoreLookup
  bin: Bin
  /** Some contacts are partly restored: what is missing is added unless the person says otherwise. */
  inPart: boolean
  /** How many contacts an undo restores: it is confirmed, and its plan shown only where there is something to decide. */
  wanted: number | null
  /** Unix ms of our clock. */
  now: () => number
  /** The confirmed plan is being started. */
  starting: boolean
  /** Why it could not be started. */
  problem: ReactNode
  onBack: () => void
  /** The person confirmed exactly this plan. */
  onConfirmed: (plan: RestorePlan) => void
}

/** Shows what a restore would do, unless the person confirmed it before. Nothing is created here. */
export function RestoreScreen(props: RestoreScreenProps): ReactNode {
  const { t, format } = useTranslation()
  const { planning, retry } = useRestorePlanning(props.load, props.lookup)
  const top = useRef<HTMLElement>(null)
  // Each stage has its own heading, and the focus goes there.
  const confirmed = useConfirmedPlan(planning, props)
  // The plan is shown if it could not be started.
  const stage = confirmed === null || props.problem !== null ? planning.stage : 'working'
  useEffect(() => (top.current?.querySelector('h1') ?? top.current)?.focus(), [stage])

  const progress = planning.stage === 'working' ? planning.progress : null
  return (
    <main
      ref={top}
      className="flex h-sight min-h-80 min-w-0 scroll-pb-20 flex-col gap-3 overflow-y-auto p-3 sm:p-4"
    >
      {stage !== 'made' && (
        <ScreenHeader title={t('restore.planning')} back={t('restore.back')} onBack={props.onBack} />
      )}
      {stage === 'working' && (
        <div className="flex max-w-2xl flex-col gap-3 rounded-card bg-panel p-5">
          <p>{t('restore.planningText')}</p>
          <Progress label={t('restore.planning')} value={progress?.done ?? null} max={progress?.of ?? 1} />
          <p className="text-muted tabular-nums">
            {confirmed === null ? stepText(progress) : t('restore.starting')}
          </p>
          <div>
            <Button onClick={props.onBack}>{t('common.cancel')}</Button>
          </div>
        </div>
      )}
      {planning.stage === 'failed' && (
        <Notice
          tone="problem"
          title={t('restore.failed')}
          actions={
            <>
              <Retry failure={failureOf(planning.error)} onRetry={retry} />
              <Button onClick={props.onBack}>{t('restore.back')}</Button>
            </>
          }
        >
          {t('restore.failedText', { why: whyText(planning.error) })}
        </Notice>
      )}
      {planning.stage === 'made' && stage === 'made' && (
        <PlanPage {...props} reading={planning.reading} archives={planning.archives} />
      )}
    </main>
  )

  function stepText(progress: ReadingProgress | null): string {
    if (progress === null) return t('restore.reading')
    const { phase, done, of } = progress
    return t(PHASES[phase], { done: format.number(done), of: format.number(of) })
  }

  function whyText(error: unknown): string {
    if (error instanceof PortalFailure && error.failure.kind === 'not-found') return t('restore.notKept')
    const { title, advice } = describeThrown(error, t, format)
    return `${title}. ${advice}`
  }
}

/** Starts the plan of a confirmed undo as soon as it is made. Null: the person must look at it, or it is not made yet. */
function useConfirmedPlan(
  planning: RestorePlanning,
  { wanted, now, onConfirmed }: Pick<RestoreScreenProps, 'wanted' | 'now' | 'onConfirmed'>,
): RestorePlan | null {
  const [context] = useState(() => ({ id: newId(), plannedAt: now() }))
  const plan = useMemo(() => {
    if (wanted === null || planning.stage !== 'made') return null
    return undisputedPlan({ ...context, archives: planning.archives }, planning.reading, wanted)
  }, [context, planning, wanted])
  const begin = useEffectEvent(onConfirmed)
  useEffect(() => {
    if (plan !== null) begin(plan)
  }, [plan])
  return plan
}

const PHASES: Record<ReadingProgress['phase'], MessageId> = {
  origins: 'restore.phaseOrigins',
  targets: 'restore.phaseTargets',
}
