import type { ReactNode } from 'react'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Question } from '#ui/overlays/question.tsx'
import { companyText, reachTexts } from './list/identity-text.ts'
import { useIdentities } from './list/use-identities.ts'
import type { ReviewState } from './use-review.ts'

interface ConfirmDialogProps {
  reviewed: ReviewState
  /** As in `ConfirmBar`. */
  eraseAfterDays: number | undefined
  onKeep: () => void
  onConfirm: () => void
}

/** The question for a few contacts without open work: their number and who they are. */
export function ConfirmDialog({
  reviewed,
  eraseAfterDays,
  onKeep,
  onConfirm,
}: ConfirmDialogProps): ReactNode {
  const { t } = useTranslation()
  const { contacts: store } = usePorts()
  const { plan, review } = reviewed
  const count = review.toDelete.length
  const identities = useIdentities(store, plan, review.toDelete, { first: 0, end: count })
  return (
    <Question
      title={t('review.question', { count })}
      keep={t('review.keep')}
      onKeep={onKeep}
      act={t('review.delete', { count })}
      onAct={onConfirm}
      icon="trash"
    >
      <p className="pb-2">{t('review.questionText', { count })}</p>
      {eraseAfterDays !== undefined && (
        <p className="pb-2 font-semibold">{t('review.eraseNote', { count: eraseAfterDays })}</p>
      )}
      <ul className="flex list-disc flex-col gap-1.5 ps-5 marker:text-faint">
        {review.toDelete.map((index) => {
          const id = plan.ids[index] ?? 0
          const identity = identities(id) ?? null
          const more = [...reachTexts(identity), companyText(identity, t)].filter((text) => text !== '')
          return (
            <li key={id} className="wrap-anywhere">
              <bdi>{plan.names[index] ?? t('common.unnamed', { id })}</bdi>
              <span className="block text-small text-muted">
                {[t('common.contactId', { id }), ...more].join(' · ')}
              </span>
            </li>
          )
        })}
      </ul>
    </Question>
  )
}
