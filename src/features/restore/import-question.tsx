import { useState, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

/** For a person without the import right: asks whether to create contacts the usual way, which may start robots. */
export function ImportQuestion({ onAgreed }: { onAgreed: () => void }): ReactNode {
  const { t } = useTranslation()
  const [knows, setKnows] = useState(false)
  return (
    <Notice
      tone="warning"
      title={t('restore.robotsOnTitle')}
      actions={
        <Button aria-disabled={!knows} onClick={onAgreed}>
          {t('restore.robotsGoOn')}
        </Button>
      }
    >
      <p>{t('restore.robotsOn')}</p>
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
