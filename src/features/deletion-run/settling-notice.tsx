import type { ReactNode } from 'react'
import type { Settling } from '#core/deletion/settling.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'

/** Opens a report that is not complete yet: a few answers were lost, and are being found out. */
export function SettlingNotice({ settling }: { settling: Settling }): ReactNode {
  const { t, format } = useTranslation()
  const { contacts, until } = settling
  const count = contacts.size
  return (
    <Notice
      tone="info"
      title={
        until === null
          ? t('deletion-run.settlingAgain', { count })
          : t('deletion-run.settling', { count, time: format.time(until) })
      }
    >
      {t('deletion-run.settlingText')}
    </Notice>
  )
}
