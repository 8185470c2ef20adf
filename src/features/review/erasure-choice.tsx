import type { ReactNode } from 'react'
import type { PlanConfirmation } from '#core/plan/plan.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { Checkbox, SelectField } from '#ui/fields/fields.tsx'
import { ERASURE_DAYS } from './keep-text.ts'

const DAYS = ERASURE_DAYS.map((days) => `${days}` as const)

/** "For erasure": the copy is erased by itself earlier than others. */
export function ErasureChoice(props: {
  said: PlanConfirmation
  onSaid: (said: PlanConfirmation) => void
}): ReactNode {
  const { t } = useTranslation()
  const { said, onSaid } = props
  const { eraseCopyAfterDays, ...others } = said
  const isChosen = eraseCopyAfterDays !== undefined
  return (
    <div className="flex flex-col gap-1 sm:flex-row sm:items-center">
      <Checkbox
        label={t('review.forErasure')}
        checked={isChosen}
        onChange={(chosen) => onSaid(chosen ? { ...others, eraseCopyAfterDays: 0 } : others)}
      />
      {/* Its place is reserved, so that nothing moves when it appears. */}
      <SelectField
        label={t('review.eraseWhen')}
        labelHidden
        value={DAYS.find((days) => Number(days) === eraseCopyAfterDays) ?? '0'}
        options={DAYS.map((value) => ({ value, label: t('review.eraseAfter', { count: Number(value) }) }))}
        onChange={(days) => onSaid({ ...others, eraseCopyAfterDays: Number(days) })}
        className={classNames('ms-6 sm:ms-0', !isChosen && 'invisible')}
      />
    </div>
  )
}
