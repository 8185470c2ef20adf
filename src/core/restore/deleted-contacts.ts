import type { ArchivedContact } from '../archive/archived-contact.ts'
import type { ArchiveReading } from '../archive/file/read-file.ts'
import type { RestoreLookup } from './ports.ts'
import { keyText, originKeyOf, ourKey, type OriginKey } from './plan/external-key.ts'
import { nameOf, wantedOf } from './plan/plan.ts'

/** The `archiveId` of contacts from a file that the person opened. */
export const FILE = 'file'

/** A contact of an archive, as a list shows it. */
export interface DeletedContact {
  readonly id: number
  /** Null: no name. */
  readonly name: string | null
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly contact: ArchivedContact
  /** `FILE` for contacts from a file. */
  readonly archiveId: string
  /** The plan of the run that copied it; '' for none. */
  readonly planId: string
  readonly trust: Trust
}

/** Whether it may be restored. `altered`: somebody changed the file. `other-portal`: its IDs mean others here. */
export type Trust = 'sound' | 'altered' | 'other-portal'

type Read = Extract<ArchiveReading, { kind: 'read' }>

/** Contacts that may be restored rank first: two with the same ID may even be different people. */
const WORTH: Readonly<Record<Trust, number>> = { sound: 2, altered: 1, 'other-portal': 0 }

/**
 * The contacts of archives, in their order. A contact that is in several is listed once, from the most trusted archive
 * and, among these, from the latest.
 */
export function listDeleted(
  archives: readonly { readonly archiveId: string; readonly reading: Read }[],
): readonly DeletedContact[] {
  const listed = new Map<number, DeletedContact>()
  for (const { archiveId, reading } of archives) {
    const elsewhere = reading.problems.some(({ kind }) => kind === 'other-portal')
    const altered = new Set(
      reading.problems.flatMap((problem) => (problem.kind === 'altered' ? problem.contactIds : [])),
    )
    for (const contact of reading.contacts) {
      const { id } = contact
      const known = listed.get(id)
      const trust = elsewhere ? 'other-portal' : altered.has(id) ? 'altered' : 'sound'
      if (known !== undefined && !isBetter({ contact, trust }, known)) continue
      const own = wantedOf(contact)
      listed.set(id, {
        id,
        name: nameOf(contact),
        phones: own.filter(({ kind }) => kind === 'phone').map(({ value }) => value),
        emails: own.filter(({ kind }) => kind === 'email').map(({ value }) => value),
        contact,
        archiveId,
        planId: reading.header.planId,
        trust,
      })
    }
  }
  return [...listed.values()]
}

type Ranked = Pick<DeletedContact, 'contact' | 'trust'>

function isBetter(one: Ranked, known: Ranked): boolean {
  const more = WORTH[one.trust] - WORTH[known.trust]
  return more > 0 || (more === 0 && one.contact.readAt > known.contact.readAt)
}

/** The contacts whose name, e-mails, phones (their digits are enough) or ID contain every word of the search. */
export function searchDeleted(
  contacts: readonly DeletedContact[],
  search: string,
): readonly DeletedContact[] {
  const words = search.toLocaleLowerCase().split(/\s+/u).filter(Boolean)
  if (words.length === 0) return contacts
  return contacts.filter(({ id, name, phones, emails }) => {
    const text = [id, name ?? '', ...emails, ...phones].join(' ').toLocaleLowerCase()
    const digits = phones.map(digitsOf).join(' ')
    return words.every((word) => {
      const own = digitsOf(word)
      const isNumber = own.length > 2 && /^[\d+().-]+$/u.test(word)
      return text.includes(word) || (isNumber && digits.includes(own))
    })
  })
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/gu, '')
}

/** What became of a contact since it was archived. */
export type SinceDeletion =
  | { readonly kind: 'deleted' }
  /** Not restored, and not seen by this user: deleted, or hidden from them. */
  | { readonly kind: 'unseen' }
  /** `inPart`: things linked to it may be missing, since its restore is not finished. */
  | {
      readonly kind: 'restored'
      readonly id: number
      readonly inPart?: boolean
      /** Restores made these too; absent: none. */
      readonly others?: readonly number[]
    }
  /** It was copied and then not deleted. */
  | { readonly kind: 'still-there' }

/** After this many contacts it checks whether the caller has cancelled. */
const AT_ONCE = 1_000

/**
 * Asks the portal what became of contacts, by their IDs and by the keys that a restore gives them. Rejects with
 * PortalFailure; null: cancelled.
 */
export async function readSinceDeletion(
  contacts: readonly ArchivedContact[],
  lookup: Pick<RestoreLookup, 'origins' | 'there' | 'hidden'>,
  cancelled: () => boolean,
): Promise<ReadonlyMap<number, SinceDeletion> | null> {
  const since = new Map<number, SinceDeletion>()
  for (let from = 0; from < contacts.length; from += AT_ONCE) {
    if (cancelled()) return null
    const some = contacts.slice(from, from + AT_ONCE)
    const keys = new Map(some.flatMap(ownKeys).map((key) => [keyText(key), key]))
    const [present, found] = await Promise.all([
      lookup.there(some.map(({ id }) => id)),
      lookup.origins([...keys.values()]),
    ])
    const there = new Set(present)
    const bearers = new Map(found.map(({ key, ids }) => [keyText(key), ids]))
    for (const contact of some) {
      const [id, ...others] = oldestFirst(ownKeys(contact).flatMap((key) => bearers.get(keyText(key)) ?? []))
      if (there.has(contact.id)) since.set(contact.id, { kind: 'still-there' })
      else if (id !== undefined)
        since.set(contact.id, { kind: 'restored', id, ...(others.length > 0 ? { others } : {}) })
      else since.set(contact.id, { kind: lookup.hidden === undefined ? 'deleted' : 'unseen' })
    }
  }
  return cancelled() ? null : since
}

/** @param open IDs of contacts that an unfinished restore still has to work on. */
export function markInPart(
  since: ReadonlyMap<number, SinceDeletion>,
  open: ReadonlySet<number>,
): ReadonlyMap<number, SinceDeletion> {
  if (open.size === 0) return since
  return new Map(
    [...since].map(([id, one]) => [
      id,
      one.kind === 'restored' && open.has(id) ? { ...one, inPart: true } : one,
    ]),
  )
}

/**
 * The contacts that restores made of each of these and that are there now, the oldest first; only where there are
 * several. Rejects with PortalFailure.
 */
export async function readDoubles(
  oldIds: readonly number[],
  lookup: Pick<RestoreLookup, 'origins'>,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const found = await lookup.origins(oldIds.map(ourKey))
  const doubled = found.filter(({ ids }) => ids.length > 1)
  return new Map(doubled.map(({ key, ids }) => [Number(key.originId), oldestFirst(ids)]))
}

function oldestFirst(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b)
}

/** The keys that only this app gives a restored contact. */
function ownKeys(contact: ArchivedContact): OriginKey[] {
  const key = originKeyOf(contact)
  return key.foreign ? [ourKey(contact.id)] : [key, ourKey(contact.id)]
}
