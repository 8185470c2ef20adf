import type { CrmItem } from '../contract.ts'
import type { Call, Family, Reply } from '../rest/call.ts'
import { plainError } from '../rest/errors.ts'
import type { Params } from '../rest/php-query.ts'
import { isoDate, mapParam, param, scalar, toInt, yesNo } from '../rest/wire.ts'
import { parseFilterKey } from '../store/contacts/condition.ts'
import { findStage, TYPE } from '../store/stages.ts'
import { allowed } from '../store/users.ts'
import { findItems, itemOrder, itemTest } from './item/item-list.ts'
import { oldPage, oldStart, PAGE } from './paging.ts'

/** crm.deal.list and .get: old names, strings, CONTACT_ID is the primary contact, unknown keys dropped. */
export const dealMethods: Family = {
  'crm.deal.list': { scope: 'crm', run: listDeals },
  'crm.deal.get': {
    scope: 'crm',
    run({ portal, user, params }) {
      const id = toInt(param(params, 'id'))
      if (id <= 0) throw plainError('ID is not defined or invalid.')
      const deal = portal.store.item(TYPE.deal, id)
      if (deal === undefined) throw plainError('Not found')
      if (!allowed(user, 'read', deal.assignedById)) throw plainError('Access denied.')
      return { result: dealRecord(deal) }
    },
  },
}

const NAMES: Readonly<Record<string, string>> = {
  ID: 'id',
  TITLE: 'title',
  STAGE_ID: 'stageId',
  STAGE_SEMANTIC_ID: 'stageSemanticId',
  CURRENCY_ID: 'currencyId',
  OPPORTUNITY: 'opportunity',
  CATEGORY_ID: 'categoryId',
  ASSIGNED_BY_ID: 'assignedById',
  CREATED_BY_ID: 'createdBy',
  MODIFY_BY_ID: 'updatedBy',
  COMPANY_ID: 'companyId',
  CONTACT_ID: 'contactId',
  DATE_CREATE: 'createdTime',
  DATE_MODIFY: 'updatedTime',
  CLOSED: 'closed',
  OPENED: 'opened',
}

function listDeals({ portal, user, params }: Call): Reply {
  const table = portal.store.items.get(TYPE.deal)
  if (table === undefined) throw plainError('Not found')
  const filter = mapParam(params, 'filter')
  const tests = Object.entries(filter).flatMap(([key, value]) => {
    const { operator, field } = parseFilterKey(key)
    const name = NAMES[field]
    return name === undefined ? [] : [itemTest({ operator, field: name }, value)]
  })
  const start = oldStart(params)
  const found = findItems(table, filter, (deal) => tests.every((test) => test(deal)), user)
  found.sort(itemOrder(renamed(mapParam(params, 'order'))))
  const names = Object.values(mapParam(params, 'select')).map(scalar)
  const rows = found.slice(start.offset, start.offset + PAGE).map((deal) => {
    const record = dealRecord(deal)
    if (names.length === 0 || names.includes('*')) return record
    return Object.fromEntries(
      Object.entries(record).filter(([name]) => name === 'ID' || names.includes(name)),
    )
  })
  return oldPage(rows, start, found.length)
}

function renamed(order: Params): Params {
  return Object.fromEntries(
    Object.entries(order).flatMap(([name, direction]) => {
      const known = NAMES[name]
      return known === undefined ? [] : [[known, direction] as const]
    }),
  )
}

function dealRecord(deal: CrmItem): Record<string, string | null> {
  const [contact] = deal.contactIds
  return {
    ID: String(deal.id),
    TITLE: deal.title,
    TYPE_ID: 'SALE',
    STAGE_ID: deal.stageId,
    STAGE_SEMANTIC_ID: findStage(TYPE.deal, deal.stageId)?.semantics ?? 'P',
    PROBABILITY: null,
    CURRENCY_ID: deal.currencyId,
    OPPORTUNITY: deal.opportunity.toFixed(2),
    IS_MANUAL_OPPORTUNITY: 'Y',
    TAX_VALUE: '0.00',
    LEAD_ID: null,
    COMPANY_ID: deal.companyId === 0 ? '0' : String(deal.companyId),
    CONTACT_ID: contact === undefined ? null : String(contact),
    BEGINDATE: isoDate(deal.createdTime),
    CLOSEDATE: isoDate(deal.updatedTime),
    ASSIGNED_BY_ID: String(deal.assignedById),
    CREATED_BY_ID: String(deal.assignedById),
    MODIFY_BY_ID: String(deal.assignedById),
    DATE_CREATE: isoDate(deal.createdTime),
    DATE_MODIFY: isoDate(deal.updatedTime),
    OPENED: 'Y',
    CLOSED: yesNo(deal.closed),
    CATEGORY_ID: String(deal.categoryId),
  }
}
