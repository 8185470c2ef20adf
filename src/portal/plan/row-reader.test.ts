import { describe, expect, it } from 'vitest'
import { EVERYBODY, type ContactQuery } from '#core/contact/contact-query.ts'
import type { PlannedRow } from '#core/plan/plan.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest, type Send } from '../rest/rest.ts'
import { createPacedRest } from '../rest/paced-rest.ts'
import { createRowReader } from './row-reader.ts'
import type { RowPortion } from '#core/plan/ports.ts'

const ADMIN = 1
const READER_OF_NONE = 4

function readerOf(test: TestPortal, { userId = ADMIN, send = sendTo(test, userId) } = {}) {
  const rest = createRest(send, test.portal.now)
  const waits: number[] = []
  const patience = {
    now: test.portal.now,
    wait: (ms: number) => {
      waits.push(ms)
      test.pass(ms / 1000)
      return Promise.resolve()
    },
  }
  const reader = createRowReader(rest, createPacedRest(rest, patience, USUAL_BUCKET), test.portal.now)
  return { reader, waits }
}

async function portionsOf(portions: AsyncIterable<RowPortion>): Promise<RowPortion[]> {
  const got: RowPortion[] = []
  for await (const portion of portions) got.push(portion)
  return got
}

async function all(portions: AsyncIterable<RowPortion>): Promise<PlannedRow[]> {
  return (await portionsOf(portions)).flatMap(({ rows }) => rows)
}

const query = (change: Partial<ContactQuery>): ContactQuery => ({ ...EVERYBODY, ...change })
const contactsOf = ({ portal }: TestPortal) =>
  [...portal.store.contactIds()]
    .map((id) => portal.store.contact(id)!)
    .filter((contact) => contact.CATEGORY_ID === 0)
const requests = ({ portal }: TestPortal) => portal.log.length

describe('walk', () => {
  it('returns 10,000 contacts, each once and by id, in at most seven requests', async () => {
    const test = createTestPortal({ contacts: 10_000 })
    const rows = await all(readerOf(test).reader.walk(EVERYBODY))
    expect(rows.map((row) => row.id)).toEqual(contactsOf(test).map((contact) => contact.ID))
    expect(requests(test)).toBeLessThanOrEqual(7)
  })

  it.each([0, 1, 49, 50, 51, 99, 100, 101])('ends rightly with %i contacts that match', async (count) => {
    const test = createTestPortal({ contacts: 300 })
    const ids = contactsOf(test).map((contact) => contact.ID)
    ids.forEach((id, at) =>
      test.portal.store.updateContact(id, { ASSIGNED_BY_ID: at % 2 === 0 && at < count * 2 ? 9 : 8 }),
    )
    const filters = { responsible: { kind: 'these', people: [{ id: 9, name: '' }] } } as const
    const rows = await all(readerOf(test).reader.walk(query({ filters })))
    expect(rows.map((row) => row.id)).toEqual(ids.filter((_, at) => at % 2 === 0 && at < count * 2))
    for (const row of rows) expect(row.responsibleId).toBe(9)
  })

  it('returns what was seen of each, and when by the portal’s clock', async () => {
    const test = createTestPortal({ contacts: 60 })
    const begun = test.portal.now()
    const [portion] = await portionsOf(readerOf(test).reader.walk(EVERYBODY))
    const contact = test.portal.store.contact(41)!
    expect(portion?.readAt).toBe(begun)
    expect(portion?.rows.find((row) => row.id === 41)).toMatchObject({
      id: 41,
      name: `${contact.NAME} ${contact.LAST_NAME}`.trim(),
      createdAt: contact.DATE_CREATE * 1000,
      modifiedAt: contact.DATE_MODIFY * 1000,
      responsibleId: contact.ASSIGNED_BY_ID,
      typeId: contact.TYPE_ID,
      sourceId: contact.SOURCE_ID,
    })
  })

  it('has a time of reading even where nothing matches', async () => {
    const test = createTestPortal({ contacts: 60 })
    const portions = await portionsOf(readerOf(test, { userId: READER_OF_NONE }).reader.walk(EVERYBODY))
    expect(portions).toEqual([{ rows: [], readAt: test.portal.now() }])
  })

  it('sends nothing more once the reader stops', async () => {
    const test = createTestPortal({ contacts: 5_000 })
    for await (const portion of readerOf(test).reader.walk(EVERYBODY)) {
      expect(portion.rows.length).toBeGreaterThan(0)
      break
    }
    expect(requests(test)).toBe(1)
  })

  it('takes fewer pages a request where the portal is slow', async () => {
    const test = createTestPortal({ contacts: 3_000 })
    test.portal.faults.add({ method: 'crm.contact.list', times: 1e9, kind: { type: 'slow', ms: 3000 } })
    await all(readerOf(test).reader.walk(EVERYBODY))
    const sizes = test.portal.log.map((entry) => entry.commands?.length)
    expect(sizes.slice(0, 3)).toEqual([12, 4, 4])
  })

  it.each(['drop-before', 'drop-after', 'malformed-json', 'empty-200'] as const)(
    'asks again after %s and misses no contact',
    async (type) => {
      const test = createTestPortal({ contacts: 2_000 })
      test.portal.faults.add({ method: 'batch', skip: 1, kind: { type } })
      const { reader, waits } = readerOf(test)
      expect(await all(reader.walk(EVERYBODY))).toHaveLength(contactsOf(test).length)
      expect(waits).toEqual([2000])
    },
  )

  it('goes on from the last good page when one in the middle is refused', async () => {
    const test = createTestPortal({ contacts: 2_000 })
    const refuse = { type: 'refuse', error: 'INTERNAL_SERVER_ERROR', description: '' } as const
    test.portal.faults.add({ method: 'crm.contact.list', skip: 15, kind: refuse })
    expect(await all(readerOf(test).reader.walk(EVERYBODY))).toHaveLength(contactsOf(test).length)
  })

  it('gives up with the portal’s reason when that does not pass', async () => {
    const test = createTestPortal({ contacts: 60 })
    test.portal.settings.plan = 'free'
    await expect(all(readerOf(test).reader.walk(EVERYBODY))).rejects.toMatchObject({
      failure: { kind: 'plan' },
    })
    expect(requests(test)).toBe(1)
  })

  it('stops at a portal that ignores `>ID`, instead of walking in a circle', async () => {
    const test = createTestPortal({ contacts: 300 })
    const send: Send = (method, params) => {
      const cmd = params.cmd as Record<string, string>
      const deaf = Object.fromEntries(
        Object.entries(cmd).map(([k, c]) => [k, c.replaceAll('%3EID', 'NOT_ID')]),
      )
      return sendTo(test, ADMIN)(method, { ...params, cmd: deaf })
    }
    await expect(all(readerOf(test, { send }).reader.walk(EVERYBODY))).rejects.toMatchObject({
      failure: { kind: 'filter-ignored' },
    })
  })

  const named = (test: TestPortal, part: string) =>
    contactsOf(test)
      .filter((c) => [c.NAME, c.LAST_NAME, c.SECOND_NAME].some((name) => name.toLowerCase().includes(part)))
      .map((contact) => contact.ID)

  it('finds by search what the portal finds, each once and by id', async () => {
    const test = createTestPortal({ contacts: 3_000 })
    const rows = await all(readerOf(test).reader.walk(query({ search: 'an' })))
    expect(rows.length).toBeGreaterThan(300)
    expect(rows.map((row) => row.id)).toEqual(named(test, 'an'))
  })

  it('reads 10,000 that a search finds in at most 30 requests', async () => {
    const test = createTestPortal({ contacts: 10_200 })
    for (const { ID } of contactsOf(test)) test.portal.store.updateContact(ID, { SECOND_NAME: 'Everybody' })
    const rows = await all(readerOf(test).reader.walk(query({ search: 'everybody' })))
    expect(rows.map((row) => row.id)).toEqual(contactsOf(test).map((contact) => contact.ID))
    expect(rows.length).toBeGreaterThan(10_000)
    expect(requests(test)).toBeLessThanOrEqual(30)
  })

  it.each([0, 1, 49, 50, 51, 100])('a search ends rightly with %i contacts found', async (count) => {
    const test = createTestPortal({ contacts: 300 })
    const ids = contactsOf(test)
      .map((contact) => contact.ID)
      .filter((_, at) => at % 2 === 0)
      .slice(0, count)
    for (const id of ids) test.portal.store.updateContact(id, { SECOND_NAME: 'Zaphod' })
    const rows = await all(readerOf(test).reader.walk(query({ search: 'zaphod' })))
    expect(rows.map((row) => row.id)).toEqual(ids)
  })

  it.each([
    ['words with a $', 'an$', {}],
    ['words that look like markup', 'an<b>', {}],
    ['a filter that says null', 'an', { company: 'none' }],
  ] as const)('sends %s in no batch, because a batch would change it', async (_, search, filters) => {
    const test = createTestPortal({ contacts: 3_000 })
    for (const id of named(test, 'an')) test.portal.store.updateContact(id, { SECOND_NAME: 'Jan$ Jan<b>' })
    const rows = await all(readerOf(test).reader.walk(query({ search, filters })))
    const companyless = (id: number) => test.portal.store.contact(id)!.COMPANY_IDS.length === 0
    const expected = named(test, 'an').filter((id) => !('company' in filters) || companyless(id))
    expect(rows.map((row) => row.id)).toEqual(expected)
    expect(expected.length).toBeGreaterThan(50)
    const searches = test.portal.log.filter((entry) => JSON.stringify(entry.params).includes('%name'))
    expect(searches.length).toBeGreaterThan(1)
    for (const entry of test.portal.log) {
      if (entry.method === 'batch') expect(JSON.stringify(entry.params)).not.toContain('%25name')
    }
  })

  it('a search that looks like a reference into a batch is only text', async () => {
    const test = createTestPortal({ contacts: 200 })
    expect(await all(readerOf(test).reader.walk(query({ search: '$result[p0][0][ID]' })))).toEqual([])
  })
})

describe('read', () => {
  it('returns these contacts, without those that are gone', async () => {
    const test = createTestPortal({ contacts: 900 })
    const there = contactsOf(test)
      .map((contact) => contact.ID)
      .slice(100, 600)
    const ids = [...there.toReversed(), 999_999, 150]
    const rows = await all(readerOf(test).reader.read(ids))
    expect(rows.map((row) => row.id).toSorted((a, b) => a - b)).toEqual(there)
    expect(requests(test)).toBe(1)
  })

  it('rejects rather than leave out what could not be read', async () => {
    const test = createTestPortal({ contacts: 200 })
    const refuse = { type: 'refuse', error: 'insufficient_scope', description: '' } as const
    test.portal.faults.add({ method: 'crm.contact.list', kind: refuse })
    await expect(all(readerOf(test).reader.read([50, 120]))).rejects.toMatchObject({
      failure: { kind: 'scope' },
    })
  })
})
