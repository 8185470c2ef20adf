import type { CrmItem, User } from '../../contract.ts'
import type { Call, Reply } from '../../rest/call.ts'
import { RestError } from '../../rest/errors.ts'
import { isMap, type Params } from '../../rest/php-query.ts'
import { listOf, mapParam, readDate, scalar, toInt } from '../../rest/wire.ts'
import { numberTest, parseFilterKey, textTest, type FilterKey } from '../../store/contacts/condition.ts'
import type { ItemTable } from '../../store/item-table.ts'
import { allowed } from '../../store/users.ts'
import { narrowed } from './item-contact.ts'
import { wrongFilterField, wrongOrderField } from './item-errors.ts'
import { ITEM_FIELD_KINDS, itemRecord, itemValue, knowsField } from './item-values.ts'
import { controllerPage, controllerStart, PAGE } from '../paging.ts'

export type ItemTest = (item: CrmItem) => boolean

/** crm.item.list of everything but contacts and companies. */
export function listItems({ portal, user, params }: Call, table: ItemTable): Reply {
  const filter = mapParam(params, 'filter')
  const order = mapParam(params, 'order')
  const start = controllerStart(params)
  const test = readItemFilter(filter, table.entityTypeId)
  for (const name of Object.keys(order))
    if (!knowsField(table.entityTypeId, name)) throw wrongOrderField(name)
  if (asksContactIds(filter)) {
    if (portal.settings.refusesContactIds === true) throw wrongFilterField('contactIds')
    if (start.counted) throw cannotCountContactIds()
  }
  const found = findItems(table, filter, test, user).sort(itemOrder(order))
  const select = Object.values(mapParam(params, 'select')).map(scalar)
  const items = found
    .slice(start.offset, start.offset + PAGE)
    .map((item) => narrowed(itemRecord(item), select))
  return controllerPage({ items }, start, found.length)
}

/**
 * 24.1200 translates contactIds for the rows but not for the count (portal README, "Lists and filters"); the wording is
 * the ORM's for an unknown field, inferred.
 */
function cannotCountContactIds(): RestError {
  return new RestError('0', 'Unknown field definition `CONTACT_IDS` (CONTACT_IDS) for Item Entity.')
}

function asksContactIds(level: Params): boolean {
  return Object.entries(level).some(
    ([key, value]) =>
      parseFilterKey(key).field === 'contactIds' ||
      (/^\d+$/.test(key) && isMap(value) && asksContactIds(value)),
  )
}

/** The items that the user may read and the test lets through; by the contact's links where the filter names one. */
export function findItems(table: ItemTable, filter: Params, test: ItemTest, user: User): CrmItem[] {
  const found: CrmItem[] = []
  for (const id of candidates(table, filter)) {
    const item = table.get(id)
    if (item !== undefined && allowed(user, 'read', item.assignedById) && test(item)) found.push(item)
  }
  return found
}

function candidates(table: ItemTable, filter: Params): Iterable<number> {
  if (scalar(filter.logic).toUpperCase() === 'OR') return table.ids()
  for (const [key, value] of Object.entries(filter)) {
    const { operator, field } = parseFilterKey(key)
    if (!['contactId', 'contactIds', 'CONTACT_ID'].includes(field) || !['=', 'in'].includes(operator))
      continue
    const contacts = listOf(value).map(toInt)
    if (!contacts.includes(0)) return new Set(contacts.flatMap((id) => table.ofContact(id)))
  }
  return table.ids()
}

export function itemOrder(order: Params): (a: CrmItem, b: CrmItem) => number {
  const keys = Object.entries(order).map(([name, direction]) => ({
    name,
    sign: scalar(direction).toLowerCase() === 'desc' ? -1 : 1,
  }))
  return (a, b) => {
    for (const { name, sign } of keys) {
      const [left, right] = [itemValue(a, name), itemValue(b, name)]
      if (left !== right) return (left < right ? -1 : 1) * sign
    }
    return a.id - b.id
  }
}

function readItemFilter(level: Params, entityTypeId: number): ItemTest {
  const tests: ItemTest[] = []
  for (const [key, value] of Object.entries(level)) {
    if (key.toLowerCase() === 'logic') continue
    if (/^\d+$/.test(key)) {
      tests.push(isMap(value) ? readItemFilter(value, entityTypeId) : () => true)
      continue
    }
    const parsed = parseFilterKey(key)
    if (!knowsField(entityTypeId, parsed.field)) throw wrongFilterField(parsed.field)
    tests.push(itemTest(parsed, value))
  }
  const any = scalar(level.logic ?? level.LOGIC).toUpperCase() === 'OR' && tests.length > 0
  return any ? (item) => tests.some((test) => test(item)) : (item) => tests.every((test) => test(item))
}

/** One condition on an item; also used by the old crm.deal.list. */
export function itemTest({ operator, field }: FilterKey, value: unknown): ItemTest {
  const given = listOf(value)
  const values = given.length === 0 ? [''] : given
  const kind = ITEM_FIELD_KINDS[field]
  if (kind === 'contacts') {
    const negative = operator === '!=' || operator === 'not-in'
    const test = numberTest(negative ? '=' : operator, values.map(toInt))
    return (item) => item.contactIds.some(test) !== negative
  }
  if (kind === 'number' || kind === 'date') {
    const read =
      kind === 'date' ? readDate : (value: unknown): number => Number.parseFloat(scalar(value)) || 0
    const test = numberTest(operator, values.map(read))
    return (item) => test(Number(itemValue(item, field)))
  }
  const test = textTest(operator, values.map(scalar))
  return (item) => test(String(itemValue(item, field)))
}
