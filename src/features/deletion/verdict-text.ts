import { mayBeDone, unreachable, type Failure, type FailureKind } from '#core/failure.ts'
import { stays, type Verdict } from '#core/deletion/verdict.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'

export interface VerdictText {
  readonly title: string
  /** Why, and what to do next. */
  readonly sentences: readonly string[]
}

interface Circumstances {
  readonly name: string
  /** The name of the person to ask; null: not known. */
  readonly responsible: string | null
  /** The file with its copy that was offered, if the copy is stored nowhere else; null: none. */
  readonly file: string | null
  /** Until when the portal may still be at work, if the result is unknown; Unix ms. */
  readonly until: number | null
}

/** The result for a contact, why, and what to do next. */
export function describeVerdict(
  verdict: Verdict,
  circumstances: Circumstances,
  t: Text,
  format: Format,
): VerdictText {
  const { title, sentences } = withoutFile(verdict, circumstances, t, format)
  const { file } = circumstances
  if (file === null) return { title, sentences }
  return {
    title,
    sentences: [...sentences, t(stays(verdict) ? 'deletion.fileNeedless' : 'deletion.fileKeep', { file })],
  }
}

function withoutFile(
  verdict: Verdict,
  { name, responsible, until }: Circumstances,
  t: Text,
  format: Format,
): VerdictText {
  switch (verdict.kind) {
    case 'deleted':
      return {
        title: t('deletion.deleted', { name }),
        sentences: verdict.reread ? [t('deletion.deletedReread')] : [],
      }
    case 'gone':
      return { title: t('deletion.gone', { name }), sentences: [t('deletion.goneByWhom')] }
    case 'already-gone':
      return {
        title: t('deletion.alreadyGone', { name }),
        sentences: [t('deletion.alreadyGoneHere')],
      }
    case 'access-denied':
      return {
        title: t('deletion.denied', { name }),
        sentences: [
          t(verdict.canRead ? 'deletion.deniedText' : 'deletion.deniedHidden'),
          responsible === null ? t('deletion.deniedAskAdmin') : t('deletion.deniedAsk', { responsible }),
        ],
      }
    case 'failed': {
      const uncopied = uncopiedText(verdict.failure, t)
      if (uncopied !== null) return { title: t('deletion.failed', { name }), sentences: uncopied }
      const { title: why, advice } = describeFailure(verdict.failure, t, format)
      return { title: t('deletion.failed', { name }), sentences: [t('deletion.failedText', { why }), advice] }
    }
    case 'unknown': {
      const { title: why } = describeFailure(verdict.failure, t, format)
      return {
        title: t('deletion.unknown', { name }),
        sentences: [
          t(mayBeDone(verdict.failure) ? 'deletion.unknownText' : 'deletion.unknownRefused', { why }),
          // After that time the app keeps looking, but can promise nothing.
          ...(until === null ? [] : [t('deletion.unknownUntil', { until: format.time(until) })]),
        ],
      }
    }
    default:
      return unreachable(verdict)
  }
}

/** Why the contact was not deleted for want of a copy; null: there was another reason. */
function uncopiedText({ kind }: Failure, t: Text): readonly string[] | null {
  return UNCOPIED[kind]?.map((id) => t(id)) ?? null
}

const UNCOPIED: Readonly<Partial<Record<FailureKind, readonly [MessageId, MessageId]>>> = {
  'copy-not-kept': ['deletion.copyNotKeptText', 'deletion.copyNotKeptAdvice'],
  'copy-not-saved': ['deletion.copyNotSavedText', 'deletion.copyNotSavedAdvice'],
  'copy-outdated': ['deletion.copyOutdatedText', 'deletion.copyOutdatedAdvice'],
}
