import { useState, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

/**
 * For a person without the import right: asks whether to create contacts the usual way, which may start robots, or to try
 * once more when somebody has given the right.
 */
export function ImportQuestion({
  onAgreed,
  onAgain,
}: {
  onAgreed: () => void
  onAgain: () => void
}): ReactNode {
  const { t } = useTranslation()
  const [knows, setKnows] = useState(false)
  return (
    <Notice
      tone="warning"
      title={t('restore.robotsOnTitle')}
      actions={
        <>
          <Button
            onClick={(event) => {
              if (event.detail <= 1) onAgain()
            }}
          >
            {t('restore.importAgain')}
          </Button>
          <Button aria-disabled={!knows} onClick={onAgreed}>
            {t('restore.robotsGoOn')}
          </Button>
        </>
      }
    >
      <p>{t('restore.robotsOn')}</p>
      <p>{t('restore.importRight')}</p>
      <label className="mt-1 flex min-h-8 items-center gap-2 font-medium">
        <input
          type="checkbox"
          checked={knows}
          onChange={(event) => setKnows(event.target.checked)}
          className="size-4 shrink-0 accent-primary"
        />
        {t('restore.robotsAgree')}
      </label>
    </Notice>
  )
}
