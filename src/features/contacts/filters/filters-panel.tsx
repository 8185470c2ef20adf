import type { Dispatch, ReactNode, SetStateAction } from 'react'
import type { ContactSort } from '#core/contact/contact-query.ts'
import {
  NO_FILTERS,
  withCondition,
  type ConditionName,
  type ConditionValues,
  type ContactFilters,
} from '#core/filter/filters.ts'
import type { Host } from '#core/ports.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Checkbox, SelectField } from '#ui/fields/fields.tsx'
import { SORT_CHOICES } from '../table/labels.ts'
import { CodeField } from './code-field.tsx'
import { IdRangeField } from './id-range-field.tsx'
import { PeriodField } from './moment-field.tsx'
import { ChosenField, PeopleField } from './people-field.tsx'
import { ReadyFilters } from './ready-filters.tsx'
import { SaveFilter } from './save-filter.tsx'
import { useTakingUp } from './use-taking-up.ts'

interface FiltersPanelProps {
  filters: ContactFilters
  /** There is a search beside them. */
  searching: boolean
  /** Null: not chosen here. */
  sort: ContactSort | null
  host: Host
  onChange: Dispatch<SetStateAction<ContactFilters>>
  onSort: (sort: ContactSort) => void
  onClose: () => void
}

/** The filters and the order. Every change works at once. */
export function FiltersPanel(props: FiltersPanelProps): ReactNode {
  const { filters, searching, sort, host, onChange, onSort, onClose } = props
  const { t } = useTranslation()
  const taking = useTakingUp(onChange)
  const set = <Name extends ConditionName>(name: Name, value: ConditionValues[Name] | null): void =>
    onChange((now) => withCondition(now, name, value))
  const { responsible, activity, company } = filters
  const order = SORT_CHOICES.map((choice) => ({ value: nameOf(choice.sort), label: t(choice.label) }))
  return (
    <div className="flex flex-col gap-3 p-1.5">
      <ReadyFilters taking={taking} />
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(17rem,100%),1fr))] gap-x-6 gap-y-3">
        <PeriodField
          labels={[t('contacts.createdFrom'), t('contacts.createdTo')]}
          timeLabels={[t('filters.createdFirstTime'), t('filters.createdLastTime')]}
          period={filters.created}
          onChange={(period) => set('created', period)}
        />
        <PeriodField
          labels={[t('contacts.changedFrom'), t('contacts.changedTo')]}
          timeLabels={[t('filters.changedFirstTime'), t('filters.changedLastTime')]}
          period={filters.changed}
          onChange={(period) => set('changed', period)}
        />
        <PeopleField
          label={t('contacts.responsible')}
          choose={t('contacts.chooseColleague')}
          host={host}
          people={responsible?.kind === 'these' ? responsible.people : []}
          onChange={(people) => set('responsible', people.length === 0 ? null : { kind: 'these', people })}
        >
          <Checkbox
            label={t('filters.leftField')}
            checked={responsible?.kind === 'left'}
            onChange={(ticked) => {
              if (!ticked) set('responsible', null)
              else
                taking.take('people who left', async (facts) => {
                  const ids = await facts.left()
                  return (now) => withCondition(now, 'responsible', { kind: 'left', ids })
                })
            }}
          />
        </PeopleField>
        <div className="flex min-w-0 flex-col gap-1">
          <PeriodField
            labels={[t('filters.activeFromField'), t('filters.activeToField')]}
            timeLabels={[t('filters.activeFirstTime'), t('filters.activeLastTime')]}
            period={activity === 'never' ? undefined : activity}
            onChange={(period) => set('activity', period)}
          />
          <Checkbox
            label={t('filters.neverActive')}
            checked={activity === 'never'}
            onChange={(never) => set('activity', never ? 'never' : null)}
          />
        </div>
        <PeopleField
          label={t('filters.createdByField')}
          choose={t('filters.chooseCreator')}
          host={host}
          people={filters.createdBy ?? []}
          onChange={(people) => set('createdBy', people.length === 0 ? null : people)}
        />
        <PeopleField
          label={t('filters.changedByField')}
          choose={t('filters.chooseChanger')}
          host={host}
          people={filters.changedBy ?? []}
          onChange={(people) => set('changedBy', people.length === 0 ? null : people)}
        />
        <CodeField
          label={t('filters.anySource')}
          of="sources"
          chosen={filters.source ?? []}
          onChange={(codes) => set('source', codes.length === 0 ? null : codes)}
        />
        <CodeField
          label={t('filters.anyType')}
          of="types"
          chosen={filters.type ?? []}
          onChange={(codes) => set('type', codes.length === 0 ? null : codes)}
        />
        <ChosenField
          label={t('filters.companyField')}
          chosen={typeof company === 'object' ? [company] : []}
          nothing={t('filters.anyCompany')}
          choose={t('filters.chooseCompany')}
          pick={() => host.pickCompany()}
          onChange={(companies) => set('company', companies.at(-1) ?? null)}
        />
        <div className="flex min-w-0 flex-col">
          <SelectField
            label={t('filters.nameField')}
            value={filters.name ?? 'any'}
            options={[
              { value: 'any', label: t('filters.any') },
              { value: 'empty', label: t('filters.nameEmpty') },
              { value: 'test', label: t('filters.nameTest') },
            ]}
            onChange={(name) => set('name', name === 'any' ? null : name)}
          />
          {filters.name === 'test' && <p className="text-small text-muted">{t('filters.testHint')}</p>}
        </div>
        <YesOrNo
          label={t('filters.importedField')}
          yes={t('filters.imported')}
          no={t('filters.notImported')}
          value={filters.imported}
          onChange={(is) => set('imported', is)}
        />
        <YesOrNo
          label={t('filters.exportedField')}
          yes={t('filters.exported')}
          no={t('filters.notExported')}
          value={filters.exported}
          onChange={(is) => set('exported', is)}
        />
        <IdRangeField range={filters.ids} onChange={(ids) => set('ids', ids)} />
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
          checked={company === 'none'}
          onChange={(lacks) => set('company', lacks ? 'none' : null)}
        />
        <div className="ms-auto flex gap-1">
          <Button variant="quiet" onClick={() => onChange(NO_FILTERS)}>
            {t('contacts.clearFilters')}
          </Button>
          <Button onClick={onClose}>{t('contacts.closeFilters')}</Button>
        </div>
      </div>
      <SaveFilter filters={filters} searching={searching} />
    </div>
  )
}

function YesOrNo(props: {
  label: string
  yes: string
  no: string
  value: boolean | undefined
  onChange: (is: boolean | null) => void
}): ReactNode {
  const { t } = useTranslation()
  const { label, yes, no, value, onChange } = props
  return (
    <SelectField
      label={label}
      value={value === undefined ? 'any' : value ? 'yes' : 'no'}
      options={[
        { value: 'any', label: t('filters.any') },
        { value: 'yes', label: yes },
        { value: 'no', label: no },
      ]}
      onChange={(chosen) => onChange(chosen === 'any' ? null : chosen === 'yes')}
    />
  )
}

function nameOf({ column, descending }: ContactSort): string {
  return `${column} ${descending ? 'down' : 'up'}`
}
