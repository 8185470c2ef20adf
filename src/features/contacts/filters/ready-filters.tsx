import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import type { SavedFilterStore } from '#core/filter/ports.ts'
import type { FilterScope, SavedFilter, SavedFilters } from '#core/filter/saved-filters.ts'
import { PRESETS, presetFilters, withPeopleOfToday, type Preset } from '#core/filter/presets.ts'
import { usePorts } from '#features/ports.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { Question } from '#ui/overlays/question.tsx'
import { filterTexts } from '#features/shared/query/filter-words.ts'
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
  const root = useRef<HTMLDivElement>(null)
  const onRemoved = (): void => {
    // Not from somebody who went on before the portal answered.
    if (root.current?.contains(document.activeElement) === true) root.current.focus()
  }
  return (
    <div ref={root} tabIndex={-1} className="flex flex-col gap-1 focus:outline-none">
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
      <Saved scope="me" title={t('filters.savedForMe')} {...{ taking, onRemoved }} />
      <Saved scope="everybody" title={t('filters.savedForEverybody')} {...{ taking, onRemoved }} />
    </div>
  )
}

interface SavedProps {
  scope: FilterScope
  title: string
  taking: TakingUp
  /** The button that had the focus is gone. */
  onRemoved: () => void
}

function Saved({ scope, title, taking, onRemoved }: SavedProps): ReactNode {
  const { t, format } = useTranslation()
  const ports = usePorts()
  const client = useQueryClient()
  const work = useQuery(workQuery(ports))
  const saved = useQuery(savedFilterQuery(work.data?.savedFilters ?? null))
  const [removing, setRemoving] = useState<SavedFilter | null>(null)
  /** Why the last one could not be deleted. */
  const [unremoved, setUnremoved] = useState<unknown>(null)
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

  async function remove(store: SavedFilterStore, name: string): Promise<void> {
    setUnremoved(null)
    const isIn = (now: SavedFilters): boolean => now[scope].some((one) => one.name === name)
    try {
      const now = await store.remove(scope, name).catch(async (thrown: unknown) => {
        // What is there now says whether it was done.
        const left = await store.read()
        if (isIn(left)) throw thrown
        return left
      })
      onRemoved()
      client.setQueryData(savedFilterQuery(null).queryKey, now)
    } catch (thrown) {
      setUnremoved(thrown)
    }
  }

  return (
    <div
      role="group"
      aria-label={`${t('filters.saved')}: ${title}`}
      className="flex flex-wrap items-center gap-1.5"
    >
      <span className="text-small text-muted">{title}</span>
      {filters.map((filter) => (
        <span key={filter.name} className="inline-flex max-w-full min-w-0 items-center">
          <Button
            className="min-w-0"
            busy={taking.busy === `${scope} ${filter.name}` ? t('filters.working') : undefined}
            onClick={() =>
              taking.take(`${scope} ${filter.name}`, (facts) =>
                withPeopleOfToday(filter.filters, () => facts.left()),
              )
            }
          >
            <bdi className="truncate">{filter.name}</bdi>
          </Button>
          {mayRemove && (
            <IconButton
              icon="close"
              label={t('filters.forget', { name: filter.name })}
              onClick={() => setRemoving(filter)}
            />
          )}
        </span>
      ))}
      <p role="status" className="basis-full text-small text-danger-text empty:hidden">
        {unremoved !== null && t('filters.failed', { why: describeThrown(unremoved, t, format).title })}
      </p>
      {removing !== null && (
        <Question
          title={t('filters.forget', { name: removing.name })}
          keep={t('common.cancel')}
          onKeep={() => setRemoving(null)}
          act={t('common.delete')}
          onAct={() => {
            setRemoving(null)
            if (work.data !== undefined) void remove(work.data.savedFilters, removing.name)
          }}
        >
          <p>
            {`${title}: ${filterTexts(removing.filters, t, format)
              .map(({ text }) => text)
              .join(' · ')}`}
          </p>
          <p>{t('filters.forgetText')}</p>
        </Question>
      )}
    </div>
  )
}
