import type { Address, BankDetail, Contact, Requisite } from '../contract.ts'
import type { Call, Family, Reply } from '../rest/call.ts'
import { plainError } from '../rest/errors.ts'
import { isMap, type Params } from '../rest/php-query.ts'
import { isoDate, listOf, mapParam, param, scalar, toInt } from '../rest/wire.ts'
import { TYPE } from '../store/stages.ts'
import { answerOldList, type Kinds } from './old-list.ts'

/** crm.requisite.*, crm.requisite.bankdetail.* and crm.address.*, of contacts. */
export const requisiteMethods: Family = {
  'crm.requisite.list': { scope: 'crm', run: listRequisites },
  'crm.requisite.get': {
    scope: 'crm',
    run: (call) => ({ result: requisiteRecord(requisiteFor(call, toInt(param(call.params, 'id')), 'read')) }),
  },
  'crm.requisite.add': { scope: 'crm', run: addRequisite },
  'crm.requisite.delete': { scope: 'crm', run: deleteRequisite },
  'crm.requisite.bankdetail.list': { scope: 'crm', run: listBankDetails },
  'crm.requisite.bankdetail.add': { scope: 'crm', run: addBankDetail },
  'crm.requisite.bankdetail.delete': { scope: 'crm', run: deleteBankDetail },
  'crm.address.list': { scope: 'crm', run: listAddresses },
  'crm.address.add': { scope: 'crm', run: addAddress },
}

const REQUISITE = 8
const PRESETS = [1, 2, 3]
const KINDS: Kinds = {
  ID: 'number',
  ENTITY_TYPE_ID: 'number',
  ENTITY_ID: 'number',
  PRESET_ID: 'number',
  NAME: 'text',
  DATE_CREATE: 'date',
  DATE_MODIFY: 'date',
}
const BANK_KINDS: Kinds = { ID: 'number', ENTITY_ID: 'number', NAME: 'text', COUNTRY_ID: 'number' }
const ADDRESS_KINDS: Kinds = {
  TYPE_ID: 'number',
  ENTITY_TYPE_ID: 'number',
  ENTITY_ID: 'number',
  ANCHOR_TYPE_ID: 'number',
  ANCHOR_ID: 'number',
  CITY: 'text',
}
const ADDRESS_FIELDS = [
  'ADDRESS_1',
  'ADDRESS_2',
  'CITY',
  'POSTAL_CODE',
  'REGION',
  'PROVINCE',
  'COUNTRY',
  'COUNTRY_CODE',
]

function listRequisites(call: Call): Reply {
  const { portal, params } = call
  const wanted = idsIn(mapParam(params, 'filter'), 'ENTITY_ID')
  const { requisites } = portal.store
  const found =
    wanted === undefined
      ? [...requisites.ids()].flatMap((id) => requisites.get(id) ?? [])
      : wanted.flatMap((id) => requisites.ofContact(id))
  const readable = found.filter((one) => ownerOf(call, one, 'read') !== undefined)
  return answerOldList(params, readable.map(requisiteRecord), KINDS)
}

function addRequisite(call: Call): Reply {
  const { portal, user, params } = call
  const fields = fieldsOf(params)
  if (toInt(fields.ENTITY_TYPE_ID) !== TYPE.contact)
    throw plainError('ENTITY_TYPE_ID is not defined or invalid.')
  const contactId = toInt(fields.ENTITY_ID)
  if (contactId <= 0) throw plainError('ENTITY_ID is not defined or invalid.')
  const preset = toInt(fields.PRESET_ID)
  if (!PRESETS.includes(preset)) throw plainError('PRESET_ID is not defined or invalid.')
  const contact = portal.store.contact(contactId)
  if (contact === undefined) throw plainError('Entity not found.')
  if (!portal.store.may(user.ID, 'update', contact)) throw plainError('Access denied.')
  if (scalar(fields.NAME) === '') throw plainError('NAME is not defined or invalid.')
  const now = Math.floor(portal.now() / 1000)
  const requisite = portal.store.requisites.add({
    ENTITY_TYPE_ID: TYPE.contact,
    ENTITY_ID: contactId,
    PRESET_ID: preset,
    NAME: scalar(fields.NAME),
    DATE_CREATE: now,
    DATE_MODIFY: now,
    RQ: textsOf(fields, /^(RQ_|UF_|XML_ID$|SORT$|ACTIVE$|CODE$)/),
  })
  return { result: requisite.ID }
}

/** With its accounts and addresses. */
function deleteRequisite(call: Call): Reply {
  const { ID } = requisiteFor(call, toInt(param(call.params, 'id')), 'update')
  return { result: call.portal.store.requisites.remove(ID) }
}

function deleteBankDetail(call: Call): Reply {
  const { details } = call.portal.store
  const id = toInt(param(call.params, 'id'))
  if (id <= 0) throw plainError('ID is not defined or invalid.')
  const detail = details.bankDetail(id)
  if (detail === undefined) throw plainError(`The Bank Detail with ID '${id}' is not found`)
  requisiteFor(call, detail.ENTITY_ID, 'update')
  return { result: details.removeBankDetail(id) }
}

function listBankDetails(call: Call): Reply {
  const { store } = call.portal
  const wanted = idsIn(mapParam(call.params, 'filter'), 'ENTITY_ID') ?? store.requisites.ids()
  const rows = [...wanted].flatMap((id) =>
    isReadable(call, id) ? store.details.bankDetailsOf(id).map(bankRecord) : [],
  )
  return answerOldList(call.params, rows, BANK_KINDS)
}

function addBankDetail(call: Call): Reply {
  const fields = fieldsOf(call.params)
  const requisite = requisiteFor(call, toInt(fields.ENTITY_ID), 'update', 'ENTITY_ID')
  if (scalar(fields.NAME) === '') throw plainError('NAME is not defined or invalid.')
  const detail = call.portal.store.details.addBankDetail({
    ENTITY_ID: requisite.ID,
    NAME: scalar(fields.NAME),
    COUNTRY_ID: toInt(fields.COUNTRY_ID),
    RQ: textsOf(fields, /^(RQ_|COMMENTS$|XML_ID$|SORT$|CODE$)/),
  })
  return { result: detail.ID }
}

function listAddresses(call: Call): Reply {
  const filter = mapParam(call.params, 'filter')
  const { store } = call.portal
  const wanted = idsIn(filter, 'ENTITY_ID') ?? store.requisites.ids()
  const rows = [...wanted].flatMap((id) =>
    isReadable(call, id) ? store.details.addressesOf(id).map((one) => addressRecord(call, one)) : [],
  )
  return answerOldList(call.params, rows, ADDRESS_KINDS, [])
}

function addAddress(call: Call): Reply {
  const fields = fieldsOf(call.params)
  const type = toInt(fields.TYPE_ID)
  if (type <= 0) throw plainError('TYPE_ID is not defined or invalid.')
  // Addresses of contacts themselves are of old portals only.
  if (toInt(fields.ENTITY_TYPE_ID) !== REQUISITE)
    throw plainError('ENTITY_TYPE_ID is not defined or invalid.')
  const requisite = requisiteFor(call, toInt(fields.ENTITY_ID), 'update', 'ENTITY_ID')
  const texts = Object.fromEntries(ADDRESS_FIELDS.map((name) => [name, scalar(fields[name])]))
  const added = call.portal.store.details.addAddress({
    TYPE_ID: type,
    ENTITY_ID: requisite.ID,
    fields: texts,
  })
  if (!added) throw plainError('TypeAddress exists.')
  return { result: true }
}

function fieldsOf(params: Params): Params {
  const fields = param(params, 'fields')
  if (!isMap(fields)) throw plainError("Parameter 'fields' must be array.")
  return fields
}

function textsOf(fields: Params, names: RegExp): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (names.test(name) ? [[name, scalar(value)]] : [])),
  )
}

/** The ids that a filter names for a field, by equality or as a set; undefined: it does not. */
function idsIn(filter: Params, field: string): number[] | undefined {
  const given = filter[field] ?? filter[`=${field}`] ?? filter[`@${field}`]
  return given === undefined ? undefined : [...new Set(listOf(given).map(toInt))]
}

function requisiteFor(call: Call, id: number, act: 'read' | 'update', name = 'ID'): Requisite {
  if (id <= 0) throw plainError(`${name} is not defined or invalid.`)
  const requisite = call.portal.store.requisites.get(id)
  if (requisite === undefined) throw plainError(`The Requisite with ID '${id}' is not found`)
  if (ownerOf(call, requisite, act) === undefined) throw plainError('Access denied.')
  return requisite
}

function isReadable(call: Call, requisiteId: number): boolean {
  const requisite = call.portal.store.requisites.get(requisiteId)
  return requisite !== undefined && ownerOf(call, requisite, 'read') !== undefined
}

/** The contact, if the user may do this to it. */
function ownerOf({ portal, user }: Call, requisite: Requisite, act: 'read' | 'update'): Contact | undefined {
  const contact = portal.store.contact(requisite.ENTITY_ID)
  return contact !== undefined && portal.store.may(user.ID, act, contact) ? contact : undefined
}

function requisiteRecord(requisite: Requisite): Record<string, unknown> {
  return {
    ID: String(requisite.ID),
    ENTITY_TYPE_ID: String(requisite.ENTITY_TYPE_ID),
    ENTITY_ID: String(requisite.ENTITY_ID),
    PRESET_ID: String(requisite.PRESET_ID),
    NAME: requisite.NAME,
    DATE_CREATE: isoDate(requisite.DATE_CREATE),
    DATE_MODIFY: isoDate(requisite.DATE_MODIFY),
    CODE: null,
    XML_ID: null,
    ORIGINATOR_ID: null,
    ACTIVE: 'Y',
    ADDRESS_ONLY: 'N',
    SORT: '500',
    ...requisite.RQ,
  }
}

function bankRecord(detail: BankDetail): Record<string, unknown> {
  return {
    ID: String(detail.ID),
    ENTITY_TYPE_ID: String(REQUISITE),
    ENTITY_ID: String(detail.ENTITY_ID),
    COUNTRY_ID: String(detail.COUNTRY_ID),
    NAME: detail.NAME,
    CODE: null,
    XML_ID: null,
    ACTIVE: 'Y',
    SORT: '500',
    ...detail.RQ,
  }
}

function addressRecord({ portal }: Call, address: Address): Record<string, unknown> {
  const requisite = portal.store.requisites.get(address.ENTITY_ID)
  const texts = Object.fromEntries(
    ADDRESS_FIELDS.map((name) => {
      const text = address.fields[name] ?? ''
      return [name, text === '' ? null : text]
    }),
  )
  return {
    TYPE_ID: String(address.TYPE_ID),
    ENTITY_TYPE_ID: String(REQUISITE),
    ENTITY_ID: String(address.ENTITY_ID),
    ...texts,
    LOC_ADDR_ID: String(address.ENTITY_ID * 10 + address.TYPE_ID),
    ANCHOR_TYPE_ID: String(TYPE.contact),
    ANCHOR_ID: String(requisite?.ENTITY_ID ?? 0),
  }
}
