import type { ReactNode } from 'react'
import type { Certificate } from '#core/records/proof/certificate.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { personText } from '../record-words.ts'

/** Who made the page, and room for a signature. */
export function MadeBy({ certificate }: { certificate: Certificate }): ReactNode {
  const { t, format } = useTranslation()
  const { madeAt, madeBy, appVersion } = certificate
  return (
    <>
      <p className="text-muted">
        {t('records.madeBy', {
          when: format.moment(madeAt),
          who: personText(madeBy, t),
          version: appVersion,
        })}
      </p>
      <p className="mt-4 border-t border-ink pt-1 text-muted print:mt-8 print:w-80">
        {t('records.signature')}
      </p>
    </>
  )
}
