import { useId, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import type { RestoreChoicesState } from './use-restore-choices.ts'

/** How many contacts are restored, and the button that starts it. */
export function RestoreBar(props: {
  choices: RestoreChoicesState
  starting: boolean
  onKeep: () => void
  onConfirm: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { choices, starting, onKeep, onConfirm } = props
  const textId = useId()
  const { count } = choices
  return (
    <section
      aria-labelledby={textId}
      className="flex flex-wrap items-center gap-2 rounded-card border border-line bg-panel p-4"
    >
      <div className="flex flex-col">
        <p id={textId} aria-live="polite" className="font-semibold">
          {t('restore.summary', { count })}
        </p>
      </div>
      <div className="ms-auto flex flex-wrap gap-2">
        <Button onClick={onKeep}>{t('restore.keep')}</Button>
        {count > 0 && (
          <Button
            variant="primary"
            aria-disabled={choices.settling || undefined}
            busy={starting ? t('restore.starting') : undefined}
            onClick={onConfirm}
          >
            {t('restore.restore', { count })}
          </Button>
        )}
      </div>
    </section>
  )
}
