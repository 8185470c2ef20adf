import type { ReactNode } from 'react'
import type { RestoreProgress } from '#core/restore/progress.ts'
import type { RunWish } from '#core/run/tabs.ts'
import { timeLeftText } from '#i18n/run-text.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Button } from '#ui/button.tsx'
import { Progress } from '#ui/progress.tsx'
import { StatusRegion } from '#ui/status-region.tsx'
import { countTexts, phaseText } from './run-words.ts'

/** How far a restore is, how long it will take, and the buttons that hold it; here, or for one of another tab. */
export function RestoreProgressView(props: {
  progress: RestoreProgress
  onAsk: (what: Exclude<RunWish, 'progress-asked'>) => void
}): ReactNode {
  const { t, format } = useSpeech()
  const { progress, onAsk } = props
  const { phase, finished, total } = progress
  const goesOn = phase === 'running' || phase === 'waiting-for-portal'
  const left = goesOn ? timeLeftText(progress.secondsLeft, t) : null
  return (
    <section className="flex flex-col gap-3 rounded-card bg-panel p-5">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <p className="text-lead font-semibold tabular-nums">
          {t('restore.progress', { finished: format.number(finished), total: format.number(total) })}
        </p>
        <p className="text-muted tabular-nums">{countTexts(progress, t).join(' · ')}</p>
      </div>
      <Progress label={t('restore.bar', { count: total })} value={finished} max={total} />
      <p className="min-h-5 text-muted tabular-nums">
        {phaseText(progress, t, format)}
        {left !== null && ` ${left}`}
      </p>
      <div className="flex flex-wrap gap-2">
        {(goesOn || phase === 'paused' || phase === 'pausing' || phase === 'ready') && (
          // One button under both names, so that the focus stays where the person pressed.
          <Button
            variant={goesOn ? 'plain' : 'primary'}
            aria-disabled={phase === 'pausing'}
            onClick={(event) => {
              // The second half of a double click does not take back what the first one asked for.
              if (event.detail <= 1) onAsk(goesOn ? 'pause-asked' : 'resume-asked')
            }}
          >
            {t(goesOn ? 'run.pause' : 'run.resume')}
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
    const tenth = Math.floor((finished / Math.max(1, total)) * 10)
    if (!goesOn || tenth === 0) return phaseText(progress, t, format)
    return t('run.announced', { percent: format.number(tenth * 10) })
  }
}
