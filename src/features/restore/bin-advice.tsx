import type { ReactNode } from 'react'
import type { Host } from '#core/ports.ts'
import type { Bin } from '#core/plan/review.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Details } from '#ui/details.tsx'
import { Notice } from '#ui/notice.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { RECYCLE_BIN } from '#features/shared/portal-paths.ts'

/** Recommends the portal's recycle bin, which keeps more than a copy, if the plan can restore from it. */
export function BinAdvice(props: { bin: Bin; host: Pick<Host, 'origin' | 'openPath'> }): ReactNode {
  const { t } = useTranslation()
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
        <>
          <PortalLink
            href={host.origin + RECYCLE_BIN}
            onOpen={() => host.openPath(RECYCLE_BIN)}
            className="inline-block min-h-8 underline"
          >
            {t('restore.openBin')}
          </PortalLink>
          <Details label={t('contacts.more')} className="pt-1">
            <p>{t('restore.bestBinMore')}</p>
            {bin === 'not-known' && <p>{t('restore.bestBinUnknown')}</p>}
          </Details>
        </>
      }
    >
      <p>{t('restore.bestBin')}</p>
      <p>{t('restore.bestNotBoth')}</p>
    </Notice>
  )
}
