import type { ReactNode } from 'react'
import { restorableOf } from '#core/records/erasure/restorable.ts'
import type { KeptArchives } from '#core/records/proof/archive-source.ts'
import { archivesIn, wentOn } from '#core/records/record.ts'
import type { Certificate } from '#core/records/proof/certificate.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { binEmptiedText, copyTexts, type UserNames } from '../record-words.ts'
import { LIST } from './certificate-removed.tsx'
import { Section } from '../../shared/sheet/section.tsx'

const DAY_MS = 86_400_000
/** In the cloud; it cannot be changed there (portal README, "Recycle bin"). */
const BIN_DAYS = 30

/** Until when the portal's recycle bin holds contacts in the cloud, Unix ms. */
export function binUntil({ record, madeAt }: Certificate): number {
  return (record.endedAt ?? madeAt) + BIN_DAYS * DAY_MS
}

/** Where data of the contacts remains, and until when: what this app knows, and what it cannot know. */
export function Remains(props: {
  certificate: Certificate
  kept: KeptArchives | null
  names: UserNames
}): ReactNode {
  const { t, format } = useTranslation()
  const { certificate, kept, names } = props
  const { record, bin } = certificate
  const { binEmptied } = restorableOf(record, kept)
  return (
    <Section title={t('records.remainsTitle')}>
      <ul className={LIST}>
        <li>{binText()}</li>
        {copyLines().map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>{t('records.remainsBackups')}</li>
        <li>{t('records.remainsFiles')}</li>
        <li>{t('records.remainsRecord')}</li>
      </ul>
    </Section>
  )

  function binText(): string {
    if (binEmptied !== null) return binEmptiedText(binEmptied, names, t, format)
    return [
      t('records.remainsBin', { day: format.day(binUntil(certificate)) }),
      ...(bin === 'does-not-restore' ? [t('records.remainsBinNoRestore')] : []),
    ].join(' ')
  }

  function copyLines(): string[] {
    if (archivesIn(record).length === 0 && !wentOn(record)) return [t('records.remainsNoCopy')]
    return copyTexts(record, kept, t, format).map((places) => t('records.remainsCopy', { places }))
  }
}
