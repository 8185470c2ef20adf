import type { ReactNode } from 'react'
import type { Host } from '#core/ports.ts'
import type { Bin } from '#core/plan/review.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Notice } from '#ui/notice.tsx'
import { PortalLink } from '#ui/portal-link.tsx'

/** Where the portal keeps what was deleted from the CRM (portal README, "Recycle bin"). */
const RECYCLE_BIN = '/crm/recyclebin/'

/** Says first what is best: the portal's own bin, which keeps more, where it gives anything back. */
export function BinAdvice(props: { bin: Bin; host: Pick<Host, 'origin' | 'openPath'> }): ReactNode {
  const { t } = useSpeech()
  const { bin, host } = props
  if (bin === 'does-not-restore') {
    return (
      <Notice tone="info" live={false} title={t('restore.best')}>
        {t('restore.bestHere')}
      </Notice>
    )
  }
  return (
    <Notice
      tone="info"
      live={false}
      title={t('restore.best')}
      actions={
        <PortalLink
          href={host.origin + RECYCLE_BIN}
          onOpen={() => host.openPath(RECYCLE_BIN)}
          className="inline-block min-h-6 underline"
        >
          {t('restore.openBin')}
        </PortalLink>
      }
    >
      <p>{[t('restore.bestBin'), ...(bin === 'not-known' ? [t('restore.bestBinUnknown')] : [])].join(' ')}</p>
      <p>{t('restore.bestNotBoth')}</p>
    </Notice>
  )
}
