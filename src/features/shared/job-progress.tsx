import type { ReactNode } from 'react'
import type { RunWish } from '#core/job/tabs.ts'
import { timeLeftText } from '#i18n/run-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Progress } from '#ui/progress.tsx'
import { StatusRegion } from '#ui/status-region.tsx'
import { isActive, type Phase } from '#core/job/state.ts'

/** So many contacts take only some seconds. */
const FEW = 50

interface GoingOnProps {
  phase: Phase
  done: number
  of: number
  /** How much is done, the counts, and what is being done now. */
  texts: Readonly<{ amount: string; counts: readonly string[]; phase: string }>
  /** Of the bar. */
  label: string
  secondsLeft: number | null
  onAsk: (what: Exclude<RunWish, 'progress-asked'>) => void
  /** Shown before the buttons. */
  children?: ReactNode
  /** The button that continues, if it does more than continue as before. */
  resume?: { readonly label: string; readonly variant: 'danger' } | null
  /** False: it is paused for something else than this button. */
  mayResume?: boolean
}

/** The progress of a run or restore, the time left, and its buttons; for this tab or another one. */
export function GoingOn(props: GoingOnProps): ReactNode {
  const { t, format } = useTranslation()
  const { phase, done, of, texts, onAsk, resume = null, mayResume = true } = props
  const goesOn = isActive(phase)
  const left = goesOn ? timeText() : null
  return (
    <section className="flex flex-col gap-3 rounded-card bg-panel p-5">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <p className="text-lead font-semibold tabular-nums">{texts.amount}</p>
        <p className="text-muted tabular-nums">{texts.counts.join(' · ')}</p>
      </div>
      <Progress label={props.label} value={done} max={of} />
      <p className="min-h-5 text-muted tabular-nums">
        {left === null ? texts.phase : `${texts.phase} ${left}`}
      </p>
      <div className="flex flex-wrap gap-2">
        {props.children}
        {(goesOn || phase === 'pausing' || (mayResume && (phase === 'paused' || phase === 'ready'))) && (
          // One button for both labels, so that the focus stays where the person pressed.
          <Button
            variant={goesOn ? 'plain' : (resume?.variant ?? 'primary')}
            aria-disabled={phase === 'pausing'}
            onClick={(event) => {
              // The second half of a double click must not undo the first.
              if (event.detail <= 1) onAsk(goesOn ? 'pause-asked' : 'resume-asked')
            }}
          >
            {goesOn ? t('deletion-run.pause') : (resume?.label ?? t('deletion-run.resume'))}
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
    return timeLeftText(props.secondsLeft, t) ?? (of - done > FEW ? t('deletion-run.leftUnknown') : null)
  }

  /** Announced by a screen reader when the phase changes and every ten percent, not with every batch. */
  function announcement(): string {
    const tenth = Math.floor((done / Math.max(1, of)) * 10)
    if (phase !== 'running') return texts.phase
    return t('deletion-run.announced', { percent: format.number(tenth * 10) })
  }
}
