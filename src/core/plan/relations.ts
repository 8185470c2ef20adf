import type { Money } from '../contact/dossier.ts'
import { DEAL, INVOICE, QUOTE } from '../entities.ts'

/** What may be linked to a contact (portal README, "What is linked to a contact"). `item` is every smart process. */
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

/** One thing that is linked to one contact. A deal of two contacts makes two relations. */
export interface Relation {
  readonly contactId: number
  readonly kind: RelationKind
  /** For `item` the portal's entityTypeId, since ids of different smart processes overlap; else 0. */
  readonly typeId: number
  readonly id: number
  /** A deal not closed, an invoice not paid, an activity not completed; null: the portal did not say. */
  readonly open: boolean | null
  readonly amount: Money | null
}

/**
 * The portal's entityTypeId of items (portal README, "Two families of methods"); for a smart process it is the
 * relation's `typeId`.
 */
const ENTITY_TYPES: Partial<Readonly<Record<RelationKind, number>>> = {
  deal: DEAL,
  quote: QUOTE,
  invoice: INVOICE,
}

/** `entityTypeId:id` of a linked item; null: not an item. */
export function itemKey({ kind, typeId, id }: Pick<Relation, 'kind' | 'typeId' | 'id'>): string | null {
  const entityTypeId = kind === 'item' ? typeId : ENTITY_TYPES[kind]
  return entityTypeId === undefined ? null : linkKey(entityTypeId, id)
}

export function linkKey(entityTypeId: number, id: number): string {
  return `${entityTypeId}:${id}`
}

/** How completely the relations of one kind were read. `at-least`: there are more than were read ("50+"). */
export type Reading = 'exact' | 'at-least' | 'unreadable'

export interface PartialReading {
  readonly contactId: number
  readonly kind: RelationKind
  readonly reading: Exclude<Reading, 'exact'>
}

/**
 * The relations of many contacts in columns, about 30 bytes each, so that a plan of 200,000 contacts stays small. Never
 * changes after it was made.
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
  /** Two bits for each kind: 0 exact, 1 at least, 2 unreadable. */
  readonly reading: Uint16Array
}

/** The columns with one entry per relation. */
export const ROW_COLUMNS = ['kind', 'typeId', 'id', 'open', 'cents', 'currency'] as const
export type RelationRows = Pick<RelationTable, (typeof ROW_COLUMNS)[number]>

/** An empty table for this many contacts and relations. */
export function emptyTable(contacts: number, rows: number): RelationTable {
  return {
    start: new Uint32Array(contacts + 1),
    kind: new Uint8Array(rows),
    typeId: new Uint32Array(rows),
    id: new Float64Array(rows),
    open: new Uint8Array(rows),
    cents: new Float64Array(rows),
    currency: new Uint16Array(rows),
    currencies: [],
    reading: new Uint16Array(contacts),
  }
}

/** The number of a kind in the table's columns. */
export function kindCode(kind: RelationKind): number {
  return RELATION_KINDS.indexOf(kind)
}

export function openCode(open: boolean | null): number {
  return open === null ? 2 : Number(open)
}

export const READING_BITS: Readonly<Record<Reading, number>> = { exact: 0, 'at-least': 1, unreadable: 2 }

export function readingOf(table: RelationTable, index: number, kind: RelationKind): Reading {
  const bits = ((table.reading[index] ?? 0) >> (2 * kindCode(kind))) & 3
  return bits === 0 ? 'exact' : bits === 1 ? 'at-least' : 'unreadable'
}

/** The relations of the contact at `index`, as objects. */
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

/** Whether this thing was linked to the contact when the table was made. */
export function hasRelation(table: RelationTable, index: number, relation: Relation): boolean {
  const kind = kindCode(relation.kind)
  for (let row = table.start[index] ?? 0; row < (table.start[index + 1] ?? 0); row++) {
    if (table.id[row] === relation.id && table.kind[row] === kind && table.typeId[row] === relation.typeId) {
      return true
    }
  }
  return false
}

/** The table of some of the contacts. @param kept their indices in the old table, in the new order */
export function pickContacts(table: RelationTable, kept: readonly number[]): RelationTable {
  const rowsOf = (index: number): [from: number, to: number] => [
    table.start[index] ?? 0,
    table.start[index + 1] ?? 0,
  ]
  const rows = kept.reduce((sum, index) => sum + rowsOf(index)[1] - rowsOf(index)[0], 0)
  const picked = { ...emptyTable(kept.length, rows), currencies: table.currencies }
  let row = 0
  kept.forEach((index, at) => {
    const [from, to] = rowsOf(index)
    for (const name of ROW_COLUMNS) picked[name].set(table[name].subarray(from, to), row)
    row += to - from
    picked.start[at + 1] = row
    picked.reading[at] = table.reading[index] ?? 0
  })
  return picked
}
