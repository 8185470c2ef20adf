import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import { PRESETS, presetFilters, withPeopleOfToday, type Preset } from '#core/filter/presets.ts'
import { usePorts } from '#features/ports.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { savedFilterQuery } from '#features/shared/query/saved-filter-query.ts'
import type { TakingUp } from './use-taking-up.ts'

const PRESET_LABELS: Readonly<Record<Preset, MessageId>> = {
  today: 'filters.presetToday',
  mine: 'filters.presetMine',
  unreachable: 'filters.presetUnreachable',
  'quiet-year': 'filters.presetQuiet',
  left: 'filters.presetLeft',
}

/** Filters to take up with one press, in place of those in use: ready-made ones, and saved ones. */
export function ReadyFilters({ taking }: { taking: TakingUp }): ReactNode {
  const { t } = useTranslation()
  const { busy, problem, take } = taking
  return (
    <div className="flex flex-col gap-1">
      <div role="group" aria-label={t('filters.presets')} className="flex flex-wrap gap-1.5">
        {PRESETS.map((preset) => (
          <Button
            key={preset}
            busy={busy === preset ? t('filters.working') : undefined}
            onClick={() => take(preset, (facts) => presetFilters(preset, facts))}
          >
            {t(PRESET_LABELS[preset])}
          </Button>
        ))}
      </div>
      <p role="status" className="text-small text-danger-text empty:hidden">
        {problem}
      </p>
      <Saved scope="me" title={t('filters.savedForMe')} taking={taking} />
      <Saved scope="everybody" title={t('filters.savedForEverybody')} taking={taking} />
    </div>
  )
}

function Saved(props: { scope: FilterScope; title: string; taking: TakingUp }): ReactNode {
  const { scope, title, taking } = props
  const { t, format } = useTranslation()
  const ports = usePorts()
  const client = useQueryClient()
  const work = useQuery(workQuery(ports))
  const saved = useQuery(savedFilterQuery(work.data?.savedFilters ?? null))
  const filters = saved.data?.[scope] ?? []
  const problem = saved.error ?? work.error
  if (problem !== null && scope === 'me')
    return (
      <p className="text-small text-danger-text">
        {t('filters.failed', { why: describeThrown(problem, t, format).title })}
      </p>
    )
  if (filters.length === 0) return null
  const mayRemove = scope === 'me' || work.data?.facts.isAdmin === true

  function remove(name: string): void {
    work.data?.savedFilters.remove(scope, name).then(
      (now) => client.setQueryData(savedFilterQuery(null).queryKey, now),
      () => void saved.refetch(),
    )
  }

  return (
    <div
      role="group"
      aria-label={`${t('filters.saved')}: ${title}`}
      className="flex flex-wrap items-center gap-1.5"
    >
      <span className="text-small text-muted">{title}</span>
      {filters.map(({ name, filters: conditions }) => (
        <span key={name} className="inline-flex max-w-full min-w-0 items-center">
          <Button
            className="min-w-0"
            busy={taking.busy === `${scope} ${name}` ? t('filters.working') : undefined}
            onClick={() =>
              taking.take(`${scope} ${name}`, (facts) => withPeopleOfToday(conditions, () => facts.left()))
            }
          >
            <bdi className="truncate">{name}</bdi>
          </Button>
          {mayRemove && (
            <IconButton icon="close" label={t('filters.forget', { name })} onClick={() => remove(name)} />
          )}
        </span>
      ))}
    </div>
  )
}
