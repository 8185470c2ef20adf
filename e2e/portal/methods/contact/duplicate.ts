import type { Call, Family, Reply } from '../../rest/call.ts'
import { plainError } from '../../rest/errors.ts'
import { listOf, param, phpMap, scalar } from '../../rest/wire.ts'
import { CHANGED, mailKey, phoneKey, type ContactTable } from '../../store/contacts/contact-table.ts'
import { normalPhone } from '../../store/seed/person.ts'

/** crm.duplicate.findbycomm: a flat union of at most 20 ids a value, phones compared by their digits. */
export const duplicateMethods: Family = {
  'crm.duplicate.findbycomm': { scope: 'crm', run: findByCommunication },
}

const MOST = 20

function findByCommunication({ portal, params }: Call): Reply {
  const type = scalar(param(params, 'type')).toUpperCase()
  if (type !== 'PHONE' && type !== 'EMAIL')
    throw plainError('Communication type is not supported in current context.')
  const values = listOf(param(params, 'values'))
    .map(scalar)
    .filter((value) => value !== '')
    .slice(0, MOST)
  if (values.length === 0) throw plainError('Communication values are not defined.')
  const entity = scalar(param(params, 'entity_type')).toUpperCase()
  if (entity !== '' && entity !== 'CONTACT') return { result: [] }
  // No permission is looked at here: the ids of contacts that one may not read can appear.
  const ids = new Set(values.flatMap((value) => idsWith(portal.store.contacts, type, value)))
  return { result: phpMap(ids.size === 0 ? {} : { CONTACT: [...ids] }) }
}

function idsWith(table: ContactTable, type: 'PHONE' | 'EMAIL', value: string): number[] {
  const { columns } = table
  const isPhone = type === 'PHONE'
  const key = isPhone ? phoneKey(value) : mailKey(value)
  const normal = isPhone ? normalPhone : (text: string): string => text.toLowerCase()
  const [first, second] = isPhone ? [columns.phoneA, columns.phoneB] : [columns.mailA, columns.mailB]
  const ids: number[] = []
  for (let row = 0; row < table.length && ids.length < MOST; row++) {
    const maybe = first[row] === key || second[row] === key || ((columns.flags[row] ?? 0) & CHANGED) !== 0
    if (!maybe) continue
    const values = table.get(row + 1)?.fm ?? []
    if (values.some((one) => one.TYPE_ID === type && normal(one.VALUE) === normal(value))) ids.push(row + 1)
  }
  return ids
}
