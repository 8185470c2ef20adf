import type { Contact, MultiField } from '../../contract.ts'
import { wrongFilterField, wrongOrderField } from './item-errors.ts'
import type { Call, Reply } from '../../rest/call.ts'
import { isMap, type Params } from '../../rest/php-query.ts'
import { mapParam, param, scalar } from '../../rest/wire.ts'
import { parseFilterKey } from '../../store/contacts/condition.ts'
import { filterContacts, type ContactFilter } from '../../store/contacts/contact-filter.ts'
import { walkPage } from '../../store/contacts/contact-page.ts'
import type { SortKey } from '../../store/contacts/contact-table.ts'
import { contactCondition, isDropped, sortingOf } from '../contact/contact-list.ts'
import { scalarsOf, userFieldsOf } from '../contact/contact-wire.ts'
import { contactFilterField, toCamel } from './item-names.ts'
import type { Settings } from '../../settings.ts'
import { controllerPage, controllerStart, PAGE } from '../paging.ts'

const SORTABLE: ReadonlySet<string> = new Set<SortKey>([
  'ID',
  'NAME',
  'LAST_NAME',
  'SECOND_NAME',
  'DATE_CREATE',
  'DATE_MODIFY',
  'LAST_ACTIVITY_TIME',
  'COMPANY_ID',
  'ASSIGNED_BY_ID',
])
const INTEGERS = [
  'ID',
  'ASSIGNED_BY_ID',
  'CREATED_BY_ID',
  'MODIFY_BY_ID',
  'LAST_ACTIVITY_BY',
  'FACE_ID',
] as const

/** crm.item.list with entityTypeId 3: all categories, nested OR, unknown keys refused. */
export function listContactItems({ portal, user, params }: Call): Reply {
  const table = portal.store.contacts
  const original = usesOriginalNames(params)
  const filter = readFilter(mapParam(params, 'filter'), original, portal.settings)
  const order = mapParam(params, 'order')
  for (const name of Object.keys(order))
    if (contactFilterField(name, original) === undefined) throw wrongOrderField(name)
  const sorting = sortingOf(order, (name) => sortKey(contactFilterField(name, original)))
  const start = controllerStart(params)
  const set = filterContacts(table, filter, user)
  const ids = walkPage(table, set, sorting, start.offset, PAGE)
  const select = Object.values(mapParam(params, 'select')).map(scalar)
  const items = ids
    .flatMap((id) => table.get(id) ?? [])
    .map((contact) => narrowed(contactItem(contact, original), select))
  return controllerPage({ items }, start, set.total)
}

export function usesOriginalNames(params: Params): boolean {
  return scalar(param(params, 'useOriginalUfNames')) === 'Y'
}

/** Unknown names are ignored; `fm` comes only with `*`; id always. */
export function narrowed(
  item: Readonly<Record<string, unknown>>,
  select: readonly string[],
): Record<string, unknown> {
  if (select.length === 0 || select.includes('*')) return { ...item }
  const narrow: Record<string, unknown> = { id: item.id }
  for (const name of select) if (name !== 'fm' && Object.hasOwn(item, name)) narrow[name] = item[name]
  return narrow
}

/** The whole record as crm.item.get gives it: numbers are numbers, user fields camelCase unless asked otherwise. */
export function contactItem(contact: Contact, originalUserFields: boolean): Record<string, unknown> {
  const [companyId = 0] = contact.COMPANY_IDS
  // Written name by name: to spread objects of so many names takes a third of what some tests last.
  const item: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(scalarsOf(contact))) item[toCamel(name)] = value
  for (const name of INTEGERS) item[toCamel(name)] = integer(contact, name)
  item.id = contact.ID
  item.shortName = ''
  item.companyId = companyId
  item.companyIds = contact.COMPANY_IDS
  item.leadId = contact.LEAD_ID === 0 ? null : contact.LEAD_ID
  item.categoryId = contact.CATEGORY_ID
  item.webformId = 0
  item.searchContent = searchContentOf(contact)
  item.observers = []
  item.entityTypeId = 3
  for (const [name, value] of Object.entries(userFieldsOf(contact)))
    item[originalUserFields ? name : toCamel(name)] = value
  Object.assign(item, flatCommunications(contact.fm))
  item.fm = contact.fm.map(({ ID, TYPE_ID, VALUE_TYPE, VALUE }) => ({
    id: ID,
    valueType: VALUE_TYPE,
    value: VALUE,
    typeId: TYPE_ID,
  }))
  return item
}

function integer(contact: Contact, name: (typeof INTEGERS)[number]): number | null {
  if (name === 'FACE_ID') return null
  return name === 'LAST_ACTIVITY_BY' ? contact.MODIFY_BY_ID : contact[name]
}

/** `phone`, `email` and `phoneMobile`, `emailWork` …: the first value of each, as flat text. */
function flatCommunications(values: readonly MultiField[]): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const { TYPE_ID, VALUE_TYPE, VALUE } of values) {
    const base = TYPE_ID.toLowerCase()
    flat[base] ??= VALUE
    flat[`${base}${VALUE_TYPE.charAt(0)}${VALUE_TYPE.slice(1).toLowerCase()}`] ??= VALUE
  }
  return flat
}

function searchContentOf(contact: Contact): string {
  const parts = [
    contact.ID,
    contact.LAST_NAME,
    contact.NAME,
    contact.SECOND_NAME,
    ...contact.fm.map((one) => one.VALUE),
  ]
  return parts.join(' ').toUpperCase()
}

function sortKey(field: string | undefined): SortKey | undefined {
  return field !== undefined && SORTABLE.has(field) ? (field as SortKey) : undefined
}

/** `logic: 'OR'` joins the conditions of its level; a numbered key holds a level of its own. */
function readFilter(level: Params, original: boolean, settings: Settings): ContactFilter {
  const conditions: ContactFilter[] = []
  for (const [key, value] of Object.entries(level)) {
    if (key.toLowerCase() === 'logic') continue
    if (/^\d+$/.test(key)) {
      conditions.push(isMap(value) ? readFilter(value, original, settings) : { all: [] })
      continue
    }
    const { operator, field } = parseFilterKey(key)
    const known = contactFilterField(field, original)
    if (known === undefined) throw wrongFilterField(field)
    const condition = contactCondition(known, operator, value)
    conditions.push(isDropped(condition, settings) ? { all: [] } : condition)
  }
  const logic = scalar(level.logic ?? level.LOGIC).toUpperCase()
  return logic === 'OR' && conditions.length > 0 ? { any: conditions } : { all: conditions }
}
