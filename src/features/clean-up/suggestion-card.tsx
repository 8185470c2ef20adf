import { useId, type ReactNode } from 'react'
import type { Counted } from '#core/clean-up/counted.ts'
import type { SampleContact } from '#core/clean-up/ports.ts'
import type { Suggestion, SuggestionName } from '#core/clean-up/suggestions.ts'
import { contactName } from '#i18n/contact-name.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'

/** What a suggestion is called, why it is one, and what usually speaks against it. */
const WORDS: Readonly<Record<SuggestionName, readonly [title: MessageId, why: MessageId, but: MessageId]>> = {
  unreachable: ['clean-up.unreachable', 'clean-up.unreachableWhy', 'clean-up.unreachableBut'],
  quiet: ['clean-up.quiet', 'clean-up.quietWhy', 'clean-up.quietBut'],
  left: ['clean-up.leftTitle', 'clean-up.leftWhy', 'clean-up.leftBut'],
  nameless: ['clean-up.nameless', 'clean-up.namelessWhy', 'clean-up.namelessBut'],
  'test-names': ['clean-up.testNames', 'clean-up.testNamesWhy', 'clean-up.testNamesBut'],
}

interface SuggestionCardProps {
  suggestion: Counted<Suggestion>
  /** Some of its contacts; none: not read, or the portal refused. */
  sample: readonly SampleContact[]
  onReview: () => void
  onShow: () => void
  onPutAway: () => void
}

/** A group of contacts that may be worth cleaning. Nothing is deleted from here but through the review. */
export function SuggestionCard(props: SuggestionCardProps): ReactNode {
  const { suggestion, sample, onReview, onShow, onPutAway } = props
  const { t, format } = useTranslation()
  const title = useId()
  const [name, why, but] = WORDS[suggestion.name]
  const count = suggestion.count ?? null
  return (
    <section
      aria-labelledby={title}
      className="flex flex-col gap-1.5 rounded-card border border-line bg-panel p-3"
    >
      <div className="flex items-baseline gap-2">
        <h3 id={title} className="min-w-0 flex-1 font-semibold wrap-anywhere">
          {t(name)}
        </h3>
        <span className="text-lead font-semibold tabular-nums">
          {count === null ? t('clean-up.notCounted') : format.number(count)}
        </span>
      </div>
      <p>{t(why)}</p>
      <p className="text-muted">{t(but)}</p>
      {sample.length > 0 && (
        <p className="text-small wrap-anywhere text-muted">
          {t('clean-up.lookFor')}{' '}
          <bdi>
            {format.list(
              sample.map((contact) =>
                t('list-import.contact', { name: contactName(contact, t), id: contact.id }),
              ),
            )}
          </bdi>
        </p>
      )}
      <div className="flex flex-wrap gap-2 pt-1">
        <Button onClick={onReview} aria-disabled={count === null || undefined}>
          {t('clean-up.review')}
        </Button>
        <Button variant="quiet" onClick={onShow}>
          {t('clean-up.showInList')}
        </Button>
        <Button variant="quiet" onClick={onPutAway}>
          {t('clean-up.notThis')}
        </Button>
      </div>
    </section>
  )
}
