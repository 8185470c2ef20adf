import { useState, type ReactNode } from 'react'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import type { SavedCleanUps } from '#core/plan/saved/saved-clean-up.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Question } from '#ui/overlays/question.tsx'

const DISCARD = { me: 'saved.discardMine', everybody: 'saved.discardEverybodys' } as const

interface UnreadableProps {
  unreadable: SavedCleanUps['unreadable']
  /** Whose this person may delete. */
  mayDiscard: readonly FilterScope[]
  onDiscard: (scope: FilterScope) => void
}

/** Saved clean-ups that are damaged, or of a later version of the app. */
export function Unreadable({ unreadable, mayDiscard, onDiscard }: UnreadableProps): ReactNode {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<FilterScope | null>(null)
  const scopes = mayDiscard.filter((scope) => unreadable.some((one) => one.scope === scope))
  return (
    <Notice
      tone="warning"
      live={false}
      title={t('saved.unreadable', { count: unreadable.length })}
      actions={scopes.map((scope) => (
        <Button key={scope} onClick={() => setAsked(scope)}>
          {t(DISCARD[scope])}
        </Button>
      ))}
    >
      <ul className="list-disc ps-5">
        {unreadable.map(({ name, scope }, at) => (
          <li key={`${scope} ${name ?? ''} ${at}`}>
            <bdi>{name ?? t('saved.unnamed')}</bdi>
          </li>
        ))}
      </ul>
      <p>{t('saved.unreadableText')}</p>
      {asked !== null && (
        <Question
          title={t(DISCARD[asked])}
          keep={t('common.cancel')}
          onKeep={() => setAsked(null)}
          act={t('common.delete')}
          onAct={() => {
            setAsked(null)
            onDiscard(asked)
          }}
        >
          <p>{t('saved.unreadableText')}</p>
        </Question>
      )}
    </Notice>
  )
}
