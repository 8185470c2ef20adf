import type { Money } from './dossier.ts'

/** What may hang on a contact (rest-contract.md, section 5). `item` is every smart process. */
export const RELATION_KINDS = [
  'deal',
  'invoice',
  'quote',
  'item',
  'company',
  'activity',
  'requisite',
] as const
export type RelationKind = (typeof RELATION_KINDS)[number]

/** One thing that hangs on one contact. A deal of two contacts is two of these. */
export interface Relation {
  readonly contactId: number
  readonly kind: RelationKind
  /** The portal's entityTypeId for `item`, where ids of different smart processes overlap; 0 for all else. */
  readonly typeId: number
  readonly id: number
  /** A deal not closed, an invoice not paid, an activity not completed; null: the portal did not say. */
  readonly open: boolean | null
  readonly amount: Money | null
}

/** How far the relations of one kind are known. `at-least`: there are more than were read ("50+"). */
export type Reading = 'exact' | 'at-least' | 'unreadable'

export interface PartialReading {
  readonly contactId: number
  readonly kind: RelationKind
  readonly reading: Exclude<Reading, 'exact'>
}

/**
 * The relations of many contacts in columns, about 30 bytes each, so that a plan of 200,000 contacts stays small.
 * Never written to after it was made.
 */
export interface RelationTable {
  /** The relations of contact `i` are the rows `start[i]` to `start[i + 1] - 1`. */
  readonly start: Uint32Array
  readonly kind: Uint8Array
  readonly typeId: Uint32Array
  readonly id: Float64Array
  /** 0 closed, 1 open, 2 the portal did not say. */
  readonly open: Uint8Array
  /** In hundredths; NaN: none. */
  readonly cents: Float64Array
  readonly currency: Uint16Array
  readonly currencies: readonly string[]
  /** Two bits a kind: 0 exact, 1 at least, 2 unreadable. */
  readonly reading: Uint16Array
}

/**
 * Puts relations into columns. A relation or reading of a contact that is not among `contactIds` is left out; the same
 * relation told twice counts once.
 */
export function packRelations(
  contactIds: ArrayLike<number>,
  relations: Iterable<Relation>,
  partial: Iterable<PartialReading> = [],
): RelationTable {
  const indexOf = new Map(Array.from(contactIds, (id, index) => [id, index]))
  const perContact = new Map<number, Map<string, Relation>>()
  let rows = 0
  for (const relation of relations) {
    const index = indexOf.get(relation.contactId)
    if (index === undefined) continue
    const own = perContact.get(index) ?? new Map<string, Relation>()
    const key = `${relation.kind} ${relation.typeId} ${relation.id}`
    if (!own.has(key)) rows++
    own.set(key, relation)
    perContact.set(index, own)
  }
  const currencies: string[] = []
  const table = emptyTable(contactIds.length, rows, currencies)
  let row = 0
  for (let index = 0; index < contactIds.length; index++) {
    table.start[index] = row
    for (const relation of perContact.get(index)?.values() ?? []) writeRow(table, currencies, row++, relation)
  }
  table.start[contactIds.length] = row
  for (const { contactId, kind, reading } of partial) {
    const index = indexOf.get(contactId)
    if (index !== undefined) addReading(table.reading, index, kind, reading)
  }
  return table
}

function emptyTable(contacts: number, rows: number, currencies: readonly string[]): RelationTable {
  return {
    start: new Uint32Array(contacts + 1),
    kind: new Uint8Array(rows),
    typeId: new Uint32Array(rows),
    id: new Float64Array(rows),
    open: new Uint8Array(rows),
    cents: new Float64Array(rows),
    currency: new Uint16Array(rows),
    currencies,
    reading: new Uint16Array(contacts),
  }
}

function writeRow(table: RelationTable, currencies: string[], row: number, relation: Relation): void {
  table.kind[row] = RELATION_KINDS.indexOf(relation.kind)
  table.typeId[row] = relation.typeId
  table.id[row] = relation.id
  table.open[row] = relation.open === null ? 2 : Number(relation.open)
  table.cents[row] = relation.amount === null ? NaN : Math.round(relation.amount.value * 100)
  if (relation.amount === null) return
  const known = currencies.indexOf(relation.amount.currency)
  table.currency[row] = known >= 0 ? known : currencies.push(relation.amount.currency) - 1
}

const BITS: Readonly<Record<Reading, number>> = { exact: 0, 'at-least': 1, unreadable: 2 }

function addReading(reading: Uint16Array, index: number, kind: RelationKind, worse: Reading): void {
  const shift = 2 * RELATION_KINDS.indexOf(kind)
  const now = reading[index] ?? 0
  const bits = Math.max((now >> shift) & 3, BITS[worse])
  reading[index] = (now & ~(3 << shift)) | (bits << shift)
}

export function readingOf(table: RelationTable, index: number, kind: RelationKind): Reading {
  const bits = ((table.reading[index] ?? 0) >> (2 * RELATION_KINDS.indexOf(kind))) & 3
  return bits === 0 ? 'exact' : bits === 1 ? 'at-least' : 'unreadable'
}

/** The relations of contact `index`, made on demand. */
export function relationsOf(table: RelationTable, index: number, contactId: number): Relation[] {
  const relations: Relation[] = []
  for (let row = table.start[index] ?? 0; row < (table.start[index + 1] ?? 0); row++) {
    const cents = table.cents[row] ?? NaN
    const open = table.open[row]
    relations.push({
      contactId,
      kind: RELATION_KINDS[table.kind[row] ?? 0] ?? 'deal',
      typeId: table.typeId[row] ?? 0,
      id: table.id[row] ?? 0,
      open: open === 2 ? null : open === 1,
      amount: Number.isNaN(cents)
        ? null
        : { value: cents / 100, currency: table.currencies[table.currency[row] ?? 0] ?? '' },
    })
  }
  return relations
}

/** Whether this very thing hung on the contact when the table was made. */
export function hasRelation(table: RelationTable, index: number, relation: Relation): boolean {
  const kind = RELATION_KINDS.indexOf(relation.kind)
  for (let row = table.start[index] ?? 0; row < (table.start[index + 1] ?? 0); row++) {
    if (table.id[row] === relation.id && table.kind[row] === kind && table.typeId[row] === relation.typeId) {
      return true
    }
  }
  return false
}

/** The table of a part of the contacts, in the given order of their former indices. */
export function pickContacts(
  table: RelationTable,
  contactIds: ArrayLike<number>,
  kept: readonly number[],
): RelationTable {
  function* rows(): Generator<Relation> {
    for (const index of kept) yield* relationsOf(table, index, contactIds[index] ?? 0)
  }
  const picked = packRelations(
    kept.map((index) => contactIds[index] ?? 0),
    rows(),
  )
  kept.forEach((index, at) => (picked.reading[at] = table.reading[index] ?? 0))
  return picked
}
