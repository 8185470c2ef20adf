import type { Call, Reply } from '../../rest/call.ts'
import { readDate, scalar, toInt, mapParam, listOf } from '../../rest/wire.ts'
import { isMap, type Params } from '../../rest/php-query.ts'
import { parseFilterKey, type Operator } from '../../store/contacts/condition.ts'
import {
  CONTACT_FIELD_KINDS,
  filterContacts,
  type ContactFilter,
} from '../../store/contacts/contact-filter.ts'
import { walkPage, type Sorting } from '../../store/contacts/contact-page.ts'
import type { SortKey } from '../../store/contacts/contact-table.ts'
import { contactRow } from './contact-wire.ts'
import type { Settings } from '../../settings.ts'
import { oldPage, oldStart, PAGE } from '../paging.ts'

/** `!%` and `!=%` are not known here, nor is between. */
const OPERATORS: ReadonlySet<Operator> = new Set([
  '=',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  'in',
  'not-in',
  'contains',
  'like',
])
/** LIKE does not work on these: it silently becomes equality. */
const REFERENCES: ReadonlySet<string> = new Set(['TYPE_ID', 'SOURCE_ID', 'HONORIFIC'])
const COMPARISONS: ReadonlySet<Operator> = new Set(['>', '>=', '<', '<='])

const SORT_KEYS: Readonly<Record<string, SortKey>> = {
  ID: 'ID',
  NAME: 'NAME',
  LAST_NAME: 'LAST_NAME',
  SECOND_NAME: 'SECOND_NAME',
  DATE_CREATE: 'DATE_CREATE',
  DATE_MODIFY: 'DATE_MODIFY',
  LAST_ACTIVITY_TIME: 'LAST_ACTIVITY_TIME',
  COMPANY_ID: 'COMPANY_ID',
  ASSIGNED_BY_ID: 'ASSIGNED_BY_ID',
}

/** crm.contact.list: category 0 only, readable rows only, unknown filter keys silently dropped. */
export function listContacts({ portal, user, params }: Call): Reply {
  const table = portal.store.contacts
  const start = oldStart(params)
  const conditions = Object.entries(mapParam(params, 'filter')).flatMap(([key, value]) =>
    condition(key, value).filter((one) => !isDropped(one, portal.settings)),
  )
  const filter: ContactFilter = {
    all: [{ field: 'CATEGORY_ID', operator: '=', numbers: [0], texts: [] }, ...conditions],
  }
  const set = filterContacts(table, filter, user)
  const ids = walkPage(
    table,
    set,
    sortingOf(mapParam(params, 'order'), (name) => SORT_KEYS[name]),
    start.offset,
    PAGE,
  )
  const select = selectOf(params)
  const rows = ids.flatMap((id) => table.get(id) ?? []).map((contact) => contactRow(contact, select))
  return oldPage(rows, start, set.total)
}

function selectOf(params: Params): string[] {
  const names = Object.values(mapParam(params, 'select'))
    .map(scalar)
    .filter((name) => name !== '')
  return names.length === 0 ? ['*', 'UF_*'] : names
}

/** Keys that the portal cannot sort by are left out. Shared with crm.item.list. */
export function sortingOf(order: Params, keyOf: (name: string) => SortKey | undefined): Sorting[] {
  return Object.entries(order).flatMap(([name, direction]) => {
    const key = keyOf(name)
    return key === undefined ? [] : [{ key, desc: scalar(direction).toLowerCase() === 'desc' }]
  })
}

/** Shared with crm.item.list. */
export function isDropped(one: ContactFilter, { dropsConditionsOn = [] }: Settings): boolean {
  return 'field' in one && dropsConditionsOn.includes(one.field)
}

function condition(key: string, value: unknown): ContactFilter[] {
  const { operator, field } = parseFilterKey(key)
  const known = field in CONTACT_FIELD_KINDS || field.startsWith('UF_CRM_')
  if (!known || field === 'CATEGORY_ID' || !OPERATORS.has(operator)) return []
  if (isMap(value) && Object.keys(value).length === 0) return []
  return [contactCondition(field, REFERENCES.has(field) && isLike(operator) ? '=' : operator, value)]
}

function isLike(operator: Operator): boolean {
  return operator === 'contains' || operator === 'like'
}

/** A condition with its values read as the field's kind. Shared with crm.item.list. */
export function contactCondition(field: string, operator: Operator, value: unknown): ContactFilter {
  // `>ID` of a list is an (int) cast of a list: 1.
  const values = COMPARISONS.has(operator) ? [value] : listOf(value)
  const given = values.length === 0 ? [''] : values
  const kind = CONTACT_FIELD_KINDS[field]
  if (kind === 'number') return { field, operator, numbers: given.map(toInt), texts: [] }
  if (kind === 'date') return { field, operator, numbers: given.map(readDate), texts: given.map(scalar) }
  return { field, operator, numbers: [], texts: given.map(scalar) }
}
