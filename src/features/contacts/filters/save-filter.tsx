import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { countFilters, withCondition, type ContactFilters } from '#core/filter/filters.ts'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import { usePorts } from '#features/ports.tsx'
import { filterTexts } from '#features/shared/query/filter-words.ts'
import { SaveCleanUp } from '#features/shared/saved-clean-up/save-clean-up.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Checkbox, TextField } from '#ui/fields/fields.tsx'
import { savedFilterQuery } from '#features/shared/query/saved-filter-query.ts'

interface SaveFilterProps {
  filters: ContactFilters
  /** The list is searched, too, and no search is saved. */
  searching: boolean
}

/** Gives the filters in use a name, under which they are offered again: to this person, or to everybody. */
export function SaveFilter({ filters, searching }: SaveFilterProps): ReactNode {
  const { t, format } = useTranslation()
  const ports = usePorts()
  const client = useQueryClient()
  const work = useQuery(workQuery(ports))
  const saved = useQuery(savedFilterQuery(work.data?.savedFilters ?? null))
  const [name, setName] = useState('')
  const [everybody, setEverybody] = useState(false)
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const scope: FilterScope = everybody ? 'everybody' : 'me'
  const replaces = saved.data?.[scope].some((one) => one.name === name.trim()) === true

  const unsearched = searching ? [t('saved.withoutSearch')] : []
  const hint = [...(replaces ? [t('filters.saveReplaces')] : []), ...unsearched].join(' ')
  const nothing = [t('filters.saveNothing'), ...unsearched].join(' ')

  // Ids of a report are no filter for another day.
  const kept = withCondition(filters, 'only', null)

  async function save(): Promise<void> {
    if (countFilters(kept) === 0 || name.trim() === '') {
      setProblem(countFilters(kept) === 0 ? nothing : t('filters.saveUnnamed'))
      return
    }
    setSaving(true)
    setProblem(null)
    try {
      const { savedFilters } = await client.query(workQuery(ports))
      const now = await savedFilters.save(scope, { name: name.trim(), filters: kept })
      client.setQueryData(savedFilterQuery(null).queryKey, now)
      setName('')
    } catch (thrown) {
      setProblem(t('filters.failed', { why: describeThrown(thrown, t, format).title }))
    } finally {
      setSaving(false)
    }
  }

  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-1">
      <form
        className="flex min-w-0 flex-1 flex-wrap items-end gap-x-3 gap-y-1"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          className="min-w-40 flex-1"
          label={t('filters.saveName')}
          value={name}
          onChange={setName}
          maxLength={80}
          // Once a filter is set, there is one.
          problem={problem === null || (problem === nothing && countFilters(kept) > 0) ? undefined : problem}
          hint={hint === '' ? undefined : hint}
        />
        {work.data?.facts.isAdmin === true && (
          <Checkbox label={t('filters.saveEverybody')} checked={everybody} onChange={setEverybody} />
        )}
        <Button type="submit" busy={saving ? t('filters.saving') : undefined}>
          {t('filters.save')}
        </Button>
      </form>
      <SaveCleanUp
        subject={{ kind: 'filters', filters: kept }}
        what={filterTexts(kept, t, format)
          .map(({ text }) => text)
          .join(' · ')}
        name={name.trim()}
        searching={searching}
        ready={countFilters(kept) > 0}
        onRefused={() => setProblem(nothing)}
      />
    </div>
  )
}
