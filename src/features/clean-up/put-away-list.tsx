import type { ReactNode } from 'react'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import type { PutAway } from './put-away.ts'
import { titleOf } from './suggestion-words.ts'

interface PutAwayListProps extends PutAway {
  /** Whether this person may put them away for everybody, and take that back. */
  isAdmin: boolean
}

/** What was put away, for whom, and the way back. */
export function PutAwayList({ away, error, change, isAdmin }: PutAwayListProps): ReactNode {
  const { t, format } = useTranslation()
  const problem = error === null ? null : describeThrown(error, t, format)
  return (
    <>
      {problem !== null && (
        <Notice tone="problem" title={`${t('clean-up.notStored')}: ${problem.title}`}>
          {problem.advice}
        </Notice>
      )}
      {away.size > 0 && (
        <div className="flex flex-col gap-1 text-muted">
          <p>{t('clean-up.putAway', { count: away.size })}</p>
          <ul className="flex flex-col gap-1">
            {[...away].map(([name, scope]) => (
              <li key={name} className="flex flex-wrap items-center gap-x-2">
                <span>
                  {t(scope === 'me' ? 'clean-up.awayMe' : 'clean-up.awayEverybody', {
                    title: t(titleOf(name)),
                  })}
                </span>
                {(scope === 'me' || isAdmin) && (
                  <Button
                    variant="quiet"
                    aria-label={`${t('clean-up.bringBack')}: ${t(titleOf(name))}`}
                    onClick={() => change(name, scope, false)}
                  >
                    {t('clean-up.bringBack')}
                  </Button>
                )}
                {scope === 'me' && isAdmin && (
                  <Button
                    variant="quiet"
                    aria-label={`${t('filters.saveEverybody')}: ${t(titleOf(name))}`}
                    onClick={() => change(name, 'everybody', true)}
                  >
                    {t('filters.saveEverybody')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
