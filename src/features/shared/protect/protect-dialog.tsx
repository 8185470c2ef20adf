import { useState, type ReactNode } from 'react'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import { LONGEST_REASON } from '#core/plan/protect/protect-list.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { DateField, TextField } from '#ui/fields/fields.tsx'
import { RadioGroup } from '#ui/fields/radio-group.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'

export interface ProtectWish {
  /** `run`: in the run under review only, not on the list. */
  readonly scope: FilterScope | 'run'
  readonly reason: string
  /** Unix ms at which it ends; null: it is lifted by hand. */
  readonly until: number | null
}

interface ProtectDialogProps {
  title: string
  /** Whether this person may protect for everybody; undefined: not known yet. */
  isAdmin: boolean | undefined
  /** Whether it may be for the run under review only. */
  inReview?: boolean
  /** What is being done, or why it was not. */
  news?: ReactNode
  busy?: boolean
  onClose: () => void
  onProtect: (wish: ProtectWish) => void
}

/** Asks for whom contacts are protected, why, and until when: for as little as possible, unless the person says otherwise. */
export function ProtectDialog(props: ProtectDialogProps): ReactNode {
  const { t } = useTranslation()
  const { title, isAdmin, inReview = false, news, busy = false, onClose, onProtect } = props
  const [scope, setScope] = useState<ProtectWish['scope']>(inReview ? 'run' : 'me')
  const [reason, setReason] = useState('')
  const [day, setDay] = useState('')
  const [now] = useState(() => Date.now())
  const [isLate] = useState(isAdmin === undefined)
  const until = day === '' ? null : endOf(day)
  const over = until !== null && until <= now
  const scopes = [
    ...(inReview ? [{ value: 'run', label: t('guards.scopeRun') } as const] : []),
    { value: 'me', label: t(inReview ? 'review.protectMine' : 'guards.protectMe') } as const,
    ...(isAdmin === true ? [{ value: 'everybody', label: t('guards.protectEverybody') } as const] : []),
  ]
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            data-autofocus
            variant="primary"
            aria-disabled={over || busy}
            onClick={() => onProtect({ scope, reason: reason.trim(), until })}
          >
            {t('review.protectShort')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{t('review.protectText')}</p>
        {(scopes.length > 1 || isLate) && (
          // The answer may add a line, for which there is room: nothing moves.
          <div className={isLate ? 'min-h-22 max-sm:pointer-coarse:min-h-28' : undefined}>
            <RadioGroup label={t('review.protectScope')} value={scope} options={scopes} onChange={setScope} />
          </div>
        )}
        {scope !== 'run' && (
          <>
            <TextField
              label={t('guards.protectReason')}
              value={reason}
              maxLength={LONGEST_REASON}
              onChange={setReason}
            />
            <DateField
              label={t('guards.protectUntil')}
              value={day}
              onChange={setDay}
              problem={over ? t('guards.protectOver') : undefined}
            />
          </>
        )}
        {news}
      </div>
    </Dialog>
  )
}

/** The end of a calendar day where the person is. @param day `YYYY-MM-DD` */
function endOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + 1).getTime()
}
