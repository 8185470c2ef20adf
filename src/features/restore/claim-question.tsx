import type { ReactNode } from 'react'
import type { Claim } from '#core/restore/claim.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'

/** Warns that someone else is restoring from the same copy, and asks whether to go on. */
export function ClaimQuestion(props: { claim: Claim; onGoOn: () => void; onCancel: () => void }): ReactNode {
  const { t, format } = useTranslation()
  const { name, userId, since } = props.claim
  return (
    <Notice
      tone="warning"
      title={t('restore.claimed', {
        who: name === '' ? t('restore.claimedUser', { id: userId }) : name,
        time: format.time(since),
      })}
      actions={
        <>
          <Button onClick={props.onGoOn}>{t('restore.claimedGoOn')}</Button>
          <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        </>
      }
    >
      {t('restore.claimedText')}
    </Notice>
  )
}
