import type { ReactNode } from 'react'
import type { ContactSort } from '#core/contact/contact-query.ts'
import {
  NO_FILTERS,
  withCondition,
  type ConditionName,
  type ConditionValues,
  type ContactFilters,
  type Moment,
  type Period,
} from '#core/filter/filters.ts'
import type { Host } from '#core/ports.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Checkbox, DateField, SelectField } from '#ui/fields/fields.tsx'
import { ResponsibleFilter } from './responsible-filter.tsx'
import { SORT_CHOICES } from './table/labels.ts'

interface FiltersPanelProps {
  filters: ContactFilters
  /** Null: not chosen here. */
  sort: ContactSort | null
  host: Host
  onChange: (filters: ContactFilters) => void
  onSort: (sort: ContactSort) => void
  onClose: () => void
}

/** The filters and the order. Every change works at once. */
export function FiltersPanel(props: FiltersPanelProps): ReactNode {
  const { filters, sort, host, onChange, onSort, onClose } = props
  const { t } = useTranslation()
  const set = <Name extends ConditionName>(name: Name, value: ConditionValues[Name] | null): void =>
    onChange(withCondition(filters, name, value))
  const order = SORT_CHOICES.map((choice) => ({ value: nameOf(choice.sort), label: t(choice.label) }))
  return (
    <div className="flex flex-col gap-3 p-1.5">
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(17rem,100%),1fr))] gap-x-6 gap-y-3">
        <Days
          labels={[t('contacts.createdFrom'), t('contacts.createdTo')]}
          period={filters.created}
          onChange={(period) => set('created', period)}
        />
        <Days
          labels={[t('contacts.changedFrom'), t('contacts.changedTo')]}
          period={filters.changed}
          onChange={(period) => set('changed', period)}
        />
        <ResponsibleFilter
          host={host}
          chosen={filters.responsible?.kind === 'these' ? (filters.responsible.people[0] ?? null) : null}
          onChange={(person) =>
            set('responsible', person === null ? null : { kind: 'these', people: [person] })
          }
        />
        {sort !== null && (
          <SelectField
            label={t('contacts.sortBy')}
            value={nameOf(sort)}
            options={order}
            onChange={(name) => {
              const chosen = SORT_CHOICES.find((choice) => nameOf(choice.sort) === name)
              if (chosen !== undefined) onSort(chosen.sort)
            }}
          />
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <Checkbox
          label={t('contacts.withoutPhone')}
          checked={filters.withoutPhone === true}
          onChange={(lacks) => set('withoutPhone', lacks || null)}
        />
        <Checkbox
          label={t('contacts.withoutEmail')}
          checked={filters.withoutEmail === true}
          onChange={(lacks) => set('withoutEmail', lacks || null)}
        />
        <Checkbox
          label={t('contacts.withoutCompany')}
          checked={filters.company === 'none'}
          onChange={(lacks) => set('company', lacks ? 'none' : null)}
        />
        <div className="ms-auto flex gap-1">
          <Button variant="quiet" onClick={() => onChange(NO_FILTERS)}>
            {t('contacts.clearFilters')}
          </Button>
          <Button onClick={onClose}>{t('contacts.closeFilters')}</Button>
        </div>
      </div>
    </div>
  )
}

function Days(props: {
  labels: readonly [string, string]
  period: Period | undefined
  onChange: (period: Period | null) => void
}): ReactNode {
  const { t } = useTranslation()
  const { labels, period, onChange } = props
  const { from, to } = period ?? NO_PERIOD
  const set = (next: Period): void => onChange(next.from === null && next.to === null ? null : next)
  const endsFirst = from !== null && to !== null && to < from
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(8.5rem,100%),1fr))] gap-2">
      <DateField label={labels[0]} value={from ?? ''} onChange={(day) => set({ from: dayOrNull(day), to })} />
      <DateField
        label={labels[1]}
        value={to ?? ''}
        onChange={(day) => set({ from, to: dayOrNull(day) })}
        problem={endsFirst ? t('contacts.endsBeforeStart') : undefined}
      />
    </div>
  )
}

const NO_PERIOD: Period = { from: null, to: null }

function dayOrNull(day: string): Moment | null {
  return day === '' ? null : day
}

function nameOf(sort: ContactSort): string {
  return `${sort.column} ${sort.descending ? 'down' : 'up'}`
}
