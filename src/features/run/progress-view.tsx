import type { ReactNode } from 'react'
import type { RunProgress } from '#core/run/progress.ts'
import type { RunWish } from '#core/run/tabs.ts'
import { timeLeftText } from '#i18n/run-text.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Button } from '#ui/button.tsx'
import { Progress } from '#ui/progress.tsx'
import { StatusRegion } from '#ui/status-region.tsx'
import { amountOf, amountText, countTexts, phaseText } from './progress-text.ts'

/** How far a run is, how long it will take, and the buttons that hold it; here, or for a run of another tab. */
export function ProgressView(props: {
  progress: RunProgress
  onAsk: (what: Exclude<RunWish, 'progress-asked'>) => void
  /** Offers the copies as a file, once all are made and before anything is deleted. */
  download?: ReactNode
}): ReactNode {
  const { t, format } = useSpeech()
  const { progress, onAsk } = props
  const { phase } = progress
  const amount = amountOf(progress)
  const goesOn = phase === 'running' || phase === 'waiting-for-portal'
  const copied = phase === 'paused' && progress.copying?.ready === true
  const left = goesOn ? timeLeftText(progress.secondsLeft, t) : null
  return (
    <section className="flex flex-col gap-3 rounded-card bg-panel p-5">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <p className="text-lead font-semibold tabular-nums">{amountText(progress, t, format)}</p>
        <p className="text-muted tabular-nums">{countTexts(progress, t).join(' · ')}</p>
      </div>
      <Progress label={t('run.bar', { count: amount.total })} value={amount.settled} max={amount.total} />
      <p className="min-h-5 text-muted tabular-nums">
        {phaseText(progress, t, format)}
        {left !== null && ` ${left}`}
      </p>
      <div className="flex flex-wrap gap-2">
        {copied && props.download}
        {(goesOn || phase === 'paused' || phase === 'pausing' || phase === 'ready') && (
          // One button under both names, so that the focus stays where the person pressed.
          <Button
            variant={goesOn ? 'plain' : copied ? 'danger' : 'primary'}
            aria-disabled={phase === 'pausing'}
            onClick={(event) => {
              // The second half of a double click does not take back what the first one asked for.
              if (event.detail <= 1) onAsk(goesOn ? 'pause-asked' : 'resume-asked')
            }}
          >
            {t(goesOn ? 'run.pause' : copied ? 'run.goOn' : 'run.resume')}
          </Button>
        )}
        {phase !== 'done' && (
          <Button aria-disabled={phase === 'stopping'} onClick={() => onAsk('stop-asked')}>
            {t('run.stop')}
          </Button>
        )}
      </div>
      <StatusRegion hidden>{announcement()}</StatusRegion>
    </section>
  )

  /** Said by a screen reader when the phase changes and with every tenth of the way, not with every contact. */
  function announcement(): string {
    const tenth = Math.floor((amount.settled / Math.max(1, amount.total)) * 10)
    if (phase !== 'running' || tenth === 0) return phaseText(progress, t, format)
    return t('run.announced', { percent: format.number(tenth * 10) })
  }
}
