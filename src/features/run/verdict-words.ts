import { unreachable } from '#core/failure.ts'
import type { RunVerdict } from '#core/run/state.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import type { Format } from '#i18n/format.ts'
import { describeGuard } from '#i18n/guard-text.ts'
import type { Text } from '#i18n/text.tsx'

/** A group of contacts that came to the same end, in words. */
export interface GroupText {
  readonly title: string
  /** Why, or what to do next; '' where nothing is to be added. */
  readonly advice: string
}

/** "12 not deleted: you have no right to delete them", with what to do about it. */
export function describeGroup(verdict: RunVerdict, count: number, t: Text, format: Format): GroupText {
  switch (verdict.kind) {
    case 'deleted':
      return {
        title: t(verdict.reread ? 'run.groupDeletedReread' : 'run.groupDeleted', { count }),
        advice: '',
      }
    case 'already-gone':
      return { title: t('run.groupGone', { count }), advice: '' }
    case 'access-denied':
      return {
        title: t(verdict.canRead ? 'run.groupDenied' : 'run.groupDeniedUnseen', { count }),
        advice: t('run.adviceDenied'),
      }
    case 'guarded':
      return { title: t('run.groupKept', { count, why: describeGuard(verdict.reason, t) }), advice: '' }
    case 'failed': {
      const { title: why, advice } = describeFailure(verdict.failure, t, format)
      return { title: t('run.groupFailed', { count, why }), advice }
    }
    case 'unknown': {
      const { title: why } = describeFailure(verdict.failure, t, format)
      return { title: t('run.groupUnknown', { count, why }), advice: t('run.adviceUnknown') }
    }
    case 'waiting':
      return { title: t('run.groupWaiting', { count }), advice: t('run.adviceWaiting') }
    default:
      return unreachable(verdict)
  }
}

/** Whether trying once more can make sense. */
export function canRetry(verdict: RunVerdict): boolean {
  return ['access-denied', 'failed', 'unknown', 'guarded'].includes(verdict.kind)
}

/** Whether it is a failure, which is chosen for trying again from the beginning. */
export function isFailure(verdict: RunVerdict): boolean {
  return ['access-denied', 'failed', 'unknown'].includes(verdict.kind)
}
