import type { Contact } from '../../contract.ts'
import {
  seededContact,
  seededDetails,
  seededListing,
  type ContactSeed,
  type ListedContact,
} from '../seed/contact-seed.ts'
import { normalPhone } from '../seed/person.ts'
import { textHash } from '../seed/prng.ts'
import { createSortIndex, type SortIndex } from './sort-index.ts'
import { createStringPool, type StringPool } from './string-pool.ts'

/** Sort keys with a standing index. */
export type SortKey =
  | 'ID'
  | 'NAME'
  | 'LAST_NAME'
  | 'DATE_CREATE'
  | 'DATE_MODIFY'
  | 'COMPANY_ID'
  | 'ASSIGNED_BY_ID'
  | 'SECOND_NAME'
  | 'LAST_ACTIVITY_TIME'

/** One number a contact and column, so that a million rows are filtered and sorted in milliseconds. Row = ID − 1. */
export interface Columns {
  alive: Uint8Array
  name: Uint32Array
  secondName: Uint32Array
  lastName: Uint32Array
  assigned: Uint32Array
  company: Uint32Array
  created: Uint32Array
  modified: Uint32Array
  activity: Uint32Array
  category: Uint32Array
  /** Bits: 1 has a phone, 2 has an e-mail, 4 differs from the seed. */
  flags: Uint8Array
  /** Hashes of the normal forms of the first two phones and e-mails; 0: none. */
  phoneA: Uint32Array
  phoneB: Uint32Array
  mailA: Uint32Array
  mailB: Uint32Array
}

export const HAS_PHONE = 1
export const HAS_EMAIL = 2
export const CHANGED = 4

/** What is in no column. */
export type ContactDetails = Omit<Contact, keyof ListedContact>

export interface ContactTable {
  readonly columns: Columns
  readonly pool: StringPool
  /** Rows in use, deleted ones included. */
  readonly length: number
  /** How many are not deleted. */
  readonly live: number
  /** Grows with every write; what was computed for another version is stale. */
  readonly version: number
  /** Contacts that differ from the seed. */
  readonly changed: ReadonlyMap<number, Contact>
  get(id: number): Contact | undefined
  /**
   * A field that has no column, by row as it was seeded: numbers of the pool's texts. Made when it is first asked for; of
   * rows that were changed it says nothing.
   */
  seeded(field: string, textOf: (details: ContactDetails) => string): Uint32Array
  /** A new contact under the next free id. */
  add(contact: Omit<Contact, 'ID'>): Contact
  put(contact: Contact): void
  remove(id: number): boolean
  index(key: SortKey): SortIndex
  /** The number by which rows are put in order; good until the next write. */
  keyOf(key: SortKey): (row: number) => number
}

export function createContactTable(seed: ContactSeed): ContactTable {
  const pool = createStringPool()
  let columns = allocate(seed.count + 1024)
  let length = seed.count
  let live = seed.count
  let version = 0
  const changed = new Map<number, Contact>()
  const indexes = new Map<SortKey, SortIndex>()
  const seededColumns = new Map<string, Uint32Array>()

  for (let id = 1; id <= seed.count; id++) writeRow(seededListing(seed, id), 0)
  for (const key of [
    'ID',
    'NAME',
    'LAST_NAME',
    'DATE_CREATE',
    'DATE_MODIFY',
    'COMPANY_ID',
    'ASSIGNED_BY_ID',
  ] as const)
    indexes.set(
      key,
      createSortIndex(length, (row) => sortNumber(key, row)),
    )

  function sortNumber(key: SortKey, row: number): number {
    switch (key) {
      case 'ID':
        return row
      case 'NAME':
        return pool.rank(columns.name[row] ?? 0)
      case 'LAST_NAME':
        return pool.rank(columns.lastName[row] ?? 0)
      case 'DATE_CREATE':
        return columns.created[row] ?? 0
      case 'DATE_MODIFY':
        return columns.modified[row] ?? 0
      case 'COMPANY_ID':
        return columns.company[row] ?? 0
      case 'ASSIGNED_BY_ID':
        return columns.assigned[row] ?? 0
      case 'SECOND_NAME':
        return pool.rank(columns.secondName[row] ?? 0)
      case 'LAST_ACTIVITY_TIME':
        return columns.activity[row] ?? 0
    }
  }

  function writeRow(contact: ListedContact, extraFlags: number): void {
    const row = contact.ID - 1
    const phones = contact.fm.filter((one) => one.TYPE_ID === 'PHONE')
    const emails = contact.fm.filter((one) => one.TYPE_ID === 'EMAIL')
    columns.alive[row] = 1
    columns.name[row] = pool.intern(contact.NAME)
    columns.secondName[row] = pool.intern(contact.SECOND_NAME)
    columns.lastName[row] = pool.intern(contact.LAST_NAME)
    columns.assigned[row] = contact.ASSIGNED_BY_ID
    columns.company[row] = contact.COMPANY_IDS[0] ?? 0
    columns.created[row] = contact.DATE_CREATE
    columns.modified[row] = contact.DATE_MODIFY
    columns.activity[row] = contact.LAST_ACTIVITY_TIME
    columns.category[row] = contact.CATEGORY_ID
    columns.flags[row] =
      (phones.length > 0 ? HAS_PHONE : 0) | (emails.length > 0 ? HAS_EMAIL : 0) | extraFlags
    columns.phoneA[row] = phoneKey(phones[0]?.VALUE)
    columns.phoneB[row] = phoneKey(phones[1]?.VALUE)
    columns.mailA[row] = mailKey(emails[0]?.VALUE)
    columns.mailB[row] = mailKey(emails[1]?.VALUE)
  }

  /** A changed row is taken out of every order under its old keys and put back under the new ones. */
  function rewrite(contact: Contact, known: boolean): void {
    const row = contact.ID - 1
    if (known) for (const index of indexes.values()) index.remove(row)
    changed.set(contact.ID, contact)
    writeRow(contact, CHANGED)
    for (const index of indexes.values()) index.insert(row)
    version++
  }

  function isLive(id: number): boolean {
    return columns.alive[id - 1] === 1
  }

  return {
    get columns() {
      return columns
    },
    pool,
    get length() {
      return length
    },
    get live() {
      return live
    },
    get version() {
      return version
    },
    changed,
    get(id) {
      return isLive(id) ? (changed.get(id) ?? seededContact(seed, id)) : undefined
    },
    seeded(field, textOf) {
      let column = seededColumns.get(field)
      if (column === undefined) {
        column = Uint32Array.from({ length: seed.count }, (_, row) =>
          pool.intern(textOf(seededDetails(seed, row + 1))),
        )
        seededColumns.set(field, column)
      }
      return column
    },
    add(fields) {
      if (length === columns.alive.length) columns = widen(columns)
      length++
      live++
      const contact: Contact = { ...fields, ID: length }
      rewrite(contact, false)
      return contact
    },
    put(contact) {
      if (isLive(contact.ID)) rewrite(contact, true)
    },
    remove(id) {
      if (!isLive(id)) return false
      columns.alive[id - 1] = 0
      changed.delete(id)
      live--
      version++
      return true
    },
    index(key) {
      // The rarer orders are built when first asked for.
      const index = indexes.get(key) ?? createSortIndex(length, (row) => sortNumber(key, row))
      indexes.set(key, index)
      return index
    },
    keyOf(key) {
      if (key !== 'NAME' && key !== 'LAST_NAME') return (row) => sortNumber(key, row)
      const ranks = pool.ranks()
      const column = key === 'NAME' ? columns.name : columns.lastName
      return (row) => ranks[column[row] ?? 0] ?? -1
    },
  }
}

/** The key under which a phone is found; never 0. */
export function phoneKey(phone: string | undefined): number {
  return phone === undefined ? 0 : textHash(normalPhone(phone)) || 1
}

/** The key under which an e-mail is found; never 0. */
export function mailKey(email: string | undefined): number {
  return email === undefined ? 0 : textHash(email.toLowerCase()) || 1
}

function allocate(capacity: number): Columns {
  const wide = (): Uint32Array => new Uint32Array(capacity)
  return {
    alive: new Uint8Array(capacity),
    flags: new Uint8Array(capacity),
    name: wide(),
    secondName: wide(),
    lastName: wide(),
    assigned: wide(),
    company: wide(),
    created: wide(),
    modified: wide(),
    activity: wide(),
    category: wide(),
    phoneA: wide(),
    phoneB: wide(),
    mailA: wide(),
    mailB: wide(),
  }
}

function widen(old: Columns): Columns {
  const wider = allocate(Math.ceil(old.alive.length * 1.25) + 1024)
  for (const key of Object.keys(wider) as (keyof Columns)[]) wider[key].set(old[key])
  return wider
}
