import type { KeptPlace } from '#core/records/archive-source.ts'
import { erasedAt } from '#core/records/sorted-records.ts'
import { archivesIn, type ArchiveNote, type LaterEntry, type RunRecord } from '#core/records/record.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/text.tsx'

/** Names behind the ids of users; a missing one could not be read, or not yet. */
export type UserNames = ReadonlyMap<number, string>

/** What a deletion can end in, and a restore, in the order in which it is told. */
const VERDICTS: Readonly<Record<string, MessageId>> = {
  deleted: 'evidence.deleted',
  gone: 'evidence.gone',
  'already-gone': 'evidence.alreadyGone',
  restored: 'evidence.restored',
  already: 'evidence.already',
  doubled: 'evidence.doubled',
  'access-denied': 'evidence.denied',
  guarded: 'evidence.kept',
  failed: 'evidence.failed',
  blocked: 'evidence.blocked',
  unknown: 'evidence.unknown',
  waiting: 'evidence.waiting',
}

/** "12 deleted", "1 access denied"; nothing of which there is none. A later app's verdicts by their own names. */
export function countTexts({ counts }: Pick<RunRecord, 'counts'>, t: Text, format: Format): string[] {
  const order = Object.keys(VERDICTS)
  const rank = (verdict: string): number => (order.includes(verdict) ? order.indexOf(verdict) : order.length)
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([verdict, count]) => {
      const id = VERDICTS[verdict]
      return id === undefined
        ? t('evidence.otherVerdict', { verdict, count: format.number(count) })
        : t(id, { count })
    })
}

const WORDS: Readonly<Record<string, MessageId>> = {
  deleted: 'evidence.wordDeleted',
  gone: 'evidence.wordGone',
  'already-gone': 'evidence.wordAlreadyGone',
  'access-denied': 'evidence.wordDenied',
  guarded: 'evidence.wordKept',
  failed: 'evidence.wordFailed',
  unknown: 'evidence.wordUnknown',
  waiting: 'evidence.wordWaiting',
}

/** What became of one contact. */
export function verdictWord(verdict: string | null, t: Text): string {
  const id = WORDS[verdict ?? '']
  return id === undefined ? (verdict ?? t('evidence.wordNotKept')) : t(id)
}

export function personText({ id, name }: RunRecord['user'], t: Text): string {
  return name === '' ? t('evidence.userUnnamed', { id }) : name
}

export function kindText({ kind }: Pick<RunRecord, 'kind'>, t: Text): string {
  return t(kind === 'deletion' ? 'evidence.deletion' : 'evidence.restore')
}

/**
 * Where the copy is now, a text a place.
 * @param kept by the archives' ids, as seen now; null: not known.
 */
export function copyTexts(
  record: Pick<RunRecord, 'archive' | 'earlierArchives' | 'later' | 'user'>,
  kept: ReadonlyMap<string, readonly KeptPlace[]> | null,
  t: Text,
  format: Format,
): string[] {
  const archives = archivesIn(record)
  if (archives.length === 0) return [t('evidence.noCopy')]
  const erased = erasedAt(record)
  const places = archives.flatMap(({ archiveId }) => kept?.get(archiveId) ?? [])
  const text = distinct(places.map((each) => placeText(each, record.user, t, format)))
  // Erased here, and still in a store that could not be reached then: both are true.
  if (erased !== null) return [t('evidence.erased', { when: format.moment(erased) }), ...text]
  if (kept === null) {
    const once = archives.flatMap((each) => each.places)
    if (once.length === 0) return [t('evidence.placeUnknown')]
    return distinct(once.map((place) => onceText(place, record.user, t)))
  }
  return text.length === 0 ? [t('evidence.placeAway')] : text
}

/** Several archives of a run mostly lie in the same place. */
function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

/** "In the app's storage in the portal, until 24 Dec 2026". */
export function placeText(
  { place, until }: KeptPlace,
  owner: RunRecord['user'],
  t: Text,
  format: Format,
): string {
  const where = { place: placeName(place, owner, t) }
  return until === null
    ? t('evidence.placeForEver', where)
    : t('evidence.placeUntil', { ...where, day: format.day(until) })
}

function onceText(place: ArchiveNote['places'][number], owner: RunRecord['user'], t: Text): string {
  return t('evidence.placeOnce', { place: placeName(place, owner, t) })
}

function placeName(place: ArchiveNote['places'][number], owner: RunRecord['user'], t: Text): string {
  switch (place) {
    case 'browser':
      return t('evidence.placeBrowser')
    case 'portal-storage':
      return t('evidence.placeStorage')
    // Records of earlier versions name it.
    case 'drive':
      return t('evidence.placeDrive', { who: personText(owner, t) })
  }
}

/** What happened since, oldest first. */
export function laterText(entry: LaterEntry, names: UserNames, t: Text, format: Format): string {
  const told = {
    when: format.moment(entry.at),
    who: personText({ id: entry.by, name: names.get(entry.by) ?? '' }, t),
  }
  return entry.kind === 'restored'
    ? t('evidence.laterRestored', { ...told, count: entry.contacts })
    : t('evidence.laterErased', told)
}

/** Who did something since, each once. */
export function laterPeople(records: readonly Pick<RunRecord, 'later'>[]): number[] {
  return [...new Set(records.flatMap(({ later }) => later.map(({ by }) => by)))].toSorted((a, b) => a - b)
}
