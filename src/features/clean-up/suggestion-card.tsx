import { useId, type ReactNode } from 'react'
import type { SampleContact } from '#core/clean-up/ports.ts'
import { fullName } from '#core/contact/contact.ts'
import { contactName } from '#i18n/contact-name.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'

interface SuggestionCardProps {
  title: string
  /** Null: the portal did not count them; undefined: nothing was found, or looked for, yet. */
  count: number | null | undefined
  why: string
  /** What usually speaks against it. */
  but: string
  /** Some of its contacts; none: not read, or the portal refused. */
  sample: readonly SampleContact[]
  onReview: () => void
  onShow: () => void
  /** What else can be done with it. */
  more?: ReactNode
  /** Other than "Show in list". */
  showLabel?: string | undefined
  /** By which it is looked for. */
  children?: ReactNode
  /** Puts it away; absent: it cannot be. */
  onNotThis?: () => void
}

/** A group of contacts that may be worth cleaning. Nothing is deleted from here but through the review. */
export function SuggestionCard(props: SuggestionCardProps): ReactNode {
  const { title, count, why, but, sample, onReview, onShow, showLabel, children, more, onNotThis } = props
  const { t, format } = useTranslation()
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className="flex flex-col gap-1.5 rounded-card border border-line bg-panel p-3"
    >
      <div className="flex items-baseline gap-2">
        <h3 id={titleId} className="min-w-0 flex-1 font-semibold wrap-anywhere">
          {title}
        </h3>
        {count !== undefined && (
          <span className="text-lead font-semibold tabular-nums">
            {count === null ? t('clean-up.notCounted') : format.number(count)}
          </span>
        )}
      </div>
      <p>{why}</p>
      <p className="text-muted">{but}</p>
      {sample.length > 0 && (
        <p className="text-small wrap-anywhere text-muted">
          {t('clean-up.lookFor')}{' '}
          {format.list(
            sample.map((contact) =>
              fullName(contact) === null
                ? contactName(contact, t)
                : // Each name is set apart: one of the other direction would move the IDs to other names.
                  t('list-import.contact', {
                    name: `\u2068${contactName(contact, t)}\u2069`,
                    id: contact.id,
                  }),
            ),
          )}
        </p>
      )}
      {children}
      <div className="mt-auto flex flex-wrap gap-x-1 pt-1 empty:hidden">
        {count !== undefined && (
          <>
            <Button onClick={onReview} aria-disabled={count === null || undefined}>
              {t('clean-up.review')}
            </Button>
            <Button variant="quiet" onClick={onShow}>
              {showLabel ?? t('clean-up.showInList')}
            </Button>
          </>
        )}
        {count !== undefined && more}
        {onNotThis !== undefined && (
          <Button variant="quiet" onClick={onNotThis}>
            {t('clean-up.notThis')}
          </Button>
        )}
      </div>
    </section>
  )
}
