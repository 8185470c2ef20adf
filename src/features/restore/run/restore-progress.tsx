import type { ReactNode } from 'react'
import type { RestoreProgress } from '#core/restore/run/progress.ts'
import type { RunWish } from '#core/job/tabs.ts'
import { GoingOn } from '../../shared/job-progress.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { countTexts, phaseText } from './run-words.ts'

/** The progress of a restore. */
export function RestoreProgressView(props: {
  progress: RestoreProgress
  /** It is paused for an answer of the person, and does not go on without. */
  asks?: boolean
  onAsk: (what: Exclude<RunWish, 'progress-asked'>) => void
}): ReactNode {
  const { t, format } = useTranslation()
  const { progress, asks = false, onAsk } = props
  const { phase, finished, total, secondsLeft } = progress
  return (
    <GoingOn
      {...{ phase, secondsLeft, onAsk }}
      done={finished}
      of={total}
      texts={{
        amount: t('restore.progress', { finished: format.number(finished), total: format.number(total) }),
        counts: countTexts(progress, t),
        phase: asks ? t('restore.pausedAsks') : phaseText(progress, t, format),
      }}
      label={t('restore.bar', { count: total })}
      mayResume={!asks}
    />
  )
}
