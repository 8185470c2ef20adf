import fc from 'fast-check'
import {
  CONDITION_NAMES,
  withCondition,
  type ConditionName,
  type ContactFilters,
  type Period,
} from '../../src/core/filter/filters.ts'
import type { Contact } from '../portal/contract.ts'

/** What values conditions may take, so that some contacts have them. */
export interface FilterPool {
  readonly people: readonly number[]
  readonly companies: readonly number[]
  readonly sources: readonly string[]
  readonly types: readonly string[]
  readonly ids: readonly number[]
  /** Unix ms. */
  readonly from: number
  readonly until: number
}

/** Any set of conditions, each alone and together with others. @param of only of these */
export function arbitraryFilters(
  pool: FilterPool,
  of: readonly ConditionName[] = CONDITION_NAMES,
): fc.Arbitrary<ContactFilters> {
  const moment = fc
    .tuple(fc.integer({ min: pool.from, max: pool.until }), fc.boolean())
    .map(([at, minute]) => new Date(at).toISOString().slice(0, minute ? 16 : 10))
  const range = <End>(end: fc.Arbitrary<End>) =>
    fc
      .record({ from: fc.option(end), to: fc.option(end) })
      .filter(({ from, to }) => from !== null || to !== null)
  const someOf = <Item>(items: readonly Item[]) => fc.subarray([...items], { minLength: 1, maxLength: 4 })
  const people = someOf(pool.people).map((ids) => ids.map((id) => ({ id, name: `User ${id}` })))
  const codes = (of: readonly string[]) => someOf(of).map((all) => all.map((code) => ({ code, name: code })))
  const conditions: { readonly [Name in ConditionName]: fc.Arbitrary<NonNullable<ContactFilters[Name]>> } = {
    created: range(moment),
    changed: range(moment),
    activity: fc.oneof(fc.constant('never' as const), range(moment)),
    createdBy: people,
    changedBy: people,
    responsible: fc.oneof(
      fc.record({ kind: fc.constant('these' as const), people }),
      fc.record({ kind: fc.constant('left' as const), ids: fc.subarray([...pool.people]) }),
    ),
    source: codes(pool.sources),
    type: codes(pool.types),
    company: fc.oneof(
      fc.constant('none' as const),
      fc.constantFrom(...pool.companies).map((id) => ({ id, name: '' })),
    ),
    withoutPhone: fc.constant(true as const),
    withoutEmail: fc.constant(true as const),
    name: fc.constantFrom('empty', 'test'),
    ids: range(fc.constantFrom(...pool.ids)),
    imported: fc.boolean(),
    exported: fc.boolean(),
    only: fc.subarray([...pool.ids], { minLength: 1 }),
  }
  return fc
    .subarray([...of], { minLength: 1, maxLength: Math.min(3, of.length) })
    .chain((chosen) =>
      chosen.reduce<fc.Arbitrary<ContactFilters>>(
        (filters, name) =>
          fc
            .tuple(filters, conditions[name] as fc.Arbitrary<never>)
            .map(([before, value]) => withCondition(before, name, value)),
        fc.constant({}),
      ),
    )
}

/**
 * Whether a contact of the portal is what the filters ask for: said once more, from the portal's own records.
 * @param zone the person's time zone
 */
export function isAskedFor(filters: ContactFilters, contact: Contact, zone = 'UTC'): boolean {
  const isIn = (period: Period | undefined, seconds: number): boolean => isInPeriod(period, seconds, zone)
  const { created, changed, activity, createdBy, changedBy, responsible, source, type, company } = filters
  const { withoutPhone, withoutEmail, name, ids, imported, exported, only } = filters
  const has = (kind: string): boolean => contact.fm.some(({ TYPE_ID }) => TYPE_ID === kind)
  const parts = [contact.NAME, contact.LAST_NAME, contact.SECOND_NAME]
  const isAmong = (people: readonly { id: number }[] | undefined, id: number): boolean =>
    people === undefined || people.some((one) => one.id === id)
  return [
    isIn(created, contact.DATE_CREATE),
    isIn(changed, contact.DATE_MODIFY),
    activity === undefined ||
      (activity === 'never'
        ? contact.LAST_ACTIVITY_TIME === 0
        : contact.LAST_ACTIVITY_TIME > 0 && isIn(activity, contact.LAST_ACTIVITY_TIME)),
    isAmong(createdBy, contact.CREATED_BY_ID),
    isAmong(changedBy, contact.MODIFY_BY_ID),
    responsible === undefined ||
      (responsible.kind === 'left'
        ? responsible.ids.includes(contact.ASSIGNED_BY_ID)
        : isAmong(responsible.people, contact.ASSIGNED_BY_ID)),
    source === undefined || source.some(({ code }) => code === contact.SOURCE_ID),
    type === undefined || type.some(({ code }) => code === contact.TYPE_ID),
    company === undefined ||
      (contact.COMPANY_IDS[0] ?? 'none') === (company === 'none' ? company : company.id),
    withoutPhone === undefined || !has('PHONE'),
    withoutEmail === undefined || !has('EMAIL'),
    name === undefined ||
      (name === 'empty'
        ? parts.every((part) => part === '')
        : parts.some((part) => /test|тест|asdf|qwerty|фыва|йцукен/iu.test(part))),
    ids === undefined || (contact.ID >= (ids.from ?? 0) && contact.ID <= (ids.to ?? Infinity)),
    imported === undefined || (contact.ORIGINATOR_ID !== '') === imported,
    exported === undefined || contact.EXPORT === exported,
    only === undefined || only.includes(contact.ID),
  ].every(Boolean)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** As filters have it: `2026-11-23T09:30`. */
function localText(at: number, timeZone: string): string {
  // In Swedish it is written so, but for the space.
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  formats.set(timeZone, format)
  return format.format(at).replace(' ', 'T')
}

function isInPeriod(period: Period | undefined, seconds: number, zone: string): boolean {
  if (period === undefined) return true
  const text = localText(seconds * 1000, zone)
  const { from, to } = period
  return (
    (from === null || text.slice(0, from.length) >= from) && (to === null || text.slice(0, to.length) <= to)
  )
}
