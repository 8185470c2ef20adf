import type { Contact, CrmItem } from '../../contract.ts'
import type { Call, Family, Reply } from '../../rest/call.ts'
import { missingParameter, RestError } from '../../rest/errors.ts'
import { isMap, type Params } from '../../rest/php-query.ts'
import { listOf, mapParam, param, scalar, toInt } from '../../rest/wire.ts'
import type { ItemTable } from '../../store/item-table.ts'
import { findStage, pipelinesOf, TYPE } from '../../store/stages.ts'
import { allowed } from '../../store/users.ts'
import { describeFields } from '../contact/contact-fields.ts'
import { keepFileIn, startRobots } from '../contact/contact.ts'
import { readContactFields } from '../contact/contact-input.ts'
import { companyItem, listCompanyItems } from '../company.ts'
import { contactItem, listContactItems, usesOriginalNames } from './item-contact.ts'
import { denied, noSuchType, notFound, onlyIntranet } from './item-errors.ts'
import { listItems } from './item-list.ts'
import { toCamel, toUpper } from './item-names.ts'
import { ITEM_FIELD_KINDS, itemRecord, knowsField } from './item-values.ts'

/**
 * crm.item.*: the controllers, with codes that are never empty (portal README, "Two families of methods" and
 * "Refusals of the CRM").
 */
export const itemMethods: Family = {
  'crm.item.list': { scope: 'crm', run: withType(listAny) },
  'crm.item.get': { scope: 'crm', run: withType(getAny) },
  'crm.item.delete': { scope: 'crm', run: withType(deleteAny) },
  'crm.item.update': { scope: 'crm', run: withType(updateAny) },
  'crm.item.add': { scope: 'crm', run: withType(addAny) },
  'crm.item.fields': { scope: 'crm', run: withType(fieldsOfAny) },
}

type Typed = (call: Call, entityTypeId: number) => Reply

function withType(run: Typed): (call: Call) => Reply {
  return (call) => {
    if (!call.user.intranet) throw onlyIntranet()
    const given = param(call.params, 'entityTypeId')
    if (given === undefined) throw missingParameter('entityTypeId')
    const type = toInt(given)
    const known = type === TYPE.contact || type === TYPE.company || call.portal.store.items.has(type)
    if (!known) throw noSuchType()
    return run(call, type)
  }
}

function tableOf({ portal }: Call, entityTypeId: number): ItemTable {
  const table = portal.store.items.get(entityTypeId)
  if (table === undefined) throw noSuchType()
  return table
}

function idOf(params: Params): number {
  const given = param(params, 'id')
  if (given === undefined) throw missingParameter('id')
  return toInt(given)
}

/** Existence first, then the right: the reverse of crm.contact.delete. */
function contactFor(call: Call, act: 'read' | 'update' | 'delete'): Contact {
  const { portal, user, params } = call
  const contact = portal.store.contact(idOf(params))
  if (contact === undefined) throw notFound(portal.settings.lang)
  if (!portal.store.may(user.ID, act, contact)) throw denied(portal.settings.lang)
  return contact
}

function itemFor(call: Call, table: ItemTable, act: 'read' | 'update' | 'delete'): CrmItem {
  const { portal, user, params } = call
  const item = table.get(idOf(params))
  if (item === undefined) throw notFound(portal.settings.lang)
  if (!allowed(user, act, item.assignedById)) throw denied(portal.settings.lang)
  return item
}

function listAny(asked: Call, type: number): Reply {
  const { settings } = asked.portal
  const call = settings.dropsIsoDates === true ? { ...asked, params: withoutIsoDates(asked.params) } : asked
  if (type === TYPE.contact) return listContactItems(call)
  if (type === TYPE.company) return listCompanyItems(call)
  return listItems(call, tableOf(call, type))
}

/** Without the conditions whose value is a moment in ISO form, in groups too. */
function withoutIsoDates(params: Params): Params {
  const kept = (level: Params): Params =>
    Object.fromEntries(
      Object.entries(level)
        .filter(([, value]) => !/^\d{4}-\d\d-\d\dT/.test(scalar(value)))
        .map(([key, value]) => [key, isMap(value) ? kept(value) : value]),
    )
  return { ...params, filter: kept(mapParam(params, 'filter')) }
}

function getAny(call: Call, type: number): Reply {
  if (type === TYPE.contact)
    return { result: { item: contactItem(contactFor(call, 'read'), usesOriginalNames(call.params)) } }
  if (type === TYPE.company) return { result: { item: companyItem(call, idOf(call.params)) } }
  return { result: { item: itemRecord(itemFor(call, tableOf(call, type), 'read')) } }
}

/** Success is an empty list. */
function deleteAny(call: Call, type: number): Reply {
  const { portal, user } = call
  if (type === TYPE.contact) {
    portal.store.deleteContact(contactFor(call, 'delete').ID, user.ID)
    return { result: [] }
  }
  // Companies of this portal are not deleted: nobody has that right.
  if (type === TYPE.company) throw denied(portal.settings.lang)
  const table = tableOf(call, type)
  table.remove(itemFor(call, table, 'delete').id)
  return { result: [] }
}

function updateAny(call: Call, type: number): Reply {
  const { portal, user, params } = call
  const fields = mapParam(params, 'fields')
  if (type === TYPE.contact) {
    const before = contactFor(call, 'update')
    const read = readContactFields(
      capitals(fields),
      before,
      () => before.ID * 1000 + 200_000_000 + before.fm.length,
      keepFileIn(portal),
    )
    const contact = portal.store.updateContact(before.ID, { ...read, MODIFY_BY_ID: user.ID }) ?? before
    return { result: { item: contactItem(contact, usesOriginalNames(params)) } }
  }
  if (type === TYPE.company) throw denied(portal.settings.lang)
  const table = tableOf(call, type)
  const before = itemFor(call, table, 'update')
  const item = { ...before, ...readItemFields(type, fields), updatedTime: Math.floor(portal.now() / 1000) }
  table.put(item)
  return { result: { item: itemRecord(item) } }
}

function addAny(call: Call, type: number): Reply {
  const { portal, user, params } = call
  const fields = mapParam(params, 'fields')
  if (!user.admin && user.rights.update === 'none') throw denied(portal.settings.lang)
  if (type === TYPE.contact) {
    const read = readContactFields(
      capitals(fields),
      undefined,
      () => portal.store.contacts.length * 1000 + 300_000_000,
      keepFileIn(portal),
    )
    const own = { CREATED_BY_ID: user.ID, MODIFY_BY_ID: user.ID, ASSIGNED_BY_ID: user.ID }
    const contact = portal.store.addContact({ ...own, ...read })
    startRobots(portal, contact.ID, user.ID)
    return { result: { item: contactItem(contact, usesOriginalNames(params)) } }
  }
  if (type === TYPE.company) throw denied(portal.settings.lang)
  const [pipeline] = pipelinesOf(type)
  if (pipeline === undefined) throw noSuchType()
  const now = Math.floor(portal.now() / 1000)
  const item = tableOf(call, type).add({
    entityTypeId: type,
    title: '',
    stageId: pipeline.stages[0].id,
    categoryId: pipeline.categoryId,
    opportunity: 0,
    currencyId: 'USD',
    contactIds: [],
    companyId: 0,
    assignedById: user.ID,
    createdTime: now,
    updatedTime: now,
    closed: false,
    ...readItemFields(type, fields),
  })
  return { result: { item: itemRecord(item) } }
}

function capitals(fields: Params): Params {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [toUpper(name), value]))
}

function readItemFields(entityTypeId: number, fields: Params): Partial<CrmItem> {
  const read: Partial<CrmItem> = {}
  if ('title' in fields) read.title = scalar(fields.title)
  if ('opportunity' in fields) read.opportunity = Number.parseFloat(scalar(fields.opportunity)) || 0
  if ('currencyId' in fields) read.currencyId = scalar(fields.currencyId)
  if ('assignedById' in fields) read.assignedById = toInt(fields.assignedById)
  if ('companyId' in fields) read.companyId = toInt(fields.companyId)
  if ('contactId' in fields) read.contactIds = [toInt(fields.contactId)].filter((id) => id > 0)
  if ('contactIds' in fields)
    read.contactIds = listOf(fields.contactIds)
      .map(toInt)
      .filter((id) => id > 0)
  if ('stageId' in fields) {
    const stage = findStage(entityTypeId, scalar(fields.stageId))
    if (stage === undefined)
      throw new RestError('CRM_FIELD_ERROR_VALUE_NOT_VALID', 'Invalid value of field "Stage"')
    read.stageId = stage.id
    read.closed = stage.semantics !== 'P'
  }
  return read
}

function fieldsOfAny({ portal }: Call, type: number): Reply {
  if (type === TYPE.contact) return { result: { fields: describeFields(portal.settings.lang, toCamel) } }
  const types = {
    number: 'integer',
    text: 'string',
    date: 'datetime',
    flag: 'boolean',
    contacts: 'crm_contact',
  } as const
  const fields = Object.entries(ITEM_FIELD_KINDS)
    .filter(([name]) => knowsField(type, name))
    .map(([name, kind]) => {
      const isReadOnly = ['id', 'createdTime', 'updatedTime', 'createdBy', 'updatedBy'].includes(name)
      const flags = {
        isRequired: false,
        isReadOnly,
        isImmutable: false,
        isMultiple: kind === 'contacts',
        isDynamic: false,
      }
      return [name, { type: types[kind], ...flags, title: name, upperName: toUpper(name) }] as const
    })
  return { result: { fields: Object.fromEntries(fields) } }
}
