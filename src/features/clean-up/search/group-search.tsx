import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Picture } from '#core/clean-up/counted.ts'
import { ONLY_MOST } from '#core/contact/contact-query.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { foundSelection } from '#core/plan/search/found-selection.ts'
import { SHARED_MOST } from '#core/plan/search/find-shared.ts'
import type { FoundBy, Selection } from '#core/plan/selection.ts'
import { usePorts } from '#features/ports.tsx'
import { savedFilterQuery } from '#features/shared/query/saved-filter-query.ts'
import { workQuery } from '#features/shared/work-query.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { SelectField } from '#ui/fields/fields.tsx'
import { Notice } from '#ui/notice.tsx'
import { Progress } from '#ui/progress.tsx'
import { SuggestionCard } from '../suggestion-card.tsx'
import { groupsOf } from './groups.ts'
import { useGroupSearch, type Searching } from './use-group-search.ts'

interface GroupSearchProps {
  what: FoundBy['what']
  picture: Picture
  onShow: (filters: ContactFilters) => void
  onReview: (selection: Selection) => void
  onNotThis: () => void
}

const WORDS: Readonly<
  Record<FoundBy['what'], readonly [title: MessageId, why: MessageId, but: MessageId, look: MessageId]>
> = {
  shared: ['clean-up.shared', 'clean-up.sharedWhy', 'clean-up.sharedBut', 'clean-up.sharedLook'],
  unlinked: ['clean-up.unlinked', 'clean-up.unlinkedWhy', 'clean-up.unlinkedBut', 'clean-up.unlinkedLook'],
}

const NONE_SAVED = { me: [], everybody: [] } as const

/** A suggestion for which the portal must be asked of each contact of a group; only when the person asks for it. */
export function GroupSearchCard({ what, picture, onShow, onReview, onNotThis }: GroupSearchProps): ReactNode {
  const { t, format } = useTranslation()
  const searching = useGroupSearch(what)
  const { result, working } = searching
  const [touched, setTouched] = useState(false)
  // Saved filters cost two requests, so they are read for those who come to choose.
  const { data: work } = useQuery({ ...workQuery(usePorts()), enabled: touched })
  const { data: saved = NONE_SAVED } = useQuery(savedFilterQuery(work?.savedFilters ?? null))
  const groups = groupsOf(picture, saved, t, format)
  const [chosen, choose] = useState('all')
  const group = groups.find(({ key }) => key === chosen) ?? groups[0]
  const tooMany = what === 'shared' && (group?.count ?? 0) > SHARED_MOST
  const [title, why, but, look] = WORDS[what]
  const found = working ? [] : (result?.found ?? [])
  return (
    <SuggestionCard
      title={t(title)}
      count={found.length === 0 ? undefined : found.length}
      why={t(why)}
      but={t(but)}
      sample={
        working
          ? []
          : (result?.sample ?? []).map(({ id, name }) => ({
              id,
              firstName: name ?? '',
              secondName: '',
              lastName: '',
            }))
      }
      onReview={() => {
        if (result !== null) onReview(foundSelection(found, { what, group: result.group }))
      }}
      showLabel={found.length > ONLY_MOST ? t('clean-up.showFirst', { count: ONLY_MOST }) : undefined}
      onShow={() => onShow({ only: found.slice(0, ONLY_MOST) })}
      onNotThis={onNotThis}
    >
      <Outcome {...searching} />
      {found.length > 0 && <p className="text-small text-muted">{t('clean-up.notSaved')}</p>}
      {working ? (
        <div>
          <Button onClick={searching.stop}>{t('common.cancel')}</Button>
        </div>
      ) : (
        <div className="flex flex-wrap items-end gap-2">
          <SelectField
            className="min-w-0 max-w-full grow basis-48"
            label={t('clean-up.among')}
            value={group?.key ?? 'all'}
            options={groups.map(({ key, label }) => ({ value: key, label }))}
            onChange={choose}
            onFocus={() => setTouched(true)}
          />
          <Button
            aria-disabled={tooMany || undefined}
            onClick={() => {
              if (group !== undefined) searching.start(group.filters)
            }}
          >
            {t(look)}
          </Button>
        </div>
      )}
      {tooMany && <p>{t('clean-up.tooMany', { most: format.number(SHARED_MOST) })}</p>}
    </SuggestionCard>
  )
}

/** How far the search is, or what came of it. */
function Outcome({ result, working, error }: Searching): ReactNode {
  const { t, format } = useTranslation()
  const problem = error === null ? null : describeThrown(error, t, format)
  const facts = {
    checked: format.number(result?.checked ?? 0),
    of: format.number(result?.of ?? 0),
    count: result?.found.length ?? 0,
  }
  const ended =
    result === null || working
      ? []
      : [
          t(result.done ? 'clean-up.done' : 'clean-up.stopped', facts),
          ...(result.unsure > 0 ? [t('clean-up.unsure', { count: result.unsure })] : []),
          t('clean-up.when', { when: format.moment(result.at) }),
        ]
  return (
    <>
      {working && (
        <div className="flex flex-col gap-1">
          <p className="text-muted">{t('clean-up.looking', facts)}</p>
          <Progress
            label={t('clean-up.progress')}
            value={result === null ? null : result.checked}
            max={result?.of ?? 1}
          />
        </div>
      )}
      {/* Only what changes seldom is read out. */}
      <p role="status" className="text-muted">
        {working ? t('clean-up.begun') : ended.join(' ')}
      </p>
      {problem !== null && (
        <Notice tone="problem" title={problem.title}>
          {problem.advice}
        </Notice>
      )}
    </>
  )
}
