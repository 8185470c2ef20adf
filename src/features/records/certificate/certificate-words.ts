import type { Obstacle } from '#core/records/erasure/restorable.ts'
import type { RecordField, RunRecord } from '#core/records/record.ts'
import { unreachable } from '#core/failure.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { countTexts, placeName } from '../record-words.ts'

/** Why the record is no certificate, in one sentence; '' if it is one. */
export function noCertificateText(
  obstacles: readonly Obstacle[],
  record: RunRecord,
  t: Text,
  format: Format,
): string {
  if (obstacles.length === 0) return ''
  const why = obstacles.flatMap((each) => obstacleTexts(each, record, t, format))
  return t('records.noCertificate', { why: [...new Set(why)].join('; ') })
}

function obstacleTexts(obstacle: Obstacle, record: RunRecord, t: Text, format: Format): string[] {
  switch (obstacle.kind) {
    case 'damaged':
      return [t('records.whyDamaged')]
    case 'paused':
      return [t('records.whyPaused')]
    case 'not-ended':
      return [t('records.whyNotEnded')]
    case 'none-erased':
      return [t('records.whyNoneDeleted')]
    case 'not-deleted':
      return [t('records.kept', { count: obstacle.contacts })]
    case 'not-erased':
      return countTexts({ ...record, counts: obstacle.counts }, t, format)
    case 'restored':
      return [t('records.whyRestored', { count: obstacle.contacts })]
    case 'bin':
      return [t('records.whyBin')]
    case 'copy': {
      const { copy } = obstacle
      if (copy.kind === 'unknown') return [t('records.whyCopyUnknown')]
      const elsewhere = t('records.whyCopyElsewhere')
      if (copy.kind === 'elsewhere') return [elsewhere]
      const stored = copy.places.map(({ place, until }) =>
        until === null
          ? t('records.whyCopyForEver', { place: placeName(place, record.user, t) })
          : t('records.whyCopyUntil', { place: placeName(place, record.user, t), day: format.day(until) }),
      )
      return copy.elsewhere ? [...stored, elsewhere] : stored
    }
    default:
      return unreachable(obstacle)
  }
}

const FIELDS: Readonly<Record<RecordField, MessageId>> = {
  user: 'records.who',
  startedAt: 'records.began',
  endedAt: 'records.ended',
  paused: 'records.ended',
  reference: 'records.reference',
  query: 'records.selectedBy',
  cleanUp: 'records.cleanUp',
  guards: 'records.rulesKeep',
  overridden: 'records.overridden',
  planned: 'records.contacts',
  counts: 'records.result',
  contacts: 'records.ids',
  archive: 'records.copy',
  earlierArchives: 'records.copy',
  references: 'records.references',
  lists: 'records.lists',
  eraseCopyAfterDays: 'records.copy',
  proof: 'records.contactHash',
  later: 'records.since',
}

/** What could not be read of the record; '' if nothing is missing. */
export function damagedText({ lacks = [] }: RunRecord, t: Text, format: Format): string {
  const fields = [...new Set(lacks.map((field) => t(FIELDS[field])))]
  return fields.length === 0 ? '' : t('records.damagedText', { fields: format.list(fields) })
}
