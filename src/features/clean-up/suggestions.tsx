import { useQuery } from '@tanstack/react-query'
import { useRef, type ReactNode } from 'react'
import type { Picture } from '#core/clean-up/counted.ts'
import type { AnySuggestion } from '#core/clean-up/suggestions.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import type { Selection } from '#core/plan/selection.ts'
import { usePorts } from '#features/ports.tsx'
import { SaveCleanUp } from '#features/shared/saved-clean-up/save-clean-up.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Bursts } from './bursts.tsx'
import { samplesQuery } from './clean-up-queries.ts'
import { PutAwayList } from './put-away-list.tsx'
import { usePutAway, type PutAway } from './put-away.ts'
import { GroupSearchCard } from './search/group-search.tsx'
import { SuggestionCard } from './suggestion-card.tsx'
import { SUGGESTION_WORDS } from './suggestion-words.ts'

interface SuggestionsProps {
  picture: Picture
  onShow: (filters: ContactFilters) => void
  onReview: (filters: ContactFilters, count: number) => void
  /** Opens the review of exactly these. */
  onReviewFound: (found: Selection) => void
}

/** Groups of contacts that are often worth cleaning. */
export function Suggestions({ picture, onShow, onReview, onReviewFound }: SuggestionsProps): ReactNode {
  const { t } = useTranslation()
  const ports = usePorts()
  const putAway = usePutAway(picture)
  const heading = useRef<HTMLHeadingElement>(null)
  const found = picture.suggestions.filter(({ count }) => count !== undefined && count !== 0)
  const isShown = (name: AnySuggestion): boolean => !putAway.away.has(name)
  const shown = found.filter(({ name }) => isShown(name))
  const { data: samples = [] } = useQuery(samplesQuery(ports, found))
  /** The pressed button goes with its card, so the focus goes to the heading. */
  const change: PutAway['change'] = (...how) => {
    heading.current?.focus()
    putAway.change(...how)
  }
  const notThis = (name: AnySuggestion) => ({ onNotThis: () => change(name, 'me', true) })
  const searches = picture.complete && picture.total > 0
  const search = (what: 'shared' | 'unlinked'): ReactNode =>
    searches &&
    isShown(what) && (
      <GroupSearchCard {...{ what, picture, onShow }} onReview={onReviewFound} {...notThis(what)} />
    )
  return (
    <section aria-labelledby="suggestions-title" className="flex min-w-0 flex-col gap-3">
      <h2
        ref={heading}
        tabIndex={-1}
        id="suggestions-title"
        className="text-lead font-semibold focus:outline-none"
      >
        {t('clean-up.suggestions')}
      </h2>
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        {shown.map((suggestion) => {
          const { name, filters, count = null } = suggestion
          const [title, why, but] = SUGGESTION_WORDS[name]
          return (
            <SuggestionCard
              key={name}
              title={t(title)}
              count={count}
              why={t(why)}
              but={t(but)}
              sample={samples[found.indexOf(suggestion)] ?? []}
              onReview={() => onReview(filters, count ?? 0)}
              onShow={() => onShow(filters)}
              {...notThis(name)}
              more={
                <SaveCleanUp
                  onCleanUp
                  subject={{ kind: 'suggestion', name }}
                  what={t(title)}
                  name={t(title)}
                />
              }
            />
          )
        })}
        {picture.complete && found.length === 0 && (
          <p className="col-span-full text-muted">{t('clean-up.nothingFound')}</p>
        )}
        {searches && isShown('bursts') && (
          <Bursts picture={picture} onShow={onShow} onReview={onReview} {...notThis('bursts')} />
        )}
        {search('unlinked')}
        {/* The place for duplicates of all contacts, too. */}
        {search('shared')}
      </div>
      <PutAwayList {...putAway} change={change} isAdmin={picture.isAdmin} />
    </section>
  )
}
