import { useId, useState, type ReactNode } from 'react'
import { isTypedCount, type TypedBecause } from '#core/plan/review.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/fields/fields.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import type { ReviewState } from './use-review.ts'

const BECAUSE: Record<TypedBecause, MessageId> = {
  many: 'review.becauseMany',
  'open-deals': 'review.becauseDeals',
  'unpaid-invoices': 'review.becauseInvoices',
  'could-not-read': 'review.becauseUnread',
  'no-restore': 'review.becauseNoRestore',
  'more-than-half': 'review.becauseHalf',
}

interface ConfirmBarProps {
  reviewed: ReviewState
  starting: boolean
  /** False: the place of the copies is still unknown, and nothing is deleted without one. */
  ready: boolean
  onKeep: () => void
  onConfirm: () => void
}

/** How many contacts will be deleted, and the confirmation that the stakes require. */
export function ConfirmBar({ reviewed, starting, ready, onKeep, onConfirm }: ConfirmBarProps): ReactNode {
  const { t, format } = useTranslation()
  const [typed, setTyped] = useState('')
  const [judged, setJudged] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const formId = useId()
  const { review, unticked } = reviewed
  const { confirmation } = review
  const count = review.toDelete.length
  // Counts each contact once: one that a rule skips counts there.
  const takenOut = [...unticked].filter((index) => !review.kept.has(index)).length
  const stays = [
    ...(review.kept.size > 0 ? [t('review.summaryKept', { count: review.kept.size })] : []),
    ...(takenOut > 0 ? [t('review.summaryUnticked', { count: takenOut })] : []),
  ]
  const isTyped = confirmation.kind === 'typed-count'
  const matches = isTypedCount(typed, count)

  function press(): void {
    if (!ready) return
    if (!isTyped) setAsking(true)
    else if (matches) onConfirm()
  }

  return (
    <section
      aria-labelledby={formId}
      className="flex flex-col gap-2 rounded-card border border-line bg-panel p-4"
    >
      <p id={formId} aria-live="polite" className="font-semibold">
        <span>{t('review.summary', { count })}</span>
        {stays.length > 0 && <span className="font-normal text-muted">{` · ${format.list(stays)}`}</span>}
      </p>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (!starting) press()
        }}
      >
        {isTyped && (
          <TextField
            label={t('review.type', { count })}
            value={typed}
            onChange={setTyped}
            inputMode="numeric"
            autoComplete="off"
            hint={t('review.because', {
              why: format.list(confirmation.because.map((reason) => t(BECAUSE[reason]))),
            })}
            problem={judged === typed && !matches ? t('review.typeProblem', { count }) : undefined}
            onBlur={() => setJudged(typed === '' ? null : typed)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') setJudged(typed)
            }}
            className="grow basis-72"
          />
        )}
        <div className="ms-auto flex flex-wrap gap-2">
          <Button onClick={onKeep}>{t('review.keep')}</Button>
          {count > 0 && (
            <Button
              type="submit"
              variant={(isTyped && !matches) || !ready ? 'plain' : 'danger'}
              icon="trash"
              aria-disabled={(isTyped && !matches) || !ready}
              busy={starting ? t('review.starting') : undefined}
            >
              {t('review.delete', { count })}
            </Button>
          )}
        </div>
      </form>
      {asking && (
        <ConfirmDialog
          reviewed={reviewed}
          onKeep={() => setAsking(false)}
          onConfirm={() => {
            // Closes the question, so that it does not cover the message on the page.
            setAsking(false)
            onConfirm()
          }}
        />
      )}
    </section>
  )
}
