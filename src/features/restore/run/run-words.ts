import { unreachable } from '#core/failure.ts'
import type { AttachmentGroup } from '#core/restore/plan/summary/summary.ts'
import type { RestoreProgress } from '#core/restore/run/progress.ts'
import type { MissingParts, RestoreReportReason, RestoreReport } from '#core/restore/report.ts'
import type { TaskVerdict } from '#core/restore/run/state.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import type { JobWords } from '../../shared/job/job-words.ts'
import { amountOf, backLines } from '../plan-words.ts'

export const RESTORE_WORDS: JobWords<RestoreProgress> = {
  texts: {
    title: 'restore.runTitle',
    titleDone: 'restore.runTitleDone',
    bar: 'restore.bar',
    running: 'restore.running',
    waitsOperating: 'restore.waitsOperating',
    damaged: 'restore.damaged',
    notKept: 'restore.notKeptRun',
    stoppedPortal: 'restore.stoppedPortal',
    stoppedAsked: 'restore.stoppedAsked',
    canLeave: 'restore.canLeave',
    pageGoing: 'restore.pageGoing',
    pagePaused: 'restore.pagePaused',
    pageDone: 'restore.pageDone',
    silent: 'restore.elsewhereNow',
    going: 'restore.elsewhereWatch',
    done: 'restore.elsewhereDone',
  },
  doings: {
    restoring: 'restore.doingRestoring',
    looking: 'restore.doingLooking',
    waiting: 'deletion-run.doingWaiting',
  },
  amountOf: ({ finished, total }) => ({ done: finished, of: total }),
  amountText: ({ finished, total }, t, format) =>
    t('restore.progress', { finished: format.number(finished), total: format.number(total) }),
  countsOf: ({ counts }) => [
    ['restore.countRestored', counts.restored],
    ['restore.countAlready', counts.already],
    ['restore.countDenied', counts.denied],
    ['restore.countFailed', counts.failed],
    ['restore.countUnknown', counts.unknown],
  ],
  achieved: ({ counts }) => counts.restored,
}

/**
 * The outcome of some contacts, and what to do about it ('' for nothing).
 * @param paused whether the restore is paused; if not, it has ended
 */
export function contactGroupText(
  { kind, failure }: RestoreReportReason,
  count: number,
  t: Text,
  format: Format,
  paused: boolean,
): { readonly title: string; readonly advice: string } {
  switch (kind) {
    case 'restored':
      return { title: t('restore.groupRestored', { count }), advice: '' }
    case 'already':
      return { title: t('restore.groupAlready', { count }), advice: '' }
    case 'doubled':
      return { title: t('restore.groupDoubled', { count }), advice: t('restore.adviceDoubled') }
    case 'access-denied':
      return { title: t('restore.groupDenied', { count }), advice: t('restore.adviceDenied') }
    case 'unknown':
      return {
        title:
          failure === null
            ? t('deletion-run.groupUnknown', { count })
            : t('restore.groupUnseen', { count, why: describeFailure(failure, t, format).title }),
        advice: t('restore.adviceUnknown'),
      }
    case 'waiting':
      return {
        title: t('restore.groupWaiting', { count, paused: String(paused) }),
        advice: t('restore.adviceWaiting'),
      }
    // The last three never happen to a contact, only to linked things.
    case 'failed':
    case 'target-gone':
    case 'not-primary':
    case 'blocked': {
      const why = failure === null ? null : describeFailure(failure, t, format)
      return {
        title: t('restore.groupFailed', { count, why: why?.title ?? '' }),
        advice: why?.advice ?? '',
      }
    }
    default:
      return unreachable(kind)
  }
}

/** Which linked things are not restored, and why. */
export function missingText({ reason, group, things }: MissingParts, t: Text, format: Format): string {
  const count = things.size
  const what = amountOf(group, count, t)
  switch (reason.kind) {
    case 'target-gone':
      return t('restore.missingGone', { what })
    case 'not-primary':
      return t('restore.missingNotPrimary', { what })
    case 'access-denied':
      return t('restore.missingDenied', { what, count })
    case 'unknown':
      return t('restore.missingUnknown', { what })
    case 'blocked':
      return t('restore.missingBlocked', { what, count })
    case 'waiting':
      return t('restore.missingWaiting', { what })
    case 'doubled':
      return t('restore.missingDoubled', { what, count })
    // The last two are restored, so they are never missing.
    case 'failed':
    case 'restored':
    case 'already': {
      const why = reason.failure === null ? '' : describeFailure(reason.failure, t, format).title
      return t('restore.missingFailed', { what, why })
    }
    default:
      return unreachable(reason.kind)
  }
}

/** "2 of 3 deals", for each kind of linked thing. */
export function backTexts({ parts }: RestoreReport, t: Text, format: Format): string[] {
  const amount = (group: AttachmentGroup): string | null => {
    const part = parts[group]
    if (part === undefined) return null
    const all = amountOf(group, part.all, t)
    return part.back === part.all ? all : t('restore.partOf', { back: format.number(part.back), all })
  }
  return backLines(amount, t, format)
}

const WORDS: Partial<Record<TaskVerdict['kind'], MessageId>> = {
  restored: 'restore.wordRestored',
  already: 'restore.wordAlready',
  doubled: 'restore.wordDoubled',
  'access-denied': 'restore.wordDenied',
  unknown: 'deletion-run.wordUnknown',
  waiting: 'deletion-run.wordWaiting',
}

/** The outcome of one contact, in a word or two. */
export function verdictWord(verdict: TaskVerdict, t: Text): string {
  if (verdict.kind === 'restored' && verdict.reread) return t('restore.wordRestoredReread')
  return t(WORDS[verdict.kind] ?? 'restore.wordFailed')
}
