import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { EVERYBODY, PAGE_SIZE, type ContactQuery } from '#core/contact/contact-query.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import type { PlanningPorts } from '#core/plan/ports.ts'
import { selectAllThatMatch } from '#core/plan/selection.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { SUGGESTIONS } from '#core/clean-up/suggestions.ts'
import { CONDITION_NAMES, type ContactFilters } from '#core/filter/filters.ts'
import { filtersNow } from '#core/plan/saved/filters-now.ts'
import type { SavedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import { arbitraryFilters, isAskedFor } from '../../../e2e/simulation/arbitrary-filters.ts'
import { FILTER_FIELDS, poolOf, varyContacts } from '../../../e2e/simulation/contact/varied-contacts.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createContactStore } from '../contact/contact-store.ts'
import { createPacedRest } from '../rest/paced-rest.ts'
import { createRest, type Rest } from '../rest/rest.ts'
import { createContactCounter } from './contact-counter.ts'
import { createRowReader } from './row-reader.ts'

/** Filters on the way from the form to a plan, against the local portal: as it should be, and at its worst. */

const CONTACTS = 150
let test: TestPortal
let rest: Rest
let ports: PlanningPorts

beforeAll(async () => {
  test = createTestPortal({ contacts: CONTACTS })
  varyContacts(test, CONTACTS)
  rest = createRest(sendTo(test, 1), test.portal.now)
  // As in the app, where the list came first: the portal has shown its time.
  await rest.batch({ me: { method: 'profile', params: {} } })
  const patience = { now: test.portal.now, wait: () => Promise.resolve() }
  ports = {
    facts: { me: 1, isAdmin: true, enterprise: false, bin: 'not-known' },
    counter: createContactCounter(rest, test.portal.now),
    rows: createRowReader(rest, createPacedRest(rest, patience, USUAL_BUCKET), test.portal.now),
    relations: { read: nothing },
  }
})

/** Nothing is linked to anyone. */
async function* nothing(): AsyncGenerator<never> {
  yield* await Promise.resolve([])
}

const contactsNow = () =>
  [...test.portal.store.contactIds()]
    .map((id) => test.portal.store.contact(id)!)
    .filter((contact) => contact.CATEGORY_ID === 0)

const pool = poolOf(CONTACTS)
const arbitrary = arbitraryFilters(pool)

/** The filters of a saved clean-up as of now. */
function savedNow(saved: Pick<SavedCleanUp, 'subject' | 'newerDays'>): ContactFilters {
  const facts = { me: 1, isAdmin: true, putAway: [], total: CONTACTS, firstCreatedAt: null }
  const now = filtersNow(saved, { ...facts, sources: null, people: null }, [5, 7], test.portal.now())
  if (now === null) throw new Error('too many have left')
  return now
}
const cleanUps = fc
  .record({
    subject: fc.oneof(
      arbitrary.map((filters) => ({ kind: 'filters', filters }) as const),
      fc.constantFrom(...SUGGESTIONS).map((name) => ({ kind: 'suggestion', name }) as const),
    ),
    newerDays: fc.nat(1000),
  })
  .map(savedNow)

const searches = fc.constantFrom('', '', '', 'an', 'test')

async function planOf(query: ContactQuery) {
  const context = { id: 'plan', guards: DEFAULT_GUARDS }
  const { matching } = await ports.counter.count(query)
  const made = await makePlan(
    selectAllThatMatch(query, matching),
    context,
    ports,
    () => undefined,
    () => false,
  )
  return { ids: [...(made?.plan.ids ?? [])], matching, unmatched: made?.unmatched }
}

async function listed(query: ContactQuery): Promise<{ ids: number[]; total: number }> {
  const store = createContactStore(rest, test.portal.now)
  const ids: number[] = []
  for (let page = 0; ; page++) {
    const { contacts, total } = await store.page(query, page)
    ids.push(...contacts.map(({ id }) => id))
    if ((page + 1) * PAGE_SIZE >= total) return { ids: ids.toSorted((a, b) => a - b), total }
  }
}

const isFound = (search: string, parts: readonly string[]) =>
  search === '' || parts.some((part) => part.toLowerCase().includes(search))

describe('any filters', () => {
  it('find exactly the contacts that are asked for: in the list, in its count and in the plan', async () => {
    const contacts = contactsNow()
    const found = new Set<string>()
    const holds = (of: typeof arbitrary) =>
      fc.asyncProperty(of, searches, async (filters, search) => {
        test.portal.settings.dropsConditionsOn = []
        const wanted = contacts
          .filter((one) => isAskedFor(filters, one))
          .filter((one) => isFound(search, [one.NAME, one.LAST_NAME, one.SECOND_NAME]))
          .map(({ ID }) => ID)
        const query = { ...EVERYBODY, filters, search }
        const list = await listed(query)
        expect(list.ids).toEqual(wanted)
        expect(list.total).toBe(wanted.length)
        expect(await planOf(query)).toEqual({ ids: wanted, matching: wanted.length, unmatched: 0 })
        if (wanted.length > 0) for (const name of Object.keys(filters)) found.add(name)
      })
    await fc.assert(holds(arbitrary), { numRuns: 60 })
    // Each condition alone, until it found somebody: otherwise nothing was proved of it.
    for (const name of CONDITION_NAMES)
      for (let runs = 1; !found.has(name); runs++) {
        expect({ name, runs }).toEqual({ name, runs: Math.min(runs, 50) })
        await fc.assert(holds(arbitraryFilters(pool, [name])), { numRuns: runs })
      }
  })

  it('or saved clean-ups, of which the portal drops some, put no contact into the plan that was not asked for', async () => {
    const contacts = contactsNow()
    let widened = 0
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(arbitrary, cleanUps, fc.constant({})),
        searches,
        fc.subarray([...FILTER_FIELDS]),
        async (filters, search, dropped) => {
          test.portal.settings.dropsConditionsOn = dropped
          const wanted = contacts
            .filter((one) => isAskedFor(filters, one))
            .filter((one) => isFound(search, [one.NAME, one.LAST_NAME, one.SECOND_NAME]))
            .map(({ ID }) => ID)
          const { ids, matching, unmatched } = await planOf({ ...EVERYBODY, filters, search })
          expect(ids).toEqual(wanted)
          expect(unmatched).toBe(matching - wanted.length)
          if (matching > wanted.length) widened++
        },
      ),
      { numRuns: 80 },
    )
    expect(widened).toBeGreaterThan(10)
    // Each suggestion, with all of its conditions dropped.
    test.portal.settings.dropsConditionsOn = FILTER_FIELDS
    for (const name of SUGGESTIONS) {
      const filters = savedNow({ subject: { kind: 'suggestion', name }, newerDays: 30 })
      const wanted = contacts.filter((one) => isAskedFor(filters, one)).map(({ ID }) => ID)
      const { ids, matching } = await planOf({ ...EVERYBODY, filters })
      expect({ name, ids, matching }).toEqual({ name, ids: wanted, matching: contacts.length })
      expect(wanted.length).toBeGreaterThan(0)
    }
    test.portal.settings.dropsConditionsOn = []
  })

  it('the person’s time zone and that of the portal do not matter where a search asks for dates', async () => {
    // The portal's time is three hours ahead of the person's; between is a contact of each side of the border.
    const [late, early] = contactsNow().slice(60, 62)
    test.portal.store.updateContact(early!.ID, {
      LAST_NAME: 'Borderline',
      DATE_CREATE: Date.UTC(2026, 0, 31, 22) / 1000,
    })
    test.portal.store.updateContact(late!.ID, {
      LAST_NAME: 'Borderline',
      DATE_CREATE: Date.UTC(2026, 1, 1, 1) / 1000,
    })
    const query = {
      ...EVERYBODY,
      search: 'borderline',
      filters: { created: { from: '2026-02-01', to: null } },
    }
    test.portal.settings.dropsIsoDates = true
    expect((await listed(query)).ids).toEqual([late!.ID])
    test.portal.settings.dropsIsoDates = false
    expect((await listed(query)).ids).toEqual([late!.ID])
  })
})

describe('the list', () => {
  it('refuses a condition on a field that this portal does not have, instead of listing everybody', async () => {
    const old = createTestPortal({ contacts: 60 })
    const send = sendTo(old, 1)
    const withoutField = createRest(async (method, params) => {
      const body = (await send(method, params)) as { result: { result: Record<string, object> } }
      const fields = Object.entries(body.result.result.fields ?? {})
      body.result.result.fields = Object.fromEntries(fields.filter(([name]) => name !== 'LAST_ACTIVITY_TIME'))
      return body
    }, old.portal.now)
    const filters = { activity: { from: null, to: '2026-01-01' } }
    await expect(
      createContactStore(withoutField, old.portal.now).page({ ...EVERYBODY, filters }, 0),
    ).rejects.toMatchObject({ failure: { kind: 'filter-unknown' } })
  })
})
