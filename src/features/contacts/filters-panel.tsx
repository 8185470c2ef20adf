import type { ReactNode } from 'react'
import { NO_FILTERS, type ContactFilters, type ContactSort } from '#core/contact/contact-query.ts'
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
  const change = (part: Partial<ContactFilters>): void => onChange({ ...filters, ...part })
  const order = SORT_CHOICES.map((choice) => ({ value: nameOf(choice.sort), label: t(choice.label) }))
  return (
    <div className="flex flex-col gap-3 p-1.5">
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(17rem,100%),1fr))] gap-x-6 gap-y-3">
        <Days
          labels={[t('contacts.createdFrom'), t('contacts.createdTo')]}
          from={filters.createdFrom}
          to={filters.createdTo}
          onFrom={(createdFrom) => change({ createdFrom })}
          onTo={(createdTo) => change({ createdTo })}
        />
        <Days
          labels={[t('contacts.changedFrom'), t('contacts.changedTo')]}
          from={filters.changedFrom}
          to={filters.changedTo}
          onFrom={(changedFrom) => change({ changedFrom })}
          onTo={(changedTo) => change({ changedTo })}
        />
        <ResponsibleFilter
          host={host}
          chosen={filters.responsible}
          onChange={(responsible) => change({ responsible })}
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
          checked={filters.withoutPhone}
          onChange={(withoutPhone) => change({ withoutPhone })}
        />
        <Checkbox
          label={t('contacts.withoutEmail')}
          checked={filters.withoutEmail}
          onChange={(withoutEmail) => change({ withoutEmail })}
        />
        <Checkbox
          label={t('contacts.withoutCompany')}
          checked={filters.withoutCompany}
          onChange={(withoutCompany) => change({ withoutCompany })}
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
  from: string | null
  to: string | null
  onFrom: (day: string | null) => void
  onTo: (day: string | null) => void
}): ReactNode {
  const { t } = useTranslation()
  const { labels, from, to, onFrom, onTo } = props
  const endsFirst = from !== null && to !== null && to < from
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(8.5rem,100%),1fr))] gap-2">
      <DateField label={labels[0]} value={from ?? ''} onChange={(day) => onFrom(dayOrNull(day))} />
      <DateField
        label={labels[1]}
        value={to ?? ''}
        onChange={(day) => onTo(dayOrNull(day))}
        problem={endsFirst ? t('contacts.endsBeforeStart') : undefined}
      />
    </div>
  )
}

function dayOrNull(day: string): string | null {
  return day === '' ? null : day
}

function nameOf(sort: ContactSort): string {
  return `${sort.column} ${sort.descending ? 'down' : 'up'}`
}
