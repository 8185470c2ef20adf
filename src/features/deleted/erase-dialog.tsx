import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Question } from '#ui/overlays/question.tsx'

/** Asks before archives are erased for good. */
export function EraseDialog(props: {
  archives: number
  /** How many contacts were copied, as far as that is known. */
  contacts: number
  known: 'exactly' | 'most' | 'not'
  /** How many are erased; null: not begun. */
  done: number | null
  onKeep: () => void
  onErase: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { archives, contacts, known, done, onKeep, onErase } = props
  return (
    <Question
      title={t('deleted.eraseTitle', { count: archives, contacts, known })}
      keep={t('deleted.eraseKeep', { count: archives })}
      onKeep={onKeep}
      act={t('deleted.eraseDo', { count: archives })}
      onAct={onErase}
      icon="trash"
      atWork={done === null ? undefined : t('deleted.erasing', { done, count: archives })}
    >
      <p>{t('deleted.eraseText', { count: archives })}</p>
      <p>{t('deleted.eraseKept', { count: archives })}</p>
    </Question>
  )
}
