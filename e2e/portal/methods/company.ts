import type { Company, User } from '../contract.ts'
import type { Call, Family, Reply } from '../rest/call.ts'
import { plainError } from '../rest/errors.ts'
import type { Params } from '../rest/php-query.ts'
import { listOf, mapParam, param, scalar, toInt } from '../rest/wire.ts'
import { numberTest, parseFilterKey, textTest, type FilterKey } from '../store/contacts/condition.ts'
import type { PortalStore } from '../store/store.ts'
import { allowed } from '../store/users.ts'
import { denied, notFound, wrongFilterField } from './item/item-errors.ts'
import { narrowed } from './item/item-contact.ts'
import { controllerPage, controllerStart, oldPage, oldStart, PAGE } from './paging.ts'

/** crm.company.list and .get, as much of them as contacts need. */
export const companyMethods: Family = {
  'crm.company.list': { scope: 'crm', run: listCompanies },
  'crm.company.get': {
    scope: 'crm',
    run({ portal, user, params }) {
      const id = toInt(param(params, 'id'))
      if (id <= 0) throw plainError('ID is not defined or invalid.')
      const company = portal.store.company(id)
      if (company === undefined) throw plainError('Not found')
      if (!allowed(user, 'read', company.ASSIGNED_BY_ID)) throw plainError('Access denied.')
      return { result: oldRecord(company) }
    },
  },
}

const OLD_NAMES: Readonly<Record<string, keyof Company>> = {
  ID: 'ID',
  TITLE: 'TITLE',
  ASSIGNED_BY_ID: 'ASSIGNED_BY_ID',
}
const ITEM_NAMES: Readonly<Record<string, keyof Company>> = {
  id: 'ID',
  title: 'TITLE',
  assignedById: 'ASSIGNED_BY_ID',
}

function listCompanies({ portal, user, params }: Call): Reply {
  const start = oldStart(params)
  const found = findCompanies(portal.store, user, conditionsOf(mapParam(params, 'filter'), OLD_NAMES))
  sortCompanies(found, mapParam(params, 'order'), OLD_NAMES)
  const names = Object.values(mapParam(params, 'select')).map(scalar)
  const rows = found.slice(start.offset, start.offset + PAGE).map((company) => {
    const row = oldRecord(company)
    if (names.length === 0 || names.includes('*')) return row
    return Object.fromEntries(Object.entries(row).filter(([name]) => name === 'ID' || names.includes(name)))
  })
  return oldPage(rows, start, found.length)
}

export function listCompanyItems({ portal, user, params }: Call): Reply {
  const filter = mapParam(params, 'filter')
  for (const key of Object.keys(filter)) {
    const { field } = parseFilterKey(key)
    if (!(field in ITEM_NAMES)) throw wrongFilterField(field)
  }
  const start = controllerStart(params)
  const found = findCompanies(portal.store, user, conditionsOf(filter, ITEM_NAMES))
  sortCompanies(found, mapParam(params, 'order'), ITEM_NAMES)
  const select = Object.values(mapParam(params, 'select')).map(scalar)
  const items = found
    .slice(start.offset, start.offset + PAGE)
    .map((company) => narrowed(itemRecord(company), select))
  return controllerPage({ items }, start, found.length)
}

export function companyItem({ portal, user }: Call, id: number): Record<string, unknown> {
  const company = portal.store.company(id)
  if (company === undefined) throw notFound(portal.settings.lang)
  if (!allowed(user, 'read', company.ASSIGNED_BY_ID)) throw denied(portal.settings.lang)
  return itemRecord(company)
}

type Test = (company: Company) => boolean

/** Unknown keys are dropped here; crm.item.list has refused them before. */
function conditionsOf(filter: Params, names: Readonly<Record<string, keyof Company>>): Test[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    const parsed = parseFilterKey(key)
    const field = names[parsed.field]
    return field === undefined ? [] : [condition(parsed, field, value)]
  })
}

function condition({ operator }: FilterKey, field: keyof Company, value: unknown): Test {
  if (field === 'TITLE') {
    const test = textTest(operator, listOf(value).map(scalar))
    return (company) => test(company.TITLE)
  }
  const test = numberTest(operator, listOf(value).map(toInt))
  return (company) => test(company[field])
}

function findCompanies({ companies }: PortalStore, user: User, tests: readonly Test[]): Company[] {
  const found: Company[] = []
  for (let id = 1; id <= companies.count; id++) {
    const company = companies.get(id)
    if (company === undefined || !allowed(user, 'read', company.ASSIGNED_BY_ID)) continue
    if (tests.every((test) => test(company))) found.push(company)
  }
  return found
}

function sortCompanies(
  found: Company[],
  order: Params,
  names: Readonly<Record<string, keyof Company>>,
): void {
  const [[name, direction] = ['', 'asc']] = Object.entries(order)
  const field = names[name] ?? 'ID'
  const sign = scalar(direction).toLowerCase() === 'desc' ? -1 : 1
  found.sort((a, b) => (a[field] < b[field] ? -sign : a[field] > b[field] ? sign : a.ID - b.ID))
}

function oldRecord(company: Company): Record<string, string | null> {
  return {
    ID: String(company.ID),
    TITLE: company.TITLE,
    COMPANY_TYPE: 'CUSTOMER',
    LOGO: null,
    ASSIGNED_BY_ID: String(company.ASSIGNED_BY_ID),
    OPENED: 'Y',
    IS_MY_COMPANY: 'N',
  }
}

function itemRecord(company: Company): Record<string, unknown> {
  return {
    id: company.ID,
    title: company.TITLE,
    assignedById: company.ASSIGNED_BY_ID,
    opened: 'Y',
    entityTypeId: 4,
  }
}
