import { unreachable } from '#core/failure.ts'
import { reasonOf, type ReportReason, type RunReport } from '#core/deletion/report.ts'
import type { RunVerdict } from '#core/deletion/run/state.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import type { Format } from '#i18n/format.ts'
import { describeGuard } from '#i18n/guard-text.ts'
import type { Text } from '#i18n/translation.tsx'

/** A group of contacts with the same result, in words. */
export interface GroupText {
  readonly title: string
  /** Why, or what to do next; '' if there is nothing to add. */
  readonly advice: string
}

/**
 * "12 not deleted: you have no permission to delete them", with what to do about it.
 * @param paused whether the run is paused; if not, it has ended
 */
export function describeGroup(
  reason: ReportReason,
  count: number,
  t: Text,
  format: Format,
  paused = false,
): GroupText {
  switch (reason.kind) {
    case 'deleted':
      return { title: t('deletion-run.groupDeleted', { count }), advice: '' }
    case 'gone':
      return { title: t('deletion-run.groupGone', { count }), advice: t('deletion-run.adviceGone') }
    case 'already-gone':
      return { title: t('deletion-run.groupAlreadyGone', { count }), advice: '' }
    case 'access-denied':
      return {
        title: t(reason.canRead ? 'deletion-run.groupDenied' : 'deletion-run.groupDeniedUnseen', { count }),
        advice: t('deletion-run.adviceDenied'),
      }
    case 'guarded':
      return { title: t('deletion-run.groupKept', { count, why: describeGuard(reason, t) }), advice: '' }
    case 'failed': {
      const { title: why, advice } = describeFailure(reason.failure, t, format)
      return { title: t('deletion-run.groupFailed', { count, why }), advice }
    }
    case 'unknown':
      return reason.refused === null
        ? { title: t('deletion-run.groupUnknown', { count }), advice: t('deletion-run.adviceUnknown') }
        : {
            title: t('deletion-run.groupUnseen', {
              count,
              why: describeFailure(reason.refused, t, format).title,
            }),
            advice: t('deletion-run.adviceUnseen'),
          }
    case 'waiting':
      return {
        title: t('deletion-run.groupWaiting', { count, paused: String(paused) }),
        advice: t('deletion-run.adviceWaiting'),
      }
    default:
      return unreachable(reason)
  }
}

const VERDICT_WORDS: Record<ReportReason['kind'], MessageId> = {
  deleted: 'deletion-run.wordDeleted',
  gone: 'deletion-run.wordGone',
  'already-gone': 'deletion-run.wordAlreadyGone',
  'access-denied': 'deletion-run.wordDenied',
  guarded: 'deletion-run.wordKept',
  failed: 'deletion-run.wordFailed',
  unknown: 'deletion-run.wordUnknown',
  waiting: 'deletion-run.wordWaiting',
}

/** The result for one contact, in a word or two. */
export function verdictWord(verdict: RunVerdict, t: Text): string {
  return t(VERDICT_WORDS[verdict.kind])
}

/** Why, for one contact; '' if the verdict says it all. */
export function verdictReason(verdict: RunVerdict, t: Text, format: Format): string {
  switch (verdict.kind) {
    case 'deleted':
      return verdict.reread ? t('deletion-run.wordReread') : ''
    case 'guarded':
      return describeGuard(verdict.reason, t)
    case 'failed':
    case 'unknown': {
      const { title, advice } = describeFailure(verdict.failure, t, format)
      return `${title}. ${advice}`
    }
    case 'access-denied':
    case 'gone':
    case 'already-gone':
    case 'waiting':
      return describeGroup(reasonOf(verdict), 1, t, format).advice
    default:
      return unreachable(verdict)
  }
}

/** "110 deleted, 149 not deleted, 133 skipped": every contact of the report is counted once. */
export function headlineText({ groups }: RunReport, t: Text): string {
  const countOf = (kinds: readonly ReportReason['kind'][]): number =>
    groups.reduce((sum, { reason, contacts }) => sum + (kinds.includes(reason.kind) ? contacts.length : 0), 0)
  return HEADLINE.flatMap(([id, kinds]) => {
    const count = countOf(kinds)
    return count === 0 ? [] : [t(id, { count })]
  }).join(', ')
}

const HEADLINE: readonly (readonly [MessageId, readonly ReportReason['kind'][]])[] = [
  ['deletion-run.deleted', ['deleted']],
  ['deletion-run.gone', ['gone']],
  ['deletion-run.alreadyGone', ['already-gone']],
  ['deletion-run.headNot', ['access-denied', 'failed']],
  ['deletion-run.unknown', ['unknown']],
  ['deletion-run.headWaiting', ['waiting']],
  ['deletion-run.headSkipped', ['guarded']],
]
