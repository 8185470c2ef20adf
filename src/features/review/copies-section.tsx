import type { ReactNode } from 'react'
import type { PlanConfirmation } from '#core/plan/plan.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Checkbox, TextField } from '#ui/fields/fields.tsx'
import { Notice } from '#ui/notice.tsx'
import type { CopyPlace } from '../shared/copy-queries.ts'
import { keepText, keepTexts } from './keep-text.ts'
import { Reserved } from './reserved.tsx'
import { ErasureChoice } from './erasure-choice.tsx'

interface ChoicesProps {
  said: PlanConfirmation
  onSaid: (said: PlanConfirmation) => void
}

interface CopiesSectionProps extends ChoicesProps {
  /** Undefined: still being asked. */
  place: CopyPlace | undefined
  /** Further choices. */
  children?: ReactNode
}

/** Where the copies are, if not in the portal, and what the person says of the deletion. */
export function CopiesSection(props: CopiesSectionProps): ReactNode {
  const { t } = useTranslation()
  const { place, said, onSaid } = props
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
      {place?.portal === null && place.browser && (
        <Checkbox
          className="px-1.5 sm:min-h-8!"
          label={t('review.copiesFirst')}
          checked={said.copiesFirst}
          onChange={(copiesFirst) => onSaid({ ...said, copiesFirst })}
        />
      )}
      {props.children}
    </section>
  )
}

/** What the copies may lack, and when they are erased. */
export function CopyChoices({ said, onSaid }: ChoicesProps): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <Checkbox
        className="sm:min-h-8!"
        label={t('review.copiesIncomplete')}
        checked={said.incompleteCopies === 'delete'}
        onChange={(all) => onSaid({ ...said, incompleteCopies: all ? 'delete' : 'keep' })}
      />
      <ErasureChoice said={said} onSaid={onSaid} />
    </>
  )
}

/** What is rarely chosen. */
export function RareChoices({ said, onSaid }: ChoicesProps): ReactNode {
  const { t } = useTranslation()
  const { speed, ...others } = said
  return (
    <>
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
    </>
  )
}
