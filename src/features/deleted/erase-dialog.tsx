import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Question } from '#ui/overlays/question.tsx'

/** Asks before archives are erased for good. */
export function EraseDialog(props: {
  archives: number
  contacts: number
  /** How many are erased; null: not begun. */
  done: number | null
  onKeep: () => void
  onErase: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { archives, contacts, done, onKeep, onErase } = props
  return (
    <Question
      title={t('deleted.eraseTitle', { count: archives, contacts })}
      keep={t('deleted.eraseKeep')}
      onKeep={onKeep}
      act={t('deleted.eraseDo', { count: archives })}
      onAct={onErase}
      icon="trash"
      atWork={done === null ? undefined : t('deleted.erasing', { done, count: archives })}
    >
      <p>{t('deleted.eraseText')}</p>
      <p>{t('deleted.eraseKept')}</p>
    </Question>
  )
}
