import type { CrmItem } from '../../contract.ts'
import type { Call, Family, Reply } from '../../rest/call.ts'
import { plainError, RestError } from '../../rest/errors.ts'
import { isMap } from '../../rest/php-query.ts'
import { listOf, mapParam, param, scalar, toInt, yesNo } from '../../rest/wire.ts'
import { TYPE } from '../../store/stages.ts'
import { allowed } from '../../store/users.ts'

/** crm.deal.contact.*, crm.lead.contact.*, crm.quote.contact.*: whom a record names, the primary contact first. */
export const itemLinkMethods: Family = {
  ...familyOf('deal', TYPE.deal),
  ...familyOf('lead', TYPE.lead),
  ...familyOf('quote', TYPE.quote),
}

function familyOf(name: string, entityTypeId: number): Family {
  return {
    [`crm.${name}.contact.items.get`]: {
      scope: 'crm',
      run: (call) => ({ result: itemFor(call, entityTypeId, 'read').contactIds.map(bindingOf) }),
    },
    [`crm.${name}.contact.items.set`]: { scope: 'crm', run: (call) => setAll(call, entityTypeId) },
    [`crm.${name}.contact.add`]: { scope: 'crm', run: (call) => addOne(call, entityTypeId) },
    [`crm.${name}.contact.delete`]: {
      scope: 'crm',
      run(call) {
        const item = itemFor(call, entityTypeId, 'update')
        const contact = toInt(mapParam(call.params, 'fields').CONTACT_ID)
        if (!item.contactIds.includes(contact)) return { result: false }
        return write(
          call,
          item,
          item.contactIds.filter((one) => one !== contact),
        )
      },
    },
  }
}

/** An existing link is answered with false. The first contact of a record becomes its primary one in any case. */
function addOne(call: Call, entityTypeId: number): Reply {
  const item = itemFor(call, entityTypeId, 'update')
  const fields = mapParam(call.params, 'fields')
  const contact = toInt(fields.CONTACT_ID)
  if (contact <= 0) throw plainError("The parameter 'fields' does not contain valid CONTACT_ID.")
  if (call.portal.store.contact(contact) === undefined) throw plainError('Not found.')
  if (item.contactIds.includes(contact)) return { result: false }
  if (scalar(fields.IS_PRIMARY) === 'Y') return write(call, item, [contact, ...item.contactIds])
  // SORT is 10, 20, … by place here; without one it goes to the end.
  const sort = toInt(fields.SORT)
  const after = item.contactIds.filter((_, at) => at === 0 || sort <= 0 || (at + 1) * 10 < sort)
  return write(call, item, [...after, contact, ...item.contactIds.slice(after.length)])
}

/** Replaces all. */
function setAll(call: Call, entityTypeId: number): Reply {
  const item = itemFor(call, entityTypeId, 'update')
  const items = param(call.params, 'items')
  if (!isMap(items)) throw plainError("The parameter 'items' must be array.")
  const given = listOf(items).filter(isMap)
  const primary = given.find((one) => scalar(one.IS_PRIMARY) === 'Y')
  const ordered = [...given].sort(
    (a, b) => Number(b === primary) - Number(a === primary) || toInt(a.SORT) - toInt(b.SORT),
  )
  const ids = ordered.map((one) => toInt(one.CONTACT_ID)).filter((id) => id > 0)
  return write(call, item, [...new Set(ids)])
}

function itemFor({ portal, user, params }: Call, entityTypeId: number, act: 'read' | 'update'): CrmItem {
  const id = toInt(param(params, 'id'))
  if (id <= 0) throw plainError('The parameter entityID is invalid or not defined.')
  const item = portal.store.item(entityTypeId, id)
  if (item === undefined) throw plainError('Not found.')
  if (!allowed(user, act, item.assignedById)) throw new RestError('ACCESS_DENIED', 'Access denied!', 403)
  return item
}

function write({ portal }: Call, item: CrmItem, contactIds: readonly number[]): { result: true } {
  const updatedTime = Math.floor(portal.now() / 1000)
  portal.store.items.get(item.entityTypeId)?.put({ ...item, contactIds, updatedTime })
  return { result: true }
}

function bindingOf(CONTACT_ID: number, index: number): Record<string, unknown> {
  return { CONTACT_ID, SORT: (index + 1) * 10, ROLE_ID: 0, IS_PRIMARY: yesNo(index === 0) }
}
