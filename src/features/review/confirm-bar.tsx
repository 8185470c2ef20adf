import { useId, useState, type ReactNode } from 'react'
import { isTypedCount, type TypedBecause } from '#core/plan/review.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/fields/fields.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import type { ReviewState } from './use-review.ts'

/** The most serious first. */
const BECAUSE: readonly (readonly [TypedBecause, MessageId])[] = [
  ['unusual', 'saved.becauseUnusual'],
  ['rule-overridden', 'review.becauseRule'],
  ['open-deals', 'review.becauseDeals'],
  ['unpaid-invoices', 'review.becauseInvoices'],
  ['could-not-read', 'review.becauseUnread'],
  ['no-restore', 'review.becauseNoRestore'],
  ['more-than-half', 'review.becauseHalf'],
  ['many', 'review.becauseMany'],
]

/** A person would not read more. */
const MOST_REASONS = 2

interface ConfirmBarProps {
  reviewed: ReviewState
  /** Days after which the copies are erased by themselves; 0: at the end of the run; undefined: not earlier than others. */
  eraseAfterDays: number | undefined
  starting: boolean
  /** False: the place of the copies is still unknown, and nothing is deleted without one. */
  ready: boolean
  /** Why it cannot begin. */
  problem: ReactNode
  onKeep: () => void
  onConfirm: () => void
}

/** How many contacts will be deleted, and the confirmation that the stakes require. */
export function ConfirmBar(props: ConfirmBarProps): ReactNode {
  const { t, format } = useTranslation()
  const { reviewed, starting, ready, onKeep, onConfirm } = props
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

  const problem = judged === typed && !matches
  const noteId = `${formId}-note`

  return (
    <section
      aria-labelledby={formId}
      className="flex shrink-0 flex-col gap-2 border-t border-line bg-panel px-3 py-1.5 sm:px-4 sm:py-2.5"
    >
      {props.problem}
      <form
        className="flex flex-wrap items-end gap-x-4 gap-y-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (!starting) press()
        }}
      >
        <div className="flex min-h-8 min-w-0 grow basis-72 flex-col justify-center max-sm:contents">
          {/* A narrow frame has room for contacts instead: the button and the tabs say the numbers. */}
          <p id={formId} aria-live="polite" className="font-semibold max-sm:sr-only">
            <span>{t('review.summary', { count })}</span>
            {stays.length > 0 && <span className="font-normal text-muted">{` · ${stays.join(' · ')}`}</span>}
          </p>
          {isTyped && (
            <p
              id={noteId}
              className={
                problem ? 'basis-full text-small text-danger-text' : 'text-small text-muted max-sm:sr-only'
              }
            >
              {problem
                ? t('review.typeProblem', { count })
                : t('review.because', {
                    why: format.list(whyTyped(confirmation.because, t)),
                  })}
            </p>
          )}
        </div>
        {isTyped && (
          <TextField
            label={t('review.type', { count })}
            value={typed}
            onChange={setTyped}
            inputMode="numeric"
            autoComplete="off"
            aria-describedby={noteId}
            aria-invalid={problem || undefined}
            onBlur={() => setJudged(typed === '' ? null : typed)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') setJudged(typed)
            }}
            className="grow basis-44 max-sm:flex-row max-sm:items-center max-sm:*:flex-1 sm:max-w-56"
          />
        )}
        <div className="ms-auto flex flex-wrap justify-end gap-2 max-sm:w-full max-sm:flex-nowrap max-sm:*:flex-auto">
          <Button onClick={onKeep} className="max-sm:px-2">
            {t('review.keep')}
          </Button>
          {count > 0 && (
            <Button
              type="submit"
              variant={(isTyped && !matches) || !ready ? 'plain' : 'danger'}
              icon="trash"
              className="max-sm:px-2"
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
          eraseAfterDays={props.eraseAfterDays}
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

function whyTyped(because: readonly TypedBecause[], t: Text): string[] {
  return BECAUSE.filter(([reason]) => because.includes(reason))
    .slice(0, MOST_REASONS)
    .map(([, words]) => t(words))
}
