import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { BURST_LEAST, burstYears, findBursts, type BurstSearch } from '#core/clean-up/bursts.ts'
import type { Picture } from '#core/clean-up/counted.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { usePorts } from '#features/ports.tsx'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { samplesQuery } from './clean-up-queries.ts'
import { SuggestionCard } from './suggestion-card.tsx'

interface BurstsProps {
  picture: Picture
  onShow: (filters: ContactFilters) => void
  onReview: (filters: ContactFilters, count: number) => void
  /** The buttons that put it away. */
  onNotThis: () => void
}

/** Looks, when asked to, for hours in which one person created very many contacts. */
export function Bursts({ picture, onShow, onReview, onNotThis }: BurstsProps): ReactNode {
  const { t, format } = useTranslation()
  const ports = usePorts()
  const { base } = ports
  const [search, setSearch] = useState<BurstSearch | null>(null)
  const [working, setWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const stop = useRef<AbortController>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const found = search?.bursts ?? []
  const { data: samples = [] } = useQuery(samplesQuery(ports, working ? [] : found))

  async function look(): Promise<void> {
    const { signal } = (stop.current = new AbortController())
    setWorking(true)
    setError(null)
    setSearch(null)
    try {
      for await (const now of findBursts(base, burstYears(picture.bars, Date.now()), Date.now)) {
        if (signal.aborted) break
        setSearch(now)
      }
    } catch (thrown) {
      setError(thrown)
    }
    setWorking(false)
  }

  const problem = error === null ? null : describeThrown(error, t, format)
  return (
    <>
      <section
        aria-label={t('clean-up.bursts')}
        className="flex flex-col items-start gap-1.5 rounded-card border border-line bg-panel p-3"
      >
        <h3 className="font-semibold">{t('clean-up.bursts')}</h3>
        <p>{t('clean-up.burstsWhy', { count: BURST_LEAST })}</p>
        <p role="status" className="text-muted">
          {search !== null && outcome(search)}
        </p>
        {found.length > 0 && <p className="text-small text-muted">{t('clean-up.notSaved')}</p>}
        {problem !== null && (
          <Notice tone="problem" title={problem.title}>
            {problem.advice}
          </Notice>
        )}
        <div className="flex flex-wrap gap-2">
          {working ? (
            <Button onClick={() => stop.current?.abort()}>{t('clean-up.stop')}</Button>
          ) : (
            <Button onClick={() => void look()}>{t('clean-up.burstsLook')}</Button>
          )}
          <Button variant="quiet" onClick={onNotThis}>
            {t('clean-up.notThis')}
          </Button>
        </div>
      </section>
      {found.map((burst, at) => (
        <SuggestionCard
          key={`${burst.from} ${burst.creator.id}`}
          title={t('clean-up.burst', {
            name: burst.creator.name,
            day: format.moment(Date.parse(burst.from)),
          })}
          count={burst.count}
          why={[
            t('clean-up.burstWhy', {
              from: format.moment(Date.parse(burst.from)),
              to: format.moment(Date.parse(burst.to)),
            }),
            ...(burst.beside > 0 ? [t('clean-up.burstBeside', { count: format.number(burst.beside) })] : []),
          ].join(' ')}
          but={t('clean-up.burstBut')}
          sample={samples[at] ?? []}
          onReview={() => onReview(burst.filters, burst.count)}
          onShow={() => onShow(burst.filters)}
        />
      ))}
    </>
  )

  function outcome({ done, bursts, counted, uncounted }: BurstSearch): string {
    const ended = done
      ? 'clean-up.burstsFound'
      : working
        ? 'clean-up.burstsLooking'
        : 'clean-up.burstsStopped'
    return [
      t(ended, { count: bursts.length, counted: format.number(counted) }),
      ...(uncounted > 0 ? [t('clean-up.burstsUncounted', { count: format.number(uncounted) })] : []),
    ].join(' ')
  }
}
