import { env } from 'node:process'
import fc from 'fast-check'
import * as v from 'valibot'
import { afterAll, expect, it } from 'vitest'
import { SUGGESTIONS } from '#core/clean-up/suggestions.ts'
import { matchesQuery } from '#core/contact/matches-query.ts'
import { dayOf, twoDigits } from '#core/filter/day.ts'
import { CONDITION_NAMES, type ContactFilters } from '#core/filter/filters.ts'
import { filtersNow } from '#core/plan/saved/filters-now.ts'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { arbitraryFilters, isAskedFor } from '../../../e2e/simulation/arbitrary-filters.ts'
import { FILTER_FIELDS, poolOf, varyContacts } from '../../../e2e/simulation/contact/varied-contacts.ts'
import { foundRows } from './planned-rows.ts'

/**
 * A portal at its worst: it lists whom it likes, and writes their values in ways that no portal is known to. Whom it
 * lists may get lost; nobody else may get into a plan.
 */

const CONTACTS = 150
const NOW = Date.UTC(2026, 10, 1)
const own = env.TZ
afterAll(() => {
  env.TZ = own
})

type Row = Record<string, unknown>

/** Ways to write a value; each says the same, or nothing that can be read. */
const WRITTEN = {
  'as it is': (value: unknown) => value,
  'numbers as texts': (value: unknown) => (typeof value === 'number' ? String(value) : value),
  'texts as numbers': (value: unknown) =>
    typeof value === 'string' && /^[1-9]\d*$/u.test(value) ? Number(value) : value,
  'in a list': (value: unknown) => [value],
  'in a list of two': (value: unknown) => ['', value],
  'in an object': (value: unknown) => ({ value }),
  'with spaces': (value: unknown) => (typeof value === 'string' ? ` ${value} ` : value),
  'in lower case': (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value),
  'day first': (value: unknown) =>
    typeof value === 'string'
      ? value.replace(/^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d).*$/u, '$3.$2.$1 $4')
      : value,
  'without its offset': (value: unknown) =>
    typeof value === 'string' ? value.replace(/^(\d{4}-.*T.*)\+\d\d:\d\d$/u, '$1') : value,
  'as of the server of a database': (value: unknown) =>
    typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d)T(.*)\+\d\d:\d\d$/u, '$1 $2') : value,
  'in Kathmandu': (value: unknown) =>
    typeof value === 'string' && /^\d{4}-.*T/u.test(value)
      ? new Date(Date.parse(value) + 345 * 60_000).toISOString().replace(/\.\d+Z$/u, '+05:45')
      : value,
} as const satisfies Record<string, (value: unknown) => unknown>

/** Each condition by itself, and several. */
const filters = fc.oneof(
  arbitraryFilters(poolOf(CONTACTS)),
  ...CONDITION_NAMES.map((name) => arbitraryFilters(poolOf(CONTACTS), [name])),
  fc.constantFrom(...SUGGESTIONS).map((name) => {
    const directory = { me: 1, isAdmin: true, putAway: [], total: CONTACTS, firstCreatedAt: null }
    const now = { ...directory, sources: null, people: null }
    return filtersNow({ subject: { kind: 'suggestion', name }, newerDays: 30 }, now, [5, 7], NOW) ?? {}
  }),
)

/** A period that begins or ends within some hours of when the contact was created. */
function around(row: Row): fc.Arbitrary<ContactFilters> {
  const created = Date.parse(String(row.DATE_CREATE))
  return fc
    .tuple(fc.integer({ min: -900, max: 900 }), fc.boolean(), fc.boolean())
    .map(([by, begins, day]) => {
      const at = new Date(created + by * 60_000)
      const moment = `${dayOf(at)}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`.slice(
        0,
        day ? 10 : 16,
      )
      return { created: begins ? { from: moment, to: null } : { from: null, to: moment } }
    })
}

it.each(['UTC', 'Asia/Kathmandu', 'America/Santiago'])(
  'a row, however its values are written, matches no filters that its contact does not, in %s',
  (zone) => {
    env.TZ = zone
    const test = createTestPortal({ contacts: CONTACTS })
    varyContacts(test, CONTACTS)
    const rows = [0, 50, 100].flatMap(
      (start) =>
        test.call('crm.contact.list', { select: ['ID', ...FILTER_FIELDS], start }).body.result as Row[],
    )
    let matching = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...rows).chain((row) => fc.tuple(fc.constant(row), fc.oneof(filters, around(row)))),
        fc.constantFrom(...Object.values(WRITTEN)),
        fc.oneof(fc.constant([...FILTER_FIELDS]), fc.subarray([...FILTER_FIELDS])),
        ([row, asked], write: (value: unknown) => unknown, fields) => {
          const odd = Object.fromEntries(
            Object.entries(row).map(([key, value]) => [key, fields.includes(key) ? write(value) : value]),
          )
          const [read] = v.parse(foundRows, [odd])
          const contact = test.portal.store.contact(Number(row.ID))
          if (read === undefined || contact === undefined) throw new Error('no contact')
          if (!matchesQuery({ search: '', filters: asked }, read)) return
          matching++
          expect({ odd, asked, is: isAskedFor(asked, contact, zone) }).toMatchObject({ is: true })
        },
      ),
      { numRuns: 500, seed: 11 },
    )
    expect(matching).toBeGreaterThan(100)
  },
)
