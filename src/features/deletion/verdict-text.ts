import type { ArchivePart } from '#core/archive/record.ts'
import { unreachable, type Failure } from '#core/failure.ts'
import type { Verdict } from '#core/verdict.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/text.tsx'

export interface VerdictText {
  readonly title: string
  /** Why, and what to do next. */
  readonly sentences: readonly string[]
}

interface Circumstances {
  readonly name: string
  /** Whom to ask, by name; null: not known. */
  readonly responsible: string | null
  /** The contact was shown in a list, which has been refreshed. */
  readonly inList: boolean
  /** What could not be copied, where that kept it from being deleted. */
  readonly missing: readonly ArchivePart[]
}

/** What became of a contact, why, and what to do next. */
export function describeVerdict(
  verdict: Verdict,
  { name, responsible, inList, missing }: Circumstances,
  t: Text,
  format: Format,
): VerdictText {
  switch (verdict.kind) {
    case 'deleted':
      return {
        title: t('deletion.deleted', { name }),
        sentences: [...(verdict.reread ? [t('deletion.deletedReread')] : []), t('deletion.deletedText')],
      }
    case 'already-gone':
      return {
        title: t('deletion.alreadyGone', { name }),
        sentences: [t(inList ? 'deletion.alreadyGoneText' : 'deletion.alreadyGoneHere')],
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
      const uncopied = uncopiedText(verdict.failure, missing, t, format)
      if (uncopied !== null) return { title: t('deletion.failed', { name }), sentences: uncopied }
      const { title: why, advice } = describeFailure(verdict.failure, t, format)
      return { title: t('deletion.failed', { name }), sentences: [t('deletion.failedText', { why }), advice] }
    }
    case 'unknown': {
      const { title: why } = describeFailure(verdict.failure, t, format)
      return {
        title: t('deletion.unknown', { name }),
        sentences: [t('deletion.unknownText', { why }), t('deletion.unknownAdvice')],
      }
    }
    default:
      return unreachable(verdict)
  }
}

/** Why nothing was sent for want of a copy; null: that was not the reason. */
function uncopiedText(
  { code }: Failure,
  missing: readonly ArchivePart[],
  t: Text,
  format: Format,
): readonly string[] | null {
  switch (code) {
    case 'COPY_INCOMPLETE': {
      const what = format.list(missing.map((part) => t(`restore.part-${part}`)))
      return [t('deletion.copyIncompleteText', { what }), t('deletion.copyIncompleteAdvice')]
    }
    case 'COPY_NOT_KEPT':
      return [t('deletion.copyNotKeptText'), t('deletion.copyNotKeptAdvice')]
    case 'COPY_NOWHERE':
      return [t('deletion.copyNowhereText'), t('deletion.copyNowhereAdvice')]
    default:
      return null
  }
}
