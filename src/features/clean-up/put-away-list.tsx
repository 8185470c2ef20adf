import type { ReactNode } from 'react'
import type { AnySuggestion } from '#core/clean-up/suggestions.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import type { PutAway } from './put-away.ts'
import { titleOf } from './suggestion-words.ts'

interface PutAwayListProps extends PutAway {
  /** Whether this person may take back what is put away for everybody. */
  isAdmin: boolean
}

/** What was put away, for whom, and the way back. */
export function PutAwayList({ away, error, change, isAdmin }: PutAwayListProps): ReactNode {
  const { t, format } = useTranslation()
  const problem = error === null ? null : describeThrown(error, t, format)
  return (
    <>
      {problem !== null && (
        <Notice tone="problem" title={`${t('clean-up-search.notStored')}: ${problem.title}`}>
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
                  {t(scope === 'me' ? 'clean-up-search.awayMe' : 'clean-up-search.awayEverybody', {
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
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

/** The buttons of one suggestion. */
export function PutAwayButtons(
  props: Pick<PutAwayListProps, 'change' | 'isAdmin'> & { name: AnySuggestion },
): ReactNode {
  const { t } = useTranslation()
  const { name, change, isAdmin } = props
  return (
    <>
      <Button variant="quiet" onClick={() => change(name, 'me', true)}>
        {t('clean-up.notThis')}
      </Button>
      {isAdmin && (
        <Button variant="quiet" onClick={() => change(name, 'everybody', true)}>
          {t('clean-up-search.hideForAll')}
        </Button>
      )}
    </>
  )
}
