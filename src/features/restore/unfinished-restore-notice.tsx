import type { ReactNode } from 'react'
import type { FoundRestore } from '#core/restore/session.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

/** Offers to go on with a restore that an earlier visit left, or to see its result. */
export function UnfinishedRestoreNotice(props: {
  found: FoundRestore
  onTakeUp: () => void
  onForget: () => void
}): ReactNode {
  const { t, format } = useSpeech()
  const { found, onTakeUp, onForget } = props
  if (found.kind === 'damaged') {
    return (
      <Notice
        tone="warning"
        title={t('restore.unfinishedTitle')}
        actions={<Button onClick={onForget}>{t('restore.forget')}</Button>}
      >
        {t('restore.unfinishedBroken')}
      </Notice>
    )
  }
  const { total, finished, done } = found
  const complete = done && finished === total
  return (
    <Notice
      tone={complete ? 'info' : 'warning'}
      title={complete ? t('restore.unfinishedReport', { count: total }) : t('restore.unfinishedTitle')}
      actions={
        <>
          <Button variant="primary" onClick={onTakeUp}>
            {t(complete ? 'restore.look' : 'restore.takeUp')}
          </Button>
          <Button onClick={onForget}>{t('restore.forget')}</Button>
        </>
      }
    >
      {complete
        ? undefined
        : t('restore.unfinishedText', { left: format.number(total - finished), total: format.number(total) })}
    </Notice>
  )
}
