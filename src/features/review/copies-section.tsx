import type { ReactNode } from 'react'
import type { PlanConfirmation } from '#core/plan/plan.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Checkbox, TextField } from '#ui/fields/fields.tsx'
import { Notice } from '#ui/notice.tsx'
import type { CopyPlace } from '../shared/copy-queries.ts'
import { ErasureChoice } from './erasure-choice.tsx'

interface CopiesSectionProps {
  /** Undefined: unknown, or it could not be asked. */
  place: CopyPlace | undefined
  error: unknown
  onRetry: () => void
  said: PlanConfirmation
  onSaid: (said: PlanConfirmation) => void
}

/**
 * Says that everything is copied before it is deleted, where and for how long copies are stored, and takes the person's
 * choices.
 */
export function CopiesSection({ place, error, onRetry, said, onSaid }: CopiesSectionProps): ReactNode {
  const { t, format } = useTranslation()
  if (place === undefined && error !== null) {
    const { title, advice } = describeThrown(error, t, format)
    return (
      <Notice
        tone="problem"
        title={t('review.copiesUnasked', { why: title })}
        actions={<Button onClick={onRetry}>{t('review.copiesAsk')}</Button>}
      >
        {advice}
      </Notice>
    )
  }
  return (
    <section
      aria-label={t('review.copies')}
      className="flex flex-col gap-3 rounded-card border border-line bg-panel p-4"
    >
      {place?.portal === null ? (
        <Notice
          tone="warning"
          title={t(place.browser ? 'review.copiesNowhere' : 'review.copiesNowhereAtAll')}
        >
          {[
            ...(place.browser ? [t('review.copiesNowhereText', until(place))] : []),
            ...(said.copiesFirst || !place.browser ? [t('review.copiesNowhereFirst')] : []),
          ].join(' ')}
        </Notice>
      ) : (
        <p className="max-w-3xl text-muted">
          {place === undefined
            ? t('review.copiesAsking')
            : t('review.copiesPortal', { ...until(place), browser: String(place.browser) })}
        </p>
      )}
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <TextField
          label={t('review.reference')}
          hint={t('review.referenceHint')}
          value={said.reference}
          maxLength={200}
          autoComplete="off"
          onChange={(reference) => onSaid({ ...said, reference })}
          className="grow basis-64"
        />
        <div className="flex grow basis-80 flex-col">
          {place?.portal === null && place.browser && (
            <Checkbox
              label={t('review.copiesFirst')}
              checked={said.copiesFirst}
              onChange={(copiesFirst) => onSaid({ ...said, copiesFirst })}
            />
          )}
          <Checkbox
            label={t('review.copiesIncomplete')}
            checked={said.incompleteCopies === 'delete'}
            onChange={(all) => onSaid({ ...said, incompleteCopies: all ? 'delete' : 'keep' })}
          />
          <ErasureChoice said={said} onSaid={onSaid} />
        </div>
      </div>
    </section>
  )

  function until({ keepDays }: CopyPlace): { keep: string } {
    return { keep: keepDays === null ? t('review.keepForever') : t('review.keepDays', { count: keepDays }) }
  }
}
