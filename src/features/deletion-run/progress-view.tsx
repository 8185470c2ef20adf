import type { ReactNode } from 'react'
import type { RunProgress } from '#core/deletion/run/progress.ts'
import type { RunWish } from '#core/job/tabs.ts'
import { GoingOn } from '../shared/job-progress.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { amountOf, amountText, countTexts, phaseText } from './progress-text.ts'

/** How far a run is. */
export function ProgressView(props: {
  progress: RunProgress
  onAsk: (what: Exclude<RunWish, 'progress-asked'>) => void
  /** Offers the copies as a file, once all are made and before anything is deleted. */
  download?: ReactNode
}): ReactNode {
  const { t, format } = useTranslation()
  const { progress, onAsk } = props
  const { phase, secondsLeft } = progress
  const { settled, total } = amountOf(progress)
  const copied = phase === 'paused' && progress.copying?.ready === true
  return (
    <GoingOn
      {...{ phase, secondsLeft, onAsk }}
      done={settled}
      of={total}
      texts={{
        amount: amountText(progress, t, format),
        counts: countTexts(progress, t),
        phase: phaseText(progress, t, format),
      }}
      label={t('deletion-run.bar', { count: total })}
      resume={copied ? { label: t('deletion-run.goOn'), variant: 'danger' } : null}
    >
      {copied && props.download}
    </GoingOn>
  )
}
