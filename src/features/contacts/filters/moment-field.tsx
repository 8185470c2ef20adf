import type { ReactNode } from 'react'
import type { Moment, Period } from '#core/filter/filters.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { DateField } from '#ui/fields/fields.tsx'
import { BOX } from '#ui/fields/box.ts'

interface MomentFieldProps {
  label: string
  /** The accessible name of the time beside the day. */
  timeLabel: string
  value: Moment | null
  onChange: (moment: Moment | null) => void
  problem?: string | undefined
}

/** A day, and a time of that day if the person wants one. */
function MomentField({ label, timeLabel, value, onChange, problem }: MomentFieldProps): ReactNode {
  const [day = '', time = ''] = value?.split('T') ?? []
  return (
    <div className="flex min-w-0 items-start gap-1">
      <DateField
        label={label}
        className="flex-1"
        value={day}
        onChange={(next) => onChange(next === '' ? null : momentOf(next, time))}
        problem={problem}
      />
      {/* In line with the day's field, below its label. */}
      <input
        type="time"
        aria-label={timeLabel}
        value={time}
        disabled={day === ''}
        onChange={(event) => onChange(momentOf(day, event.target.value))}
        className={`${BOX} mt-5.5 w-26! shrink-0 disabled:opacity-60`}
      />
    </div>
  )
}

function momentOf(day: string, time: string): Moment {
  return time === '' ? day : `${day}T${time.slice(0, 5)}`
}

interface PeriodFieldProps {
  /** Of the first and the last moment; of the times beside them. */
  labels: readonly [string, string]
  timeLabels: readonly [string, string]
  period: Period | undefined
  onChange: (period: Period | null) => void
}

/** From one moment to another, either end open. */
export function PeriodField({ labels, timeLabels, period, onChange }: PeriodFieldProps): ReactNode {
  const { t } = useTranslation()
  const { from, to } = period ?? NO_PERIOD
  const set = (next: Period): void => onChange(next.from === null && next.to === null ? null : next)
  const endsFirst = from !== null && to !== null && to < from.slice(0, to.length)
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(14rem,100%),1fr))] gap-2">
      <MomentField
        label={labels[0]}
        timeLabel={timeLabels[0]}
        value={from}
        onChange={(next) => set({ from: next, to })}
      />
      <MomentField
        label={labels[1]}
        timeLabel={timeLabels[1]}
        value={to}
        onChange={(next) => set({ from, to: next })}
        problem={endsFirst ? t('contacts.endsBeforeStart') : undefined}
      />
    </div>
  )
}

const NO_PERIOD: Period = { from: null, to: null }
