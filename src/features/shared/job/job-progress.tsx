import type { ReactNode } from 'react'
import type { RunWish } from '#core/job/tabs.ts'
import { timeLeftText } from '#i18n/run-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Progress } from '#ui/progress.tsx'
import { StatusRegion } from '#ui/status-region.tsx'
import { isActive, type JobProgress } from '#core/job/state.ts'
import { phaseText, type JobWords } from './job-words.ts'

/** Up to this number a job takes only seconds. */
const FEW = 50

interface JobProgressViewProps<Progress> {
  progress: Progress
  words: JobWords<Progress>
  onAsk: (what: Exclude<RunWish, 'progress-asked'>) => void
  /** Shown before the buttons. */
  children?: ReactNode
  /** It is paused for something else than the usual button, which these words name; null: it is not. */
  held?: string | null
}

/** The progress of a job, the time left, and its buttons; for this tab or another one. */
export function JobProgressView<Progress extends JobProgress>(
  props: JobProgressViewProps<Progress>,
): ReactNode {
  const { t, format } = useTranslation()
  const { progress, words, onAsk, held = null } = props
  const { phase } = progress
  const { done, of } = words.amountOf(progress)
  const special = words.special?.(progress, t) ?? null
  const phaseNow = held ?? special?.phase ?? phaseText(words, progress, t, format)
  const counts = words.countsOf(progress).filter(([, count]) => count > 0)
  const goesOn = isActive(phase)
  const left = goesOn ? timeText() : null
  return (
    <section className="flex flex-col gap-3 rounded-card bg-panel p-5">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <p className="text-lead font-semibold tabular-nums">{words.amountText(progress, t, format)}</p>
        <p className="text-muted tabular-nums">{counts.map(([id, count]) => t(id, { count })).join(' · ')}</p>
      </div>
      <Progress label={t(words.texts.bar, { count: of })} value={done} max={of} />
      <p className="min-h-5 text-muted tabular-nums">{left === null ? phaseNow : `${phaseNow} ${left}`}</p>
      <div className="flex flex-wrap gap-2">
        {props.children}
        {(goesOn || phase === 'pausing' || (held === null && (phase === 'paused' || phase === 'ready'))) && (
          // One button for both labels, so that the focus stays where the person pressed.
          <Button
            variant={goesOn ? 'plain' : (special?.resume?.variant ?? 'primary')}
            aria-disabled={phase === 'pausing'}
            onClick={(event) => {
              // The second half of a double click must not undo the first.
              if (event.detail <= 1) onAsk(goesOn ? 'pause-asked' : 'resume-asked')
            }}
          >
            {goesOn ? t('deletion-run.pause') : (special?.resume?.label ?? t('deletion-run.resume'))}
          </Button>
        )}
        {phase !== 'done' && (
          <Button aria-disabled={phase === 'stopping'} onClick={() => onAsk('stop-asked')}>
            {t('deletion-run.stop')}
          </Button>
        )}
      </div>
      <StatusRegion hidden>{announcement()}</StatusRegion>
    </section>
  )

  /** The time left; that it is not known yet only where it takes a while. Null: nothing is said. */
  function timeText(): string | null {
    return timeLeftText(progress.secondsLeft, t) ?? (of - done > FEW ? t('deletion-run.leftUnknown') : null)
  }

  /** Announced by a screen reader when the phase changes and every ten percent, not with every batch. */
  function announcement(): string {
    const tenth = Math.floor((done / Math.max(1, of)) * 10)
    if (phase !== 'running') return phaseNow
    return t('deletion-run.announced', { percent: format.number(tenth * 10) })
  }
}
