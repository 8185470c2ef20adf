import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Picture } from '#core/clean-up/counted.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { usePorts } from '#features/ports.tsx'
import { SaveCleanUp } from '#features/shared/saved-clean-up/save-clean-up.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Bursts } from './bursts.tsx'
import { samplesQuery } from './clean-up-queries.ts'
import { usePutAway } from './put-away.ts'
import { SuggestionCard } from './suggestion-card.tsx'
import { SUGGESTION_WORDS } from './suggestion-words.ts'

interface SuggestionsProps {
  picture: Picture
  onShow: (filters: ContactFilters) => void
  onReview: (filters: ContactFilters, count: number) => void
}

/** Groups of contacts that are often worth cleaning. */
export function Suggestions({ picture, onShow, onReview }: SuggestionsProps): ReactNode {
  const { t } = useTranslation()
  const ports = usePorts()
  const away = usePutAway(ports.settings)
  const found = picture.suggestions.filter(({ count }) => count !== undefined && count !== 0)
  const shown = found.filter(({ name }) => !away.names.includes(name))
  const hidden = found.length - shown.length
  const { data: samples = [] } = useQuery(samplesQuery(ports, found))
  return (
    <section aria-labelledby="suggestions-title" className="flex min-w-0 flex-col gap-3">
      <h2 id="suggestions-title" className="text-lead font-semibold">
        {t('clean-up.suggestions')}
      </h2>
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
            more={
              <SaveCleanUp quiet subject={{ kind: 'suggestion', name }} what={t(title)} name={t(title)} />
            }
            onPutAway={() => away.putAway(name)}
          />
        )
      })}
      {picture.complete && found.length === 0 && <p className="text-muted">{t('clean-up.nothingFound')}</p>}
      {picture.complete && <Bursts picture={picture} onShow={onShow} onReview={onReview} />}
      {hidden > 0 && (
        <p className="flex flex-wrap items-center gap-2 text-muted">
          {t('clean-up.putAway', { count: hidden })}
          <Button variant="quiet" onClick={away.bringBack}>
            {t('clean-up.bringBack')}
          </Button>
        </p>
      )}
    </section>
  )
}
