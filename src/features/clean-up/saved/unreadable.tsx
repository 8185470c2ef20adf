import type { ReactNode } from 'react'
import type { Files } from '#core/files.ts'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import type { SavedCleanUps } from '#core/plan/saved/saved-clean-up.ts'
import { DiscardUnread } from '#features/shared/discard-unread.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'

const DISCARD = { me: 'saved.discardMine', everybody: 'saved.discardEverybodys' } as const

interface UnreadableProps {
  unreadable: SavedCleanUps['unreadable']
  /** Whose this person may delete. */
  mayDiscard: readonly FilterScope[]
  /** Null: not known yet. */
  files: Pick<Files, 'save'> | null
  /** @param seen what was shown: what came since stays */
  onDiscard: (scope: FilterScope, seen: readonly unknown[]) => void
}

/** Saved clean-ups that are damaged, or of a later version of the app. */
export function Unreadable({ unreadable, mayDiscard, files, onDiscard }: UnreadableProps): ReactNode {
  const { t } = useTranslation()
  return (
    <Notice
      tone="warning"
      live={false}
      title={t('saved.unreadable', { count: unreadable.length })}
      actions={
        files !== null &&
        mayDiscard.map((whose) => {
          const unread = unreadable.flatMap(({ scope, part }) => (scope === whose ? [part] : []))
          return (
            unread.length > 0 && (
              <DiscardUnread
                key={whose}
                title={t(DISCARD[whose])}
                lost={t('saved.unreadableText')}
                unread={unread}
                fileName="clean-ups.json"
                files={files}
                busy={false}
                onDiscard={(seen) => onDiscard(whose, seen)}
              />
            )
          )
        })
      }
    >
      <ul className="list-disc ps-5">
        {unreadable.map(({ name, scope }, at) => (
          <li key={`${scope} ${name ?? ''} ${at}`}>
            <bdi>{name ?? t('saved.unnamed')}</bdi>
          </li>
        ))}
      </ul>
      <p>{t('saved.unreadableText')}</p>
    </Notice>
  )
}
