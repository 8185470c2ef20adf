import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import type { ReviewState } from './use-review.ts'

interface ConfirmDialogProps {
  reviewed: ReviewState
  onKeep: () => void
  onConfirm: () => void
}

/** The question for a few contacts without open work: their number and names. */
export function ConfirmDialog({ reviewed, onKeep, onConfirm }: ConfirmDialogProps): ReactNode {
  const { t } = useTranslation()
  const { plan, review } = reviewed
  const count = review.toDelete.length
  return (
    <Dialog
      role="alertdialog"
      title={t('review.question', { count })}
      onClose={onKeep}
      actions={
        <>
          <Button data-autofocus onClick={onKeep}>
            {t('review.keep')}
          </Button>
          <Button
            variant="danger"
            icon="trash"
            onClick={(event) => {
              // The second half of the double click that opened the question is not an answer.
              if (event.detail <= 1) onConfirm()
            }}
          >
            {t('review.delete', { count })}
          </Button>
        </>
      }
    >
      <p className="pb-2">{t('review.questionText', { count })}</p>
      <ul className="flex list-disc flex-col gap-1 ps-5 marker:text-faint">
        {review.toDelete.map((index) => {
          const id = plan.ids[index] ?? 0
          return (
            <li key={id}>
              <bdi>{plan.names[index] ?? t('common.unnamed', { id })}</bdi>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
