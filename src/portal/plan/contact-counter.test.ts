import { describe, expect, it } from 'vitest'
import { EVERYBODY } from '#core/contact/contact-query.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest, type Send } from '../rest/rest.ts'
import { createContactCounter } from './contact-counter.ts'

const censusOf = (test: TestPortal, send: Send = sendTo(test, 1)) =>
  createContactCounter(createRest(send), test.portal.now)
const contactsOf = ({ portal }: TestPortal) =>
  [...portal.store.contactIds()]
    .map((id) => portal.store.contact(id)!)
    .filter((contact) => contact.CATEGORY_ID === 0)

const EVERY_FILTER: ContactFilters = {
  created: { from: '2020-01-01', to: '2030-01-01' },
  changed: { from: '2020-01-01', to: '2030-01-01' },
  activity: { from: '2020-01-01', to: '2030-01-01' },
  responsible: { kind: 'these', people: [{ id: 2, name: '' }] },
  createdBy: [{ id: 2, name: '' }],
  changedBy: [{ id: 2, name: '' }],
  source: [{ code: 'WEB', name: '' }],
  type: [{ code: 'CLIENT', name: '' }],
  company: 'none',
  withoutPhone: true,
  withoutEmail: true,
  name: 'empty',
  ids: { from: 1, to: 9 },
  imported: false,
  exported: true,
  only: [1, 2],
}

describe('count', () => {
  it('counts the matching contacts and all contacts in one request', async () => {
    const test = createTestPortal()
    const filters = { withoutPhone: true } as const
    expect(await censusOf(test).count({ ...EVERYBODY, filters })).toEqual({
      matching: contactsOf(test).filter((c) => !c.fm.some((f) => f.TYPE_ID === 'PHONE')).length,
      all: contactsOf(test).length,
    })
    expect(test.portal.log).toHaveLength(1)
  })

  it('knows every key of our own filters', async () => {
    const test = createTestPortal()
    const { matching } = await censusOf(test).count({ ...EVERYBODY, filters: EVERY_FILTER })
    expect(matching).toBeLessThan(contactsOf(test).length)
  })

  it('refuses a key that the portal would drop: the filter would mean everybody', async () => {
    const test = createTestPortal()
    const send: Send = async (method, params) => {
      const body = (await sendTo(test, 1)(method, params)) as { result: { result: Record<string, object> } }
      const fields = Object.entries(body.result.result.fields ?? {}).filter(([name]) => name !== 'HAS_PHONE')
      body.result.result.fields = Object.fromEntries(fields)
      return body
    }
    const census = censusOf(test, send)
    const filters = { withoutPhone: true } as const
    await expect(census.count({ ...EVERYBODY, filters })).rejects.toMatchObject({
      failure: { kind: 'filter-unknown' },
    })
    expect((await census.count(EVERYBODY)).all).toBe(contactsOf(test).length)
  })

  it.each([
    ['Twin', 2],
    ['+7 999 000-00-00', 3],
  ])('of the search %j takes at most %i requests', async (search, requests) => {
    const test = createTestPortal()
    const matching =
      search === 'Twin' ? contactsOf(test).filter((c) => c.LAST_NAME.includes('Twin')).length : 0
    expect(await censusOf(test).count({ ...EVERYBODY, search })).toEqual({
      matching,
      all: contactsOf(test).length,
    })
    expect(test.portal.log).toHaveLength(requests)
  })

  it('gives no number if the portal could not count', async () => {
    const test = createTestPortal()
    const refuse = { type: 'refuse', error: 'insufficient_scope', description: '' } as const
    test.portal.faults.add({ method: 'crm.contact.list', skip: 1, kind: refuse })
    await expect(censusOf(test).count(EVERYBODY)).rejects.toMatchObject({ failure: { kind: 'scope' } })
  })
})
