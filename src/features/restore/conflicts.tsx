import { useId, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import type { RestoreChoicesState } from './use-restore-choices.ts'

/** Decides for all contacts whose phone or e-mail other contacts have now. The list decides them one by one. */
export function Conflicts({ choices }: { choices: RestoreChoicesState }): ReactNode {
  const { t } = useTranslation()
  const titleId = useId()
  if (choices.conflicts === 0) return null
  return (
    <section
      aria-labelledby={titleId}
      className="flex flex-col gap-2 rounded-card border border-warning-line bg-warning-bg p-4"
    >
      <h2 id={titleId} className="font-semibold">
        {t('restore.conflicts')}
      </h2>
      <p>{t('restore.conflictsText', { count: choices.conflicts })}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => choices.answerAll('create')}>{t('restore.createAll')}</Button>
        <Button onClick={() => choices.answerAll('skip')}>{t('restore.skipAll')}</Button>
      </div>
    </section>
  )
}
