import type { Contact } from '../../contract.ts'
import type { Call, Family } from '../../rest/call.ts'
import { plainError, RestError } from '../../rest/errors.ts'
import { isMap } from '../../rest/php-query.ts'
import { listOf, mapParam, param, scalar, toInt, yesNo } from '../../rest/wire.ts'
import { contactIdOf } from './contact.ts'

/** crm.contact.company.*: companies of a contact, the primary first. */
export const contactCompanyMethods: Family = {
  'crm.contact.company.items.get': {
    scope: 'crm',
    run: (call) => ({ result: contactFor(call, 'read').COMPANY_IDS.map(bindingOf) }),
  },
  'crm.contact.company.items.set': {
    scope: 'crm',
    run(call) {
      const contact = contactFor(call, 'update')
      const items = param(call.params, 'items')
      if (!isMap(items)) throw plainError("The parameter 'items' must be array.")
      const given = listOf(items).filter(isMap)
      const primary = given.find((one) => scalar(one.IS_PRIMARY) === 'Y')
      const ordered = [...given].sort(
        (a, b) => Number(b === primary) - Number(a === primary) || toInt(a.SORT) - toInt(b.SORT),
      )
      return write(
        call,
        contact,
        ordered.map((one) => toInt(one.COMPANY_ID)),
      )
    },
  },
  'crm.contact.company.add': {
    scope: 'crm',
    run(call) {
      const contact = contactFor(call, 'update')
      const fields = mapParam(call.params, 'fields')
      const id = companyIdOf(call)
      if (call.portal.store.company(id) === undefined) throw plainError('Not found.')
      // An existing binding is answered with false, as crm.deal.contact.add does.
      if (contact.COMPANY_IDS.includes(id)) return { result: false }
      const primary = scalar(fields.IS_PRIMARY) === 'Y'
      return write(call, contact, primary ? [id, ...contact.COMPANY_IDS] : [...contact.COMPANY_IDS, id])
    },
  },
  'crm.contact.company.delete': {
    scope: 'crm',
    run(call) {
      const contact = contactFor(call, 'update')
      const id = companyIdOf(call)
      if (!contact.COMPANY_IDS.includes(id)) return { result: false }
      return write(
        call,
        contact,
        contact.COMPANY_IDS.filter((one) => one !== id),
      )
    },
  },
}

function contactFor({ portal, user, params }: Call, act: 'read' | 'update'): Contact {
  // The company link docs show this refusal with HTTP 200.
  if (toInt(param(params, 'id')) <= 0)
    throw new RestError('', 'The parameter ownerEntityID is invalid or not defined.', 200)
  const contact = portal.store.contact(contactIdOf(params))
  if (contact === undefined) throw plainError('Not found.')
  if (!portal.store.may(user.ID, act, contact)) throw plainError('Access denied.')
  return contact
}

function companyIdOf({ params }: Call): number {
  const id = toInt(mapParam(params, 'fields').COMPANY_ID)
  if (id <= 0) throw plainError("The parameter 'fields' does not contain valid COMPANY_ID.")
  return id
}

function write({ portal, user }: Call, contact: Contact, companies: readonly number[]): { result: true } {
  const COMPANY_IDS = [...new Set(companies)].filter((id) => portal.store.company(id) !== undefined)
  portal.store.updateContact(contact.ID, { COMPANY_IDS, MODIFY_BY_ID: user.ID })
  return { result: true }
}

function bindingOf(COMPANY_ID: number, index: number): Record<string, unknown> {
  return { COMPANY_ID, SORT: (index + 1) * 10, ROLE_ID: 0, IS_PRIMARY: yesNo(index === 0) }
}
