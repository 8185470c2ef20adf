import type { ReactNode } from 'react'
import type { FoundRun } from '#core/run/session.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

interface UnfinishedNoticeProps {
  found: FoundRun
  onTakeUp: () => void
  onForget: () => void
}

/** Offers to go on with a run that an earlier visit left, or to see its result. */
export function UnfinishedNotice({ found, onTakeUp, onForget }: UnfinishedNoticeProps): ReactNode {
  const { t, format } = useSpeech()
  if (found.kind === 'damaged') {
    return (
      <Notice
        tone="warning"
        title={t('run.unfinishedTitle')}
        actions={<Button onClick={onForget}>{t('run.forget')}</Button>}
      >
        {t('run.unfinishedBroken')}
      </Notice>
    )
  }
  const { total, settled, done } = found
  const complete = done && settled === total
  return (
    <Notice
      tone={complete ? 'info' : 'warning'}
      title={complete ? t('run.unfinishedReport', { count: total }) : t('run.unfinishedTitle')}
      actions={
        <>
          <Button variant="primary" onClick={onTakeUp}>
            {t(complete ? 'run.look' : 'run.takeUp')}
          </Button>
          <Button onClick={onForget}>{t('run.forget')}</Button>
        </>
      }
    >
      {complete
        ? undefined
        : t('run.unfinishedText', { left: format.number(total - settled), total: format.number(total) })}
    </Notice>
  )
}
