import { useId, useState, type ReactNode } from 'react'
import type { ContactFilters } from '#core/filter/filters.ts'
import { isDue } from '#core/plan/saved/due.ts'
import type { LastRun, ListedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import type { WorkPorts } from '#core/ports.ts'
import { SaveDialog } from '#features/shared/saved-clean-up/save-dialog.tsx'
import { filterTexts } from '#features/shared/query/filter-words.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { Question } from '#ui/overlays/question.tsx'
import { Menu } from '#ui/overlays/menu.tsx'
import { useWidth } from '#ui/use-width.ts'
import { SUGGESTION_WORDS } from '../suggestion-words.ts'
import { Differences } from './differences.tsx'
import type { CleanUpNow } from './saved-queries.ts'

/** In px: in a narrower frame, what is rarely done with a card stands in a menu. */
const NARROW_UNDER = 500

interface SavedCardProps {
  listed: ListedCleanUp
  /** Undefined: being counted. */
  now: CleanUpNow | undefined
  work: WorkPorts
  onShow: (filters: ContactFilters) => void
  onReview: (filters: ContactFilters, count: number) => void
  onRemove: () => void
}

/** A saved clean-up: what it finds now, its last run, and the way into its review. */
export function SavedCard(props: SavedCardProps): ReactNode {
  const { listed, now, work, onShow, onReview, onRemove } = props
  const { cleanUp, scope, last } = listed
  const { t, format } = useTranslation()
  const titleId = useId()
  const [opened] = useState(() => Date.now())
  const [comparing, setComparing] = useState(false)
  const [changing, setChanging] = useState(false)
  const [removing, setRemoving] = useState(false)
  const filters = now?.filters ?? null
  const count = now?.count ?? null
  const mayChange = scope === 'me' || work.facts.isAdmin
  const { subject } = cleanUp
  const narrow = (useWidth(document.documentElement) ?? NARROW_UNDER) < NARROW_UNDER
  const isComparable = last !== null && last !== 'unreadable'
  const what =
    subject.kind === 'suggestion'
      ? t(SUGGESTION_WORDS[subject.name][0])
      : filterTexts(subject.filters, t, format)
          .map(({ text }) => text)
          .join(' · ')
  return (
    <section
      aria-labelledby={titleId}
      className="flex min-w-0 flex-col gap-1.5 rounded-card border border-line bg-panel p-3"
    >
      <div className="flex flex-wrap items-baseline gap-2">
        <h3 id={titleId} className="min-w-0 flex-1 basis-32 font-semibold wrap-anywhere">
          <bdi>{cleanUp.name}</bdi>
        </h3>
        {isDue(listed, opened) && (
          <span className="rounded-control border border-warning-line bg-warning-bg px-1.5 text-small">
            {t('saved.due')}
          </span>
        )}
        <span className="text-lead font-semibold tabular-nums">
          {now === undefined
            ? t('saved.counting')
            : count === null
              ? t('clean-up.notCounted')
              : format.number(count)}
        </span>
        {narrow && (mayChange || (isComparable && filters !== null)) && (
          <Menu
            label={t('contacts.more')}
            actions={[
              ...(isComparable && filters !== null
                ? [{ label: t('saved.different'), onPress: () => setComparing(!comparing) }]
                : []),
              ...(mayChange
                ? [
                    { label: t('saved.change'), onPress: () => setChanging(true) },
                    { label: t('saved.remove', { name: cleanUp.name }), onPress: () => setRemoving(true) },
                  ]
                : []),
            ]}
          />
        )}
        {!narrow && mayChange && (
          <IconButton
            icon="close"
            label={t('saved.remove', { name: cleanUp.name })}
            className="-my-1 -me-2 self-center"
            onClick={() => setRemoving(true)}
          />
        )}
      </div>
      {what !== cleanUp.name && (
        <p className="wrap-anywhere text-muted">
          <bdi>{what}</bdi>
        </p>
      )}
      <p className="text-muted">
        {[
          ...(scope === 'everybody' ? [t('filters.savedForEverybody')] : []),
          cleanUp.newerDays === 0
            ? t('saved.newOnesToo')
            : t('saved.withoutNewer', { count: cleanUp.newerDays }),
          ...(cleanUp.interval === null
            ? []
            : [t(cleanUp.interval === 'monthly' ? 'saved.monthly' : 'saved.quarterly')]),
        ].join(' · ')}
      </p>
      <p className="wrap-anywhere">{lastText(last)}</p>
      <div className="flex flex-wrap gap-1 pt-1 *:px-2 max-sm:gap-0 max-sm:*:text-small">
        <Button
          aria-disabled={filters === null || count === null}
          onClick={() => {
            if (filters !== null && count !== null) onReview(filters, count)
          }}
        >
          {t('clean-up.review')}
        </Button>
        <Button
          variant="quiet"
          aria-disabled={filters === null}
          onClick={() => {
            if (filters !== null) onShow(filters)
          }}
        >
          {t('clean-up.showInList')}
        </Button>
        {isComparable && !narrow && (
          <Button
            variant="quiet"
            aria-expanded={comparing}
            aria-disabled={filters === null}
            onClick={() => setComparing(!comparing)}
          >
            {t('saved.different')}
          </Button>
        )}
        {mayChange && !narrow && (
          <Button variant="quiet" onClick={() => setChanging(true)}>
            {t('saved.change')}
          </Button>
        )}
      </div>
      {comparing && filters !== null && last !== null && last !== 'unreadable' && (
        <Differences run={last} filters={filters} work={work} label={t('saved.different')} />
      )}
      {removing && (
        <Question
          title={t('saved.remove', { name: cleanUp.name })}
          keep={t('common.cancel')}
          onKeep={() => setRemoving(false)}
          act={t('common.delete')}
          onAct={() => {
            setRemoving(false)
            onRemove()
          }}
        >
          <p>{t('saved.removeText')}</p>
        </Question>
      )}
      {changing && (
        <SaveDialog
          subject={subject}
          what={what}
          name={cleanUp.name}
          changes={listed}
          onClose={() => setChanging(false)}
        />
      )}
    </section>
  )

  function lastText(run: LastRun): string {
    if (run === null) return t('saved.neverRan')
    if (run === 'unreadable') return t('saved.lastUnreadable')
    const facts = {
      when: format.moment(run.at),
      name: run.by.name === '' ? t('guards.factUser', { id: run.by.id }) : run.by.name,
      deleted: format.number(run.deleted),
      count: run.planned,
    }
    return t(run.ended ? 'saved.lastRun' : 'saved.lastRunOpen', facts)
  }
}
