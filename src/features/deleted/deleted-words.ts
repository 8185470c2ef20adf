import type { ArchiveHeader } from '#core/archive/file/format.ts'
import type { ArchiveStore } from '#core/archive/ports.ts'
import type { KeptArchive } from '#core/archive/archive-index.ts'
import { unreachable } from '#core/failure.ts'
import type { DeletedContact, SinceDeletion } from '#core/restore/deleted-contacts.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import type { FileTrouble } from './use-archive-file.ts'

const PLACES: Record<ArchiveStore['place'], MessageId> = {
  browser: 'deleted.placeBrowser',
  'portal-storage': 'deleted.placePortal',
}

export function placeWord(place: ArchiveStore['place'], t: Text): string {
  return t(PLACES[place])
}

/** When the archive was written; unknown if its header is damaged. */
export function whenText({ writtenAt }: KeptArchive, t: Text, format: Format): string {
  return writtenAt === null ? t('deleted.stateUnknown') : format.moment(writtenAt)
}

/** "by Ann · Reference: ticket 12 · kept until 23 Dec 2026 · kept in the portal". */
export function archiveFacts(archive: KeptArchive, t: Text, format: Format): string {
  const { header, until, places } = archive
  const kept = [
    until === null ? t('deleted.keptForever') : t('deleted.keptUntil', { day: format.day(until) }),
    t('deleted.keptIn', { places: format.list(places.map((place) => placeWord(place, t))) }),
  ]
  if (header === null) return [t('deleted.newer'), ...kept].join(' · ')
  return [aboutText(header, t), ...kept].join(' · ')
}

/** "by Ann · Reference: ticket 12". */
export function aboutText({ user, reference }: Pick<ArchiveHeader, 'user' | 'reference'>, t: Text): string {
  return [
    user.name === '' ? t('deleted.runByUnknown', { id: user.id }) : t('deleted.runBy', { name: user.name }),
    ...(reference === '' ? [] : [t('deleted.reference', { text: reference })]),
  ].join(' · ')
}

/** Why a file cannot be used, and what to do. */
export function fileTroubleText(why: FileTrouble, t: Text): string {
  switch (why.kind) {
    case 'empty':
      return t('deleted.fileEmpty')
    case 'not-ours':
      return t('deleted.fileNotOurs')
    case 'damaged':
      return t('deleted.fileDamaged')
    case 'newer-version':
      return t('deleted.fileNewer', { version: why.version })
    case 'truncated':
      return t('deleted.fileTruncated')
    case 'damaged-header':
      return t('deleted.fileDamagedHeader')
    case 'too-large':
      return t('deleted.fileTooLarge')
    case 'gone':
      return t('deleted.fileGone')
    case 'failed':
      return t('deleted.fileFailed')
    case 'zip':
      return t('deleted.fileZip')
    case 'not-together':
      return t('deleted.fileNotTogether')
    case 'first-missing':
      return t('deleted.fileFirstMissing', { first: why.first })
    default:
      return unreachable(why)
  }
}

/** @param since undefined: not known yet. */
export function stateText({ trust }: DeletedContact, since: SinceDeletion | undefined, t: Text): string {
  if (trust === 'other-portal') return t('deleted.stateElsewhere')
  if (since?.kind === 'still-there') return t('deleted.stateThere')
  if (since?.kind === 'restored')
    return t(since.inPart === true ? 'deleted.stateInPart' : 'deleted.stateRestored', { id: since.id })
  if (trust === 'altered') return t('deleted.stateAltered')
  if (since?.kind === 'unseen') return t('deleted.stateUnknown')
  return since === undefined ? t('deleted.stateLooking') : t('deleted.stateDeleted')
}

/**
 * How many contacts were deleted, and how many were copied and then not deleted: "4 deleted, 8 never deleted". Only the
 * copies are counted where this user does not see whether contacts are there.
 * @param since undefined: not known yet.
 */
export function amountText(
  contacts: readonly { readonly id: number }[],
  since: ReadonlyMap<number, SinceDeletion> | undefined,
  t: Text,
  format: Format,
): string {
  const states = contacts.map(({ id }) => since?.get(id)?.kind)
  if (states.includes(undefined) || states.includes('unseen'))
    return t('deleted.copies', { count: contacts.length })
  const there = states.filter((kind) => kind === 'still-there').length
  const gone = contacts.length - there
  return format.list([
    ...(gone > 0 || there === 0 ? [t('deleted.runContacts', { count: gone })] : []),
    ...(there > 0 ? [t('deleted.neverDeleted', { count: there })] : []),
  ])
}

/** "The connection broke. Try again." */
export function whyText(error: unknown, t: Text, format: Format): string {
  const { title, advice } = describeThrown(error, t, format)
  return `${title}. ${advice}`
}
