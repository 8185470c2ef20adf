import type { ReactNode } from 'react'
import type { KeptPlace } from '#core/records/archive-source.ts'
import { erasedAt } from '#core/records/sorted-records.ts'
import { archivesIn } from '#core/records/record.ts'
import type { Certificate } from '#core/records/certificate.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { placeText } from './record-words.ts'
import { LIST } from './certificate-removed.tsx'
import { Section } from './section.tsx'

const DAY_MS = 86_400_000
/** In the cloud; it cannot be changed there (portal README, "Recycle bin"). */
const BIN_DAYS = 30

/** Where data of the contacts remains, and until when: what this app knows, and what it cannot know. */
export function Remains(props: {
  certificate: Certificate
  kept: ReadonlyMap<string, readonly KeptPlace[]> | null
}): ReactNode {
  const { t, format } = useTranslation()
  const { certificate, kept } = props
  const { record, bin } = certificate
  const deletedAt = record.endedAt ?? certificate.madeAt
  return (
    <Section title={t('records.remainsTitle')}>
      <ul className={LIST}>
        <li>
          {[
            t('records.remainsBin', { day: format.day(deletedAt + BIN_DAYS * DAY_MS) }),
            ...(bin === 'does-not-restore' ? [t('records.remainsBinNoRestore')] : []),
          ].join(' ')}
        </li>
        {copies().map((text) => (
          <li key={text}>{text}</li>
        ))}
        <li>{t('records.remainsBackups')}</li>
        <li>{t('records.remainsFiles')}</li>
        <li>{t('records.remainsRecord')}</li>
      </ul>
    </Section>
  )

  function copies(): string[] {
    const erased = erasedAt(record)
    const texts = erased === null ? [] : [t('records.remainsErased', { when: format.moment(erased) })]
    const archives = archivesIn(record)
    if (archives.length === 0) return [t('records.remainsNoCopy')]
    if (kept === null) return [...texts, t('records.remainsUnknown')]
    const places = archives
      .flatMap(({ archiveId }) => kept.get(archiveId) ?? [])
      .map((each) => placeText(each, record.user, t, format))
    const distinct = [...new Set(places)]
    if (distinct.length > 0) return [...texts, t('records.remainsCopy', { places: distinct.join('; ') })]
    return texts.length > 0 ? texts : [t('records.remainsCopy', { places: t('records.placeAway') })]
  }
}
