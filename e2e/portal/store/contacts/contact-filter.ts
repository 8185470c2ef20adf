import type { User } from '../../contract.ts'
import { numberTest, textTest, type Operator } from './condition.ts'
import {
  HAS_EMAIL,
  HAS_PHONE,
  CHANGED,
  mailKey,
  phoneKey,
  type ContactDetails,
  type ContactTable,
} from './contact-table.ts'
import { setOf, type RowSet } from './row-set.ts'

/** A filter after its keys were understood. Field names are those of crm.contact.*. */
export type ContactFilter =
  | { all: readonly ContactFilter[] }
  | { any: readonly ContactFilter[] }
  | { field: string; operator: Operator; numbers: readonly number[]; texts: readonly string[] }

type RowTest = (row: number) => boolean

/** How a field of a contact is compared. */
export const CONTACT_FIELD_KINDS: Readonly<Record<string, 'number' | 'text' | 'date' | 'flag' | 'multi'>> = {
  ID: 'number',
  NAME: 'text',
  SECOND_NAME: 'text',
  LAST_NAME: 'text',
  POST: 'text',
  COMMENTS: 'text',
  HONORIFIC: 'text',
  TYPE_ID: 'text',
  SOURCE_ID: 'text',
  BIRTHDATE: 'text',
  ORIGINATOR_ID: 'text',
  ORIGIN_ID: 'text',
  COMPANY_ID: 'number',
  LEAD_ID: 'number',
  CATEGORY_ID: 'number',
  ASSIGNED_BY_ID: 'number',
  CREATED_BY_ID: 'number',
  MODIFY_BY_ID: 'number',
  DATE_CREATE: 'date',
  DATE_MODIFY: 'date',
  LAST_ACTIVITY_TIME: 'date',
  OPENED: 'flag',
  EXPORT: 'flag',
  HAS_PHONE: 'flag',
  HAS_EMAIL: 'flag',
  HAS_IMOL: 'flag',
  PHONE: 'multi',
  EMAIL: 'multi',
  WEB: 'multi',
  IM: 'multi',
}

const CACHE_LENGTH = 16
const caches = new WeakMap<ContactTable, { version: number; sets: Map<string, RowSet> }>()

/**
 * The rows that the user may read and the filter lets through. Kept for the next page of the same question until
 * something is written.
 */
export function filterContacts(table: ContactTable, filter: ContactFilter, user: User): RowSet {
  let cache = caches.get(table)
  if (cache?.version !== table.version) {
    cache = { version: table.version, sets: new Map() }
    caches.set(table, cache)
  }
  const key = JSON.stringify([user.ID, user.admin, user.rights.read, filter])
  const known = cache.sets.get(key)
  if (known !== undefined) return known
  const found = setOf(narrow(table, filter, visibleRows(table, user)))
  cache.sets.set(key, found)
  const [oldest] = cache.sets.keys()
  if (cache.sets.size > CACHE_LENGTH && oldest !== undefined) cache.sets.delete(oldest)
  return found
}

/** Of the rows in `within` those that pass. One tight loop a condition: this is the portal's hottest code. */
function narrow(table: ContactTable, filter: ContactFilter, within: Uint8Array): Uint8Array {
  if ('all' in filter) return filter.all.reduce((left, one) => narrow(table, one, left), within)
  if ('any' in filter) {
    const union = new Uint8Array(within.length)
    for (const one of filter.any) {
      const passed = narrow(table, one, within)
      for (let row = 0; row < union.length; row++) union[row] = (union[row] ?? 0) | (passed[row] ?? 0)
    }
    return union
  }
  const passed = new Uint8Array(within.length)
  narrowByLeaf(table, filter, within, passed)
  return passed
}

type Leaf = Extract<ContactFilter, { field: string }>

/** Columns where there are some; otherwise the record is asked. */
function narrowByLeaf(table: ContactTable, leaf: Leaf, within: Uint8Array, passed: Uint8Array): void {
  const { columns, pool } = table
  const { field, operator, numbers, texts } = leaf
  const byTest = (test: RowTest): void => {
    for (let row = 0; row < within.length; row++) if (within[row] === 1 && test(row)) passed[row] = 1
  }
  const byNumber = (column: Uint32Array): void => {
    const test = numberTest(operator, numbers)
    for (let row = 0; row < within.length; row++)
      if (within[row] === 1 && test(column[row] ?? 0)) passed[row] = 1
  }
  /** 0 is NULL: only an empty value finds it, and nothing compares with it. */
  const byNullable = (column: Uint32Array): void => {
    if (texts[0] !== '') {
      const test = numberTest(operator, numbers)
      byTest((row) => column[row] !== 0 && test(column[row] ?? 0))
    } else byTest((row) => (column[row] === 0) === (operator === '='))
  }
  const byText = (column: Uint32Array): void => {
    const passes = pool.matching(textTest(operator, texts))
    for (let row = 0; row < within.length; row++)
      passed[row] = (within[row] ?? 0) & (passes[column[row] ?? 0] ?? 0)
  }
  const byFlag = (bit: number): void => {
    const test = textTest(operator, texts)
    const [yes, no] = [test('Y'), test('N')]
    byTest((row) => (((columns.flags[row] ?? 0) & bit) !== 0 ? yes : no))
  }
  switch (field) {
    case 'ID': {
      const test = numberTest(operator, numbers)
      byTest((row) => test(row + 1))
      break
    }
    case 'NAME':
      byText(columns.name)
      break
    case 'SECOND_NAME':
      byText(columns.secondName)
      break
    case 'LAST_NAME':
      byText(columns.lastName)
      break
    case 'ASSIGNED_BY_ID':
      byNumber(columns.assigned)
      break
    case 'COMPANY_ID':
      byNumber(columns.company)
      break
    case 'CATEGORY_ID':
      byNumber(columns.category)
      break
    case 'DATE_CREATE':
      byNumber(columns.created)
      break
    case 'DATE_MODIFY':
      byNumber(columns.modified)
      break
    case 'LAST_ACTIVITY_TIME':
      byNullable(columns.activity)
      break
    case 'HAS_PHONE':
      byFlag(HAS_PHONE)
      break
    case 'HAS_EMAIL':
      byFlag(HAS_EMAIL)
      break
    case 'PHONE':
    case 'EMAIL':
    case 'WEB':
    case 'IM':
      byTest(exactMultiField(table, field, texts[0] ?? ''))
      break
    default:
      byTest(byRecord(table, field, operator, numbers, texts))
      break
  }
}

/** Not deleted and readable by the user. */
function visibleRows(table: ContactTable, user: User): Uint8Array {
  const { alive, assigned } = table.columns
  const visible = alive.slice(0, table.length)
  if (user.admin || user.rights.read === 'all') return visible
  for (let row = 0; row < visible.length; row++)
    if (user.rights.read === 'none' || assigned[row] !== user.ID) visible[row] = 0
  return visible
}

/** The whole value must be the same; the key column spares making a million records. */
function exactMultiField(table: ContactTable, type: string, wanted: string): RowTest {
  const { columns } = table
  const isPhone = type === 'PHONE'
  const key = isPhone ? phoneKey(wanted) : mailKey(wanted)
  const [first, second] = isPhone ? [columns.phoneA, columns.phoneB] : [columns.mailA, columns.mailB]
  const exact = wanted.toLowerCase()
  return (row) => {
    const maybe = first[row] === key || second[row] === key || ((columns.flags[row] ?? 0) & CHANGED) !== 0
    if (!maybe) return false
    const values = table.get(row + 1)?.fm ?? []
    return values.some((one) => one.TYPE_ID === type && one.VALUE.toLowerCase() === exact)
  }
}

function byRecord(
  table: ContactTable,
  field: string,
  operator: Operator,
  numbers: readonly number[],
  texts: readonly string[],
): RowTest {
  const asNumber = numberTest(operator, numbers)
  const asText = textTest(operator, texts)
  const passes = (text: string): boolean =>
    CONTACT_FIELD_KINDS[field] === 'number' ? asNumber(Number(text)) : asText(text)
  const { columns, pool } = table
  const seeded = table.seeded(field, (details) => String(fieldValue(details, field)))
  const passing = pool.matching(passes)
  return (row) => {
    if (((columns.flags[row] ?? 0) & CHANGED) === 0) return passing[seeded[row] ?? 0] === 1
    const contact = table.get(row + 1)
    return contact !== undefined && passes(String(fieldValue(contact, field)))
  }
}

function fieldValue(contact: ContactDetails, field: string): string | number {
  if (field.startsWith('UF_')) {
    const value = contact.uf[field]
    return typeof value === 'string' || typeof value === 'number' ? value : ''
  }
  const value: unknown = (contact as unknown as Record<string, unknown>)[field]
  if (typeof value === 'boolean') return value ? 'Y' : 'N'
  return typeof value === 'string' || typeof value === 'number' ? value : field.startsWith('HAS_') ? 'N' : ''
}
