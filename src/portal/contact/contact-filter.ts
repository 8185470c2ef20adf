import { testsOf } from '#core/filter/conditions.ts'
import type { FieldTest, RowField, SingleTest } from '#core/filter/field-test.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import type { ContactQuery } from '#core/contact/contact-query.ts'
import type { SearchPlan } from '#core/contact/search.ts'
import type { Params, ParamValue } from '../rest/query-string.ts'
import { isoTime, itemTime, type TwoClocks } from './portal-time.ts'

/**
 * The app's filters in the words of the two families of methods. crm.contact.list silently ignores a key that it does not
 * know, and lists everybody (portal README, "Lists and filters"): so `field-check.ts` looks every key up first, and every
 * row that comes back is held against the filters (core/filter).
 */

/** Each field's name in crm.contact.* and in crm.item.*. */
const NAMES: Readonly<Record<RowField, readonly [old: string, item: string]>> = {
  id: ['ID', 'id'],
  firstName: ['NAME', 'name'],
  secondName: ['SECOND_NAME', 'secondName'],
  lastName: ['LAST_NAME', 'lastName'],
  createdAt: ['DATE_CREATE', 'createdTime'],
  modifiedAt: ['DATE_MODIFY', 'updatedTime'],
  activeAt: ['LAST_ACTIVITY_TIME', 'lastActivityTime'],
  responsibleId: ['ASSIGNED_BY_ID', 'assignedById'],
  createdById: ['CREATED_BY_ID', 'createdBy'],
  modifiedById: ['MODIFY_BY_ID', 'updatedBy'],
  companyId: ['COMPANY_ID', 'companyId'],
  sourceId: ['SOURCE_ID', 'sourceId'],
  typeId: ['TYPE_ID', 'typeId'],
  originatorId: ['ORIGINATOR_ID', 'originatorId'],
  hasPhone: ['HAS_PHONE', 'hasPhone'],
  hasEmail: ['HAS_EMAIL', 'hasEmail'],
  exported: ['EXPORT', 'export'],
}

/** An empty list would not arrive at all, and the filter would find all contacts. None has this id, and no such code is used. */
const NO_ID = -1
const NO_CODE = '-'

/** Whether only crm.item.list can be asked: the other has no OR (portal README, "Two families of methods"). */
export function needsItemList({ search, filters }: Pick<ContactQuery, 'search' | 'filters'>): boolean {
  return search.trim() !== '' || testsOf(filters).some((test) => 'anyOf' in test)
}

/** For crm.contact.list. Throws for filters that only crm.item.list can be asked for. */
export function contactListFilter(filters: ContactFilters): Params {
  return joined(
    testsOf(filters).map((test) => {
      if ('anyOf' in test) throw new Error('crm.contact.list knows no OR')
      const name = NAMES[test.field][0]
      if (test.is === 'empty') return { [name]: '' }
      return test.is === 'filled' ? { [`!${name}`]: '' } : compared(test, name, isoTime)
    }),
  )
}

/** The names in crm.contact.* of the fields that the filters speak of, for the check of rows. */
export function filteredFields(filters: ContactFilters): string[] {
  const fields = testsOf(filters).flatMap((test) =>
    'anyOf' in test ? test.anyOf.map(({ field }) => field) : [test.field],
  )
  return [...new Set(fields)].map((field) => NAMES[field][0])
}

/**
 * For crm.item.list of contacts, the only one that can filter by "this name part OR that" (portal README, "Two families
 * of methods").
 * @param foundIds owners of the phone or e-mail, or a reference to them
 */
export function contactItemFilter(
  filters: ContactFilters,
  search: SearchPlan,
  foundIds: readonly number[] | string,
  clocks: TwoClocks,
): Params {
  const tests = testsOf(filters).map((test) => itemTest(test, (at) => itemTime(at, clocks)))
  const groups = [...found(search, foundIds), ...tests.filter((test) => 'logic' in test)]
  return joined([
    // crm.contact.list shows only this category, so the search does too.
    { categoryId: 0 },
    ...tests.filter((test) => !('logic' in test)),
    Object.fromEntries(groups.map((group, index) => [String(index), group])),
  ])
}

function itemTest(test: FieldTest, timeText: (at: number) => string): Params {
  if ('anyOf' in test) return anyOf(test.anyOf.map((one) => itemTest(one, timeText)))
  const name = NAMES[test.field][1]
  if (test.is === 'empty') return emptyItem(test, name)
  return test.is === 'filled' ? { [`!=${name}`]: '' } : compared(test, name, timeText)
}

function emptyItem({ field }: SingleTest, name: string): Params {
  if (field === 'activeAt' || field === 'createdAt' || field === 'modifiedAt') return { [name]: null }
  const isNumber = field === 'id' || (field.endsWith('Id') && !isText(field))
  return isNumber ? anyOf([{ [name]: 0 }, { [name]: null }]) : { [name]: '' }
}

function isText(field: RowField): boolean {
  return field === 'sourceId' || field === 'typeId' || field === 'originatorId'
}

function compared(
  test: Exclude<SingleTest, { is: 'empty' | 'filled' }>,
  name: string,
  timeText: (at: number) => string,
): Params {
  switch (test.is) {
    case 'from':
      return { [`>=${name}`]: timeText(test.at) }
    case 'before':
      return { [`<${name}`]: timeText(test.at) }
    case 'at-least':
      return { [`>=${name}`]: test.id }
    case 'at-most':
      return { [`<=${name}`]: test.id }
    case 'one-of':
      return { [`@${name}`]: someOf(test) }
    case 'yes':
      return { [name]: 'Y' }
    case 'no':
      return { [name]: 'N' }
    case 'contains':
      return { [`%${name}`]: test.text }
  }
}

function someOf(test: Extract<SingleTest, { is: 'one-of' }>): ParamValue {
  if ('ids' in test) return test.ids.length === 0 ? [NO_ID] : test.ids
  return test.codes.length === 0 ? [NO_CODE] : test.codes
}

/** Two conditions under one key would be one: the filter would find more than was asked for. */
function joined(parts: readonly Params[]): Params {
  const all: Record<string, ParamValue> = {}
  for (const [key, value] of parts.flatMap((part) => Object.entries(part))) {
    if (Object.hasOwn(all, key)) throw new Error(`two conditions on ${key}`)
    all[key] = value
  }
  return all
}

/**
 * Groups that must all match: each word in one part of the name; or, for a phone or e-mail, the owners that were found.
 */
function found(search: SearchPlan, foundIds: readonly number[] | string): Params[] {
  if (foundIds.length === 0) return search.words.map((word) => anyOf(inName(word)))
  return [anyOf([...inName(search.phone ?? search.email ?? ''), { '@id': foundIds }])]
}

function inName(text: string): Params[] {
  return [{ '%name': text }, { '%lastName': text }, { '%secondName': text }]
}

function anyOf(alternatives: readonly Params[]): Params {
  return { logic: 'OR', ...Object.fromEntries(alternatives.map((each, index) => [String(index), each])) }
}
