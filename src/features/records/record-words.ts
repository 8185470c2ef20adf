import type { KeptArchives, KeptPlace } from '#core/records/proof/archive-source.ts'
import { firstIds, hasId } from '#core/records/id-text.ts'
import { searchWords } from '#core/records/sorted-records.ts'
import { restorableOf, type BinEmptied } from '#core/records/erasure/restorable.ts'
import {
  archivesIn,
  wentOn,
  type ArchiveNote,
  type LaterEntry,
  type RunRecord,
} from '#core/records/record.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'

/** Names of users by id; a missing one could not be read, or not yet. */
export type UserNames = ReadonlyMap<number, string>

/** The verdicts of deletions and restores, in the order in which they are listed. */
const VERDICTS: Readonly<Record<string, MessageId>> = {
  deleted: 'records.deleted',
  gone: 'records.gone',
  'already-gone': 'records.alreadyGone',
  restored: 'records.restored',
  already: 'records.already',
  doubled: 'records.doubled',
  'access-denied': 'records.denied',
  guarded: 'records.kept',
  failed: 'records.failed',
  blocked: 'records.blocked',
  unknown: 'records.unknown',
  waiting: 'records.waiting',
}

/** What tells whether those that waited are still waiting. */
type RunEnd = Pick<RunRecord, 'endedAt' | 'paused'>

/** "12 deleted", "1 access denied"; without zeros. Unknown verdicts of a later app keep their own names. */
export function countTexts(record: Pick<RunRecord, 'counts'> & RunEnd, t: Text, format: Format): string[] {
  const { counts } = record
  const order = Object.keys(VERDICTS)
  const rank = (verdict: string): number => (order.includes(verdict) ? order.indexOf(verdict) : order.length)
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([verdict, count]) => {
      const id = isUnrecorded(verdict, record) ? undefined : VERDICTS[verdict]
      return id === undefined
        ? t('records.otherVerdict', {
            verdict: verdictWord(verdict, record, t),
            count: format.number(count),
          })
        : t(id, { count })
    })
}

const WORDS: Readonly<Record<string, MessageId>> = {
  deleted: 'records.wordDeleted',
  gone: 'records.wordGone',
  'already-gone': 'records.wordAlreadyGone',
  'access-denied': 'records.wordDenied',
  guarded: 'records.wordKept',
  failed: 'records.wordFailed',
  unknown: 'records.wordUnknown',
  waiting: 'records.wordWaiting',
}

/** The result for one contact. */
export function verdictWord(verdict: string | null, run: RunEnd, t: Text): string {
  if (verdict === null || isUnrecorded(verdict, run)) return t('records.wordNotKept')
  const id = WORDS[verdict]
  return id === undefined ? verdict : t(id)
}

/** A run that went on may have deleted those that waited when its record was written. */
function isUnrecorded(verdict: string, run: RunEnd): boolean {
  return verdict === 'waiting' && wentOn(run)
}

export function personText({ id, name }: RunRecord['user'], t: Text): string {
  return name === '' ? t('records.userUnnamed', { id }) : name
}

export function kindText({ kind }: Pick<RunRecord, 'kind'>, t: Text): string {
  return t(kind === 'deletion' ? 'records.deletion' : 'records.restore')
}

/** When the run ended, or why that is not told. */
export function endText({ endedAt, paused }: RunRecord, t: Text, format: Format): string {
  if (endedAt !== null) return format.moment(endedAt)
  return t(paused === true ? 'records.paused' : 'records.notEnded')
}

/**
 * Where the copy is now, one text per place.
 * @param kept as seen now; null: unknown
 */
export function copyTexts(record: RunRecord, kept: KeptArchives | null, t: Text, format: Format): string[] {
  const archives = archivesIn(record)
  if (archives.length === 0) return [t(wentOn(record) ? 'records.nothingLater' : 'records.noCopy')]
  const { copy, erasedAt } = restorableOf(record, kept)
  const erased = erasedAt === null ? [] : [t('records.erased', { when: format.moment(erasedAt) })]
  switch (copy.kind) {
    case 'stored':
      return distinct([
        ...copy.places.map((each) => placeText(each, record.user, t, format)),
        ...(copy.elsewhere ? [t('records.copyElsewhere')] : []),
      ])
    case 'elsewhere':
      return [...erased, t(erasedAt === null ? 'records.placeAway' : 'records.copyElsewhere')]
    case 'none':
      return erasedAt === null ? [t('records.placeAway')] : erased
    case 'unknown': {
      const once = archives.flatMap((each) => each.places)
      if (once.length === 0) return [...erased, t('records.placeUnknown')]
      return distinct([...erased, ...once.map((place) => onceText(place, record.user, t))])
    }
  }
}

/** Several archives of a run are mostly stored in the same place. */
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
    ? t('records.placeForEver', where)
    : t('records.placeUntil', { ...where, day: format.day(until) })
}

function onceText(place: ArchiveNote['places'][number], owner: RunRecord['user'], t: Text): string {
  return t('records.placeOnce', { place: placeName(place, owner, t) })
}

export function placeName(place: ArchiveNote['places'][number], owner: RunRecord['user'], t: Text): string {
  switch (place) {
    case 'browser':
      return t('records.placeBrowser')
    case 'portal-storage':
      return t('records.placeStorage')
    // Records of earlier versions name it.
    case 'drive':
      return t('records.placeDrive', { who: personText(owner, t) })
  }
}

/** What happened since, oldest first. */
export function laterTexts(record: RunRecord, names: UserNames, t: Text, format: Format): string[] {
  return distinct(record.later.map((entry) => laterText(entry, record.user, names, t, format)))
}

function laterText(
  entry: LaterEntry,
  owner: RunRecord['user'],
  names: UserNames,
  t: Text,
  format: Format,
): string {
  const values = {
    when: format.moment(entry.at),
    who: personText({ id: entry.by, name: names.get(entry.by) ?? '' }, t),
  }
  switch (entry.kind) {
    case 'restored':
      return t('records.laterRestored', { ...values, count: entry.contacts })
    case 'archive-erased': {
      const { places = [], automatic = false } = entry
      if (places.length === 0)
        return t(automatic ? 'records.laterErasedItself' : 'records.laterErased', values)
      const where = format.list(places.map((place) => placeName(place, owner, t)))
      return t(automatic ? 'records.laterErasedFromItself' : 'records.laterErasedFrom', { ...values, where })
    }
    case 'bin-emptied':
      return t('records.laterBinEmptied', values)
    case 'bin-taken-back':
      return t('records.laterBinTakenBack', values)
  }
}

/** Who said when that the portal's recycle bin is empty or off, and that the app cannot check it. */
export function binEmptiedText({ at, by }: BinEmptied, names: UserNames, t: Text, format: Format): string {
  const who = personText({ id: by, name: names.get(by) ?? '' }, t)
  return t('records.remainsBinEmptied', { who, when: format.moment(at) })
}

/** The users who did something since, each once. */
export function laterPeople(records: readonly Pick<RunRecord, 'later'>[]): number[] {
  return [...new Set(records.flatMap(({ later }) => later.map(({ by }) => by)))].toSorted((a, b) => a - b)
}

/** IDs or references that a row of the audit shows. */
const FEW = 3

/** "ID 12, 14, 17 + 8", those that are searched for first; '' if none are recorded. */
export function idsText(
  { contacts = {}, planned }: RunRecord,
  search: string,
  t: Text,
  format: Format,
): string {
  const texts = Object.values(contacts)
  const wanted = searchWords(search)
    .filter((word) => /^\d+$/u.test(word))
    .map(Number)
    .filter((id) => texts.some((text) => hasId(text, id)))
  const ids = [...new Set([...wanted, ...texts.flatMap((text) => firstIds(text, FEW))])].slice(0, FEW)
  if (ids.length === 0) return ''
  return t('records.someIds', { ids: few(ids.map(String), planned, t, format) })
}

/** Whether something can be said of the reference of the run: "none" would be untrue where its contacts have their own. */
export function hasReference({ reference, references = {} }: RunRecord): boolean {
  return reference !== '' || Object.keys(references).length === 0
}

/**
 * References of its contacts, a few of them and how many more there are, those that are searched for first; and the rows
 * of a list that are searched for and had no contact: such a request found nobody to delete.
 */
export function referencesTexts(
  { references = {}, lists = [] }: RunRecord,
  search: string,
  t: Text,
  format: Format,
): string[] {
  const words = searchWords(search)
  const isWanted = (text: string): boolean => words.some((word) => text.toLowerCase().includes(word))
  const all = [...new Set(Object.values(references))].toSorted(
    (a, b) => Number(isWanted(b)) - Number(isWanted(a)),
  )
  const nobody = lists
    .flatMap(({ missing }) => missing)
    .filter(({ reference }) => isWanted(reference))
    .map(({ row, reference }) => t('records.listRowNamed', { row: String(row), reference }))
  return [
    few(all.slice(0, FEW), all.length, t, format),
    nobody.length === 0
      ? ''
      : t('records.listMissing', { rows: few(nobody.slice(0, FEW), nobody.length, t, format) }),
  ].filter((text) => text !== '')
}

function few(some: readonly string[], all: number, t: Text, format: Format): string {
  const more = all - some.length
  const texts = some.join(', ')
  return more > 0 ? t('records.andMore', { texts, count: format.number(more) }) : texts
}

/** What a list had: its numbers, and the rows without a contact. */
export function listTexts({ lists = [] }: RunRecord, t: Text, format: Format): string[] {
  return lists.flatMap(({ rows, found, undecided = 0, unread, notFound, missing }) => {
    const more = notFound - missing.length
    const texts = missing.map(({ row, reference }) =>
      reference === ''
        ? t('records.listRow', { row: String(row) })
        : t('records.listRowNamed', { row: String(row), reference }),
    )
    return [
      [
        t('records.listRows', { count: rows }),
        t('records.listFound', { count: found }),
        ...(undecided > 0 ? [t('records.listUndecided', { count: undecided })] : []),
        t('records.listNotFound', { count: notFound }),
        ...(unread > 0 ? [t('records.listUnread', { count: unread })] : []),
      ].join(' · '),
      ...(texts.length === 0
        ? []
        : [
            t('records.listMissing', {
              rows:
                more > 0
                  ? t('records.andMore', { texts: texts.join(', '), count: format.number(more) })
                  : texts.join(', '),
            }),
          ]),
    ]
  })
}
