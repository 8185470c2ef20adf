import type { Settings } from '../contract.ts'
import type { LocalPortal } from '../portal.ts'
import type { Reply } from './call.ts'
import { isMap, type Params } from './php-query.ts'

/** What a portal does that is older than some methods and fields. */

/** Whether this portal has the method. */
export function hasMethod({ methods, settings }: LocalPortal, name: string): boolean {
  const { lacksMethods = [] } = settings
  return methods.has(name) && !lacksMethods.some((lacked) => name.startsWith(lacked))
}

const OF_CONTACTS = new Set(['crm.contact.list', 'crm.contact.get', 'crm.contact.fields'])

/** The parameters without the fields that its contacts do not have: a condition by one is dropped without a word. */
export function knownParams({ lacksFields = [] }: Settings, method: string, params: Params): Params {
  if (lacksFields.length === 0 || !OF_CONTACTS.has(method)) return params
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isMap(value) ? without(lacksFields, value) : value]),
  )
}

/** The reply without them. */
export function knownReply({ lacksFields = [] }: Settings, method: string, reply: Reply): Reply {
  if (lacksFields.length === 0 || !OF_CONTACTS.has(method)) return reply
  const { result } = reply
  if (Array.isArray(result))
    return { ...reply, result: result.map((row) => without(lacksFields, row as Params)) }
  return isMap(result) ? { ...reply, result: without(lacksFields, result) } : reply
}

/** `>=LAST_ACTIVITY_TIME` is the field's too. */
function without(fields: readonly string[], map: Params): Params {
  return Object.fromEntries(
    Object.entries(map).filter(([key]) => !fields.includes(key.replace(/^\W+/u, '').toUpperCase())),
  )
}
