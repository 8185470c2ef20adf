import { useId, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { classNames } from '#ui/class-names.ts'
import type { RestoreChoicesState } from './use-restore-choices.ts'

/** How many contacts are restored, and the button that starts it: in sight wherever the plan is scrolled to. */
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
      // Not in a very low frame, as at a zoom of 400 %: there it would leave the plan no room.
      className="-bottom-3 z-10 -mx-3 mt-auto -mb-3 flex flex-wrap items-center gap-2 border-t border-line bg-panel px-3 py-2.5 sm:-bottom-4 sm:-mx-4 sm:-mb-4 sm:px-4 [@media(min-height:25rem)]:sticky"
    >
      {/* A narrow frame has room for the plan instead: the button says the number. */}
      <p
        id={textId}
        aria-live="polite"
        className={classNames('font-semibold', count > 0 && 'max-sm:sr-only')}
      >
        {t('restore.summary', { count })}
      </p>
      <div className="ms-auto flex flex-wrap gap-2 max-sm:w-full max-sm:*:grow">
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
