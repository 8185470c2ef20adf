import type { ContactFilters, ContactSort } from '#core/contact/contact-query.ts'
import type { SearchPlan } from '#core/contact/search.ts'
import type { Params } from '../rest/query-string.ts'
import { startOfDay } from '#core/plan/filter-match.ts'

/**
 * The app's filters in the words of the two families of methods. The portal knows every key used here: crm.contact.list
 * would silently ignore an unknown one and list everybody (portal README, "Lists and filters").
 */

/** For crm.contact.list. */
export function contactListFilter(filters: ContactFilters): Params {
  return {
    ...period('DATE_CREATE', filters.createdFrom, filters.createdTo),
    ...period('DATE_MODIFY', filters.changedFrom, filters.changedTo),
    ...(filters.responsible === null ? {} : { ASSIGNED_BY_ID: filters.responsible.id }),
    ...(filters.withoutPhone ? { HAS_PHONE: 'N' } : {}),
    ...(filters.withoutEmail ? { HAS_EMAIL: 'N' } : {}),
    ...(filters.withoutCompany ? { COMPANY_ID: '' } : {}),
    ...(filters.only === null ? {} : { '@ID': filters.only }),
  }
}

/**
 * For crm.item.list of contacts, the only one that can filter by "this name part OR that" (portal README, "Two families
 * of methods").
 */
export function contactItemFilter(
  filters: ContactFilters,
  search: SearchPlan,
  foundIds: readonly number[],
): Params {
  const groups = [...found(search, foundIds), ...(filters.withoutCompany ? [noCompany()] : [])]
  return {
    // crm.contact.list shows only this category, so the search does too.
    categoryId: 0,
    ...period('createdTime', filters.createdFrom, filters.createdTo),
    ...period('updatedTime', filters.changedFrom, filters.changedTo),
    ...(filters.responsible === null ? {} : { assignedById: filters.responsible.id }),
    ...(filters.withoutPhone ? { hasPhone: 'N' } : {}),
    ...(filters.withoutEmail ? { hasEmail: 'N' } : {}),
    ...(filters.only === null ? {} : { '@id': filters.only }),
    ...Object.fromEntries(groups.map((group, index) => [String(index), group])),
  }
}

/**
 * Groups that must all match: each word in one part of the name; or, for a phone or e-mail, the owners that were found.
 */
function found(search: SearchPlan, foundIds: readonly number[]): Params[] {
  if (foundIds.length === 0) return search.words.map((word) => anyOf(inName(word)))
  return [anyOf([...inName(search.phone ?? search.email ?? ''), { '@id': foundIds }])]
}

function inName(text: string): Params[] {
  return [{ '%name': text }, { '%lastName': text }, { '%secondName': text }]
}

function noCompany(): Params {
  return anyOf([{ companyId: 0 }, { companyId: null }])
}

function anyOf(alternatives: readonly Params[]): Params {
  return { logic: 'OR', ...Object.fromEntries(alternatives.map((each, index) => [String(index), each])) }
}

export function contactListOrder(sort: ContactSort): Params {
  return order(
    sort,
    { id: ['ID'], name: ['NAME', 'LAST_NAME'], created: ['DATE_CREATE'], modified: ['DATE_MODIFY'] },
    'ID',
  )
}

export function contactItemOrder(sort: ContactSort): Params {
  return order(
    sort,
    { id: ['id'], name: ['name', 'lastName'], created: ['createdTime'], modified: ['updatedTime'] },
    'id',
  )
}

/** Always ends with the id, so that rows with equal values keep one order over all pages. */
function order(
  sort: ContactSort,
  fields: Record<ContactSort['column'], readonly string[]>,
  last: string,
): Params {
  const direction = sort.descending ? 'DESC' : 'ASC'
  return Object.fromEntries([...fields[sort.column], last].map((field) => [field, direction]))
}

/** From the first moment of one local day to the last of another. */
function period(field: string, from: string | null, to: string | null): Params {
  return {
    ...(from === null ? {} : { [`>=${field}`]: isoTime(startOfDay(from, 0)) }),
    ...(to === null ? {} : { [`<${field}`]: isoTime(startOfDay(to, 1)) }),
  }
}

/** Unix ms → ISO 8601 with offset, as the portal reads times. */
function isoTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/u, '+00:00')
}
