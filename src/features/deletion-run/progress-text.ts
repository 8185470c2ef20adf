import type { RunProgress } from '#core/deletion/run/progress.ts'
import type { Doing } from '#core/job/state.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import type { Format } from '#i18n/format.ts'
import { WAITS } from '#i18n/run-text.ts'
import type { Text } from '#i18n/translation.tsx'

/** What the run is doing now. */
export function phaseText(progress: RunProgress, t: Text, format: Format): string {
  if (progress.copying !== null) {
    if (progress.phase === 'paused' && progress.copying.ready) return t('deletion-run.copied')
    if (progress.phase === 'running') return t('deletion-run.copying', { count: progress.copying.made })
  }
  switch (progress.phase) {
    case 'ready':
      return t('deletion-run.ready')
    case 'running':
      return doingText(progress.doing, t)
    case 'pausing':
      return t('deletion-run.pausing')
    case 'paused':
      return t('deletion-run.paused')
    case 'stopping':
      return t('deletion-run.stopping')
    case 'waiting-for-portal':
      return progress.waiting === null
        ? t('deletion-run.running')
        : t(WAITS[progress.waiting.reason], { time: format.time(progress.waiting.until) })
    case 'done':
      return t('deletion-run.report')
  }
}

/** Why the bar may stand still for a while. */
function doingText(doing: Doing | null, t: Text): string {
  return doing === null ? t('deletion-run.running') : t(DOINGS[doing.kind], { count: doing.count })
}

const DOINGS: Readonly<Record<Doing['kind'], MessageId>> = {
  copying: 'deletion-run.doingCopying',
  checking: 'deletion-run.doingChecking',
  deleting: 'deletion-run.doingDeleting',
  restoring: 'deletion-run.running',
  looking: 'deletion-run.doingLooking',
  waiting: 'deletion-run.doingWaiting',
}

/** How many contacts were confirmed for deletion, and how many of them have a verdict. */
export function amountOf({ settled, total, keptAtReview }: RunProgress): { settled: number; total: number } {
  return { settled: settled - keptAtReview, total: total - keptAtReview }
}

/** For the heading of the portal's page: "34% · Deleting contacts", "Done: 110 deleted". */
export function titleText(progress: RunProgress, t: Text): string {
  const { counts, phase } = progress
  if (phase === 'done') {
    return t('deletion-run.pageDone', { count: counts.deleted + counts['found-deleted'] + counts.gone })
  }
  const { settled, total } = amountOf(progress)
  const percent = Math.floor((100 * settled) / Math.max(1, total))
  return t(phase === 'paused' ? 'deletion-run.pagePaused' : 'deletion-run.pageGoing', { percent })
}

/** "312 of 1,000 done"; before anything is deleted "312 of 1,000 copied". */
export function amountText(progress: RunProgress, t: Text, format: Format): string {
  const { settled, total } = amountOf(progress)
  if (progress.copying !== null) {
    return t('deletion-run.copiedSoFar', {
      made: format.number(progress.copying.made),
      total: format.number(total),
    })
  }
  return t('deletion-run.progress', { settled: format.number(settled), total: format.number(total) })
}

/** Contacts by verdict, without zeros; and how many are being checked. */
export function countTexts({ counts }: RunProgress, t: Text): string[] {
  const lines: [MessageId, number][] = [
    ['deletion-run.deleted', counts.deleted + counts['found-deleted']],
    ['deletion-run.gone', counts.gone],
    ['deletion-run.alreadyGone', counts['already-gone']],
    ['deletion-run.denied', counts.denied + counts['denied-unseen']],
    ['deletion-run.kept', counts.guarded],
    ['deletion-run.failed', counts.failed],
    ['deletion-run.unknown', counts.unknown],
    ['deletion-run.checking', counts.refused + counts.lost],
  ]
  return lines.filter(([, count]) => count > 0).map(([id, count]) => t(id, { count }))
}
