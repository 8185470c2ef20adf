import type { ReactNode } from 'react'
import type { PlanConfirmation } from '#core/plan/plan.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Checkbox, TextField } from '#ui/fields/fields.tsx'
import { Details } from '#ui/details.tsx'
import { Notice } from '#ui/notice.tsx'
import type { CopyPlace } from '../shared/copy-queries.ts'
import { keepText, keepTexts } from './keep-text.ts'
import { Reserved } from './reserved.tsx'
import { ErasureChoice } from './erasure-choice.tsx'

interface CopiesSectionProps {
  /** Undefined: still being asked. */
  place: CopyPlace | undefined
  said: PlanConfirmation
  onSaid: (said: PlanConfirmation) => void
}

/** Where the copies are, if not in the portal, and what the person says of the deletion. */
export function CopiesSection({ place, said, onSaid }: CopiesSectionProps): ReactNode {
  const { t } = useTranslation()
  const { speed, ...others } = said
  const nowhereText = (browser: boolean, keep: string): string =>
    [
      ...(browser ? [t('review.copiesNowhereText', { keep })] : []),
      ...(said.copiesFirst || !browser ? [t('review.copiesNowhereFirst')] : []),
    ].join(' ')
  return (
    <section aria-label={t('review.copies')} className="flex flex-col gap-2">
      {place?.portal === null && (
        <Notice
          tone="warning"
          title={t(place.browser ? 'review.copiesNowhere' : 'review.copiesNowhereAtAll')}
        >
          <Reserved texts={keepTexts(place, t).map((keep) => nowhereText(place.browser, keep))}>
            {nowhereText(place.browser, keepText(place, said, t))}
          </Reserved>
        </Notice>
      )}
      <div className="flex flex-wrap items-start gap-x-6 px-1.5">
        {place?.portal === null && place.browser && (
          <Checkbox
            className="sm:min-h-8!"
            label={t('review.copiesFirst')}
            checked={said.copiesFirst}
            onChange={(copiesFirst) => onSaid({ ...said, copiesFirst })}
          />
        )}
        <Checkbox
          className="sm:min-h-8!"
          label={t('review.copiesIncomplete')}
          checked={said.incompleteCopies === 'delete'}
          onChange={(all) => onSaid({ ...said, incompleteCopies: all ? 'delete' : 'keep' })}
        />
        <ErasureChoice said={said} onSaid={onSaid} />
        <Details label={t('review.moreChoices')} className="pb-1">
          <TextField
            label={t('review.reference')}
            hint={t('review.referenceHint')}
            value={said.reference}
            maxLength={200}
            autoComplete="off"
            onChange={(reference) => onSaid({ ...said, reference })}
          />
          <Checkbox
            label={t('review.fullSpeed')}
            checked={speed === 'full'}
            onChange={(full) => onSaid(full ? { ...others, speed: 'full' } : others)}
          />
        </Details>
      </div>
    </section>
  )
}
