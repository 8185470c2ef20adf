import { confirmedIn } from '#core/deletion/confirmed-in.ts'
import type { RunProgress } from '#core/deletion/run/progress.ts'
import type { JobWords } from '../shared/job/job-words.ts'

export const RUN_WORDS: JobWords<RunProgress> = {
  texts: {
    title: 'deletion-run.title',
    titleDone: 'deletion-run.titleDone',
    bar: 'deletion-run.bar',
    running: 'deletion-run.running',
    waitsOperating: 'deletion-run.waitsOperating',
    damaged: 'deletion-run.damaged',
    notKept: 'deletion-run.notKept',
    stoppedPortal: 'deletion-run.stoppedPortal',
    stoppedAsked: 'deletion-run.stoppedAsked',
    canLeave: 'deletion-run.canLeave',
    pageGoing: 'deletion-run.pageGoing',
    pagePaused: 'deletion-run.pagePaused',
    pageDone: 'deletion-run.pageDone',
    silent: 'deletion-run.elsewhereSilent',
    going: 'deletion-run.elsewhere',
    done: 'deletion-run.elsewhereDone',
  },
  doings: {
    copying: 'deletion-run.doingCopying',
    checking: 'deletion-run.doingChecking',
    deleting: 'deletion-run.doingDeleting',
    looking: 'deletion-run.doingLooking',
    waiting: 'deletion-run.doingWaiting',
  },
  amountOf: confirmedIn,
  amountText(progress, t, format) {
    const { done, of } = confirmedIn(progress)
    const total = format.number(of)
    // Before anything is deleted.
    return progress.copying === null
      ? t('deletion-run.progress', { settled: format.number(done), total })
      : t('deletion-run.copiedSoFar', { made: format.number(progress.copying.made), total })
  },
  countsOf: ({ counts }) => [
    ['deletion-run.deleted', counts.deleted + counts['found-deleted']],
    ['deletion-run.gone', counts.gone],
    ['deletion-run.alreadyGone', counts['already-gone']],
    ['deletion-run.denied', counts.denied + counts['denied-unseen']],
    ['deletion-run.kept', counts.guarded],
    ['deletion-run.failed', counts.failed],
    ['deletion-run.unknown', counts.unknown],
    ['deletion-run.checking', counts.refused + counts.lost],
  ],
  achieved: ({ counts }) => counts.deleted + counts['found-deleted'] + counts.gone,
  special({ phase, copying }, t) {
    if (copying === null) return null
    if (phase === 'running') return { phase: t('deletion-run.copying', { count: copying.made }) }
    if (phase !== 'paused' || !copying.ready) return null
    return {
      phase: t('deletion-run.copied'),
      resume: { label: t('deletion-run.goOn'), variant: 'danger' },
    }
  },
}
