import { describe, expect, test } from 'vitest'
import { ODD } from '../../store/odd-contacts.ts'
import { USER } from '../../store/users.ts'
import { createTestPortal } from '../../testing.ts'

type Row = Record<string, unknown>
const itemsOf = (answer: { body: { result?: unknown } }): Row[] =>
  (answer.body.result as { items: Row[] }).items
const itemOf = (answer: { body: { result?: unknown } }): Row => (answer.body.result as { item: Row }).item

test('a portal may drop conditions on dates in ISO form without a word, in groups too', () => {
  const { call, portal } = createTestPortal()
  const total = (filter: Row): number => call('crm.item.list', { entityTypeId: 3, filter }).body.total ?? -1
  const all = total({ '%name': 'a' })
  const iso = { '>=createdTime': '2126-01-01T00:00:00+00:00' }
  const plain = { '>=createdTime': '2126-01-01 00:00:00' }
  expect(total({ '%name': 'a', ...iso })).toBe(0)
  portal.settings.dropsIsoDates = true
  expect(total({ '%name': 'a', ...iso })).toBe(all)
  expect(total({ '%name': 'a', 0: iso })).toBe(all)
  expect(total({ '%name': 'a', ...plain })).toBe(0)
  expect(all).toBeGreaterThan(0)
})

describe('contacts as items', () => {
  test('numbers are numbers, names camelCase, communications flat and in fm', () => {
    const { call } = createTestPortal()
    const item = itemOf(call('crm.item.get', { entityTypeId: 3, id: 52 }))
    expect(item).toMatchObject({
      id: 52,
      entityTypeId: 3,
      categoryId: 0,
      assignedById: expect.any(Number) as unknown,
      companyIds: expect.any(Array) as unknown,
    })
    expect(item).toHaveProperty('ufCrm_1700000001')
    expect(item).not.toHaveProperty('ID')
    const [first] = item.fm as { typeId: string; value: string }[]
    expect(item[first!.typeId.toLowerCase()]).toBe(first!.value)
    expect(itemOf(call('crm.item.get', { entityTypeId: 3, id: 52, useOriginalUfNames: 'Y' }))).toHaveProperty(
      'UF_CRM_1700000001',
    )
  })

  test('fm cannot be asked for by name, unknown names are ignored', () => {
    const { call } = createTestPortal()
    const [item] = itemsOf(
      call('crm.item.list', { entityTypeId: 3, filter: { id: 52 }, select: ['lastName', 'fm', 'nothing'] }),
    )
    expect(Object.keys(item ?? {}).sort()).toEqual(['id', 'lastName'])
  })

  test('nested OR finds in either name, beside other conditions', () => {
    const { call } = createTestPortal()
    const filter = {
      categoryId: 0,
      0: { logic: 'OR', 0: { '%name': 'phoebe' }, 1: { '%lastName': 'nomail' } },
    }
    const ids = itemsOf(call('crm.item.list', { entityTypeId: 3, filter, select: ['id'] })).map(
      ({ id }) => id,
    )
    expect(ids).toEqual([ODD.noPhone, ODD.noEmail])
    const top = { logic: 'OR', '%name': 'phoebe', '%lastName': 'nomail' }
    expect(itemsOf(call('crm.item.list', { entityTypeId: 3, filter: top })).map(({ id }) => id)).toEqual(ids)
  })

  test('knows not-contains and between, and shows other categories', () => {
    const { call } = createTestPortal()
    const total = (filter: Row): number => call('crm.item.list', { entityTypeId: 3, filter }).body.total ?? -1
    expect(total({ '%lastName': 'an' }) + total({ '!%lastName': 'an' })).toBe(600)
    expect(total({ '><id': [10, 19] })).toBe(10)
    expect(total({ id: ODD.otherCategory })).toBe(1)
    expect(total({ categoryId: 0 })).toBeLessThan(600)
  })

  test.each([{ LAST_NAME: 'x' }, { lastname: 'x' }, { phone: '1' }, { 0: { fm: 1 } }])(
    'refuses the filter %j',
    (filter) => {
      const { call } = createTestPortal()
      expect(call('crm.item.list', { entityTypeId: 3, filter })).toMatchObject({
        status: 400,
        body: { error: 'INVALID_ARG_VALUE' },
      })
    },
  )

  test('start is an offset; −1 tells neither total nor next', () => {
    const { call } = createTestPortal()
    const list = (start: number): { body: Row } =>
      call('crm.item.list', { entityTypeId: 3, select: ['id'], start }) as unknown as { body: Row }
    expect(itemsOf(list(70))[0]?.id).toBe(71)
    expect(list(70).body.next).toBe(120)
    expect(list(-1).body).not.toHaveProperty('total')
    expect(list(-1).body).not.toHaveProperty('next')
  })
})

describe('refusals have codes', () => {
  test.each([
    [USER.admin, { entityTypeId: 3, id: 99_999 }, 400, 'NOT_FOUND'],
    [USER.blind, { entityTypeId: 3, id: 99_999 }, 400, 'NOT_FOUND'],
    [USER.blind, { entityTypeId: 3, id: 50 }, 400, 'ACCESS_DENIED'],
    [USER.admin, { entityTypeId: 555, id: 50 }, 400, 'NOT_FOUND'],
    [USER.admin, { id: 50 }, 400, '100'],
    [USER.admin, { entityTypeId: 3 }, 400, '100'],
    [USER.extranet, { entityTypeId: 3, id: 50 }, 403, 'allowed_only_intranet_user'],
  ])('user %i, %j: %i %s', (user, params, status, error) => {
    const { call } = createTestPortal()
    expect(call('crm.item.get', params, user)).toMatchObject({ status, body: { error } })
  })

  test('delete asks for existence first, then for the right; success is an empty list', () => {
    const { call, portal } = createTestPortal()
    const remove = (id: number, user: number): Row =>
      call('crm.item.delete', { entityTypeId: 3, id }, user).body as Row
    expect(remove(99_999, USER.reader)).toMatchObject({
      error: 'NOT_FOUND',
      error_description: 'Item not found',
    })
    expect(remove(50, USER.reader)).toMatchObject({
      error: 'ACCESS_DENIED',
      error_description: 'Access denied',
    })
    portal.settings.lang = 'de'
    expect(remove(50, USER.reader).error_description).toBe('Zugriff verweigert')
    expect(remove(50, USER.admin).result).toEqual([])
    expect(portal.store.bin()).toHaveLength(1)
  })
})

describe('what hangs on a contact', () => {
  test('contactIds finds any link when nothing is counted, contactId the primary only', () => {
    const { call } = createTestPortal()
    const ids = (filter: Row): unknown[] =>
      itemsOf(call('crm.item.list', { entityTypeId: 2, filter, start: -1, select: ['id'] })).map(
        ({ id }) => id,
      )
    const linked = ids({ contactIds: ODD.everything })
    expect(linked).toEqual(expect.arrayContaining([61, 62, 63]))
    expect(ids({ contactId: ODD.everything })).not.toContain(63)
    expect(ids({ contactIds: [ODD.everything, 99_999] })).toEqual(linked)
  })

  test('counting by contactIds fails, as in 24.1200', () => {
    const { call } = createTestPortal()
    expect(call('crm.item.list', { entityTypeId: 2, filter: { contactIds: 50 } }).status).toBe(400)
    expect(call('crm.item.list', { entityTypeId: 2, filter: { contactId: 50 } }).status).toBe(200)
  })

  test('a contact of sixty deals has a second page', () => {
    const { call } = createTestPortal()
    const first = call('crm.deal.list', { filter: { CONTACT_ID: ODD.sixtyDeals } }).body
    expect(first.total).toBeGreaterThanOrEqual(60)
    expect(first.next).toBe(50)
    expect(
      itemsOf(call('crm.item.list', { entityTypeId: 2, filter: { contactIds: ODD.sixtyDeals }, start: -1 })),
    ).toHaveLength(50)
  })

  test('a smart process without clients knows no contacts', () => {
    const { call } = createTestPortal()
    expect(
      call('crm.item.list', { entityTypeId: 130, filter: { contactIds: 50 }, start: -1 }).body.error,
    ).toBe('INVALID_ARG_VALUE')
    expect(call('crm.type.list', { filter: { isClientEnabled: 'Y' } }).body.result).toMatchObject({
      types: [{ entityTypeId: 128 }],
    })
  })

  test('every kind hangs on the contact that has everything, nothing on the one that has nothing', () => {
    const { batch } = createTestPortal()
    const ask = (id: number): Record<string, number> => {
      const { result } = batch({
        ...Object.fromEntries(
          [1, 2, 7, 31, 128].map((type) => [
            `t${type}`,
            `crm.item.list?entityTypeId=${type}&filter[contactIds]=${id}&start=-1`,
          ]),
        ),
        activities: `crm.activity.list?filter[BINDINGS][0][OWNER_TYPE_ID]=3&filter[BINDINGS][0][OWNER_ID]=${id}`,
        requisites: `crm.requisite.list?filter[ENTITY_TYPE_ID]=3&filter[ENTITY_ID]=${id}`,
      })
      return Object.fromEntries(
        Object.entries(result).map(([key, value]) => [
          key,
          Array.isArray(value) ? value.length : (value as { items: unknown[] }).items.length,
        ]),
      )
    }
    for (const count of Object.values(ask(ODD.everything))) expect(count).toBeGreaterThan(0)
    for (const count of Object.values(ask(ODD.nothing))) expect(count).toBe(0)
  })

  test('activities: by binding all, by owner the owned; open ones by COMPLETED', () => {
    const { call } = createTestPortal()
    const total = (filter: Row): number => call('crm.activity.list', { filter }).body.total ?? -1
    const owner = { OWNER_TYPE_ID: 3, OWNER_ID: ODD.everything }
    const bound = total({ BINDINGS: [owner] })
    expect(bound).toBeGreaterThan(total(owner))
    expect(total({ BINDINGS: [owner], COMPLETED: 'N' }) + total({ BINDINGS: [owner], COMPLETED: 'Y' })).toBe(
      bound,
    )
  })

  test('stages have names, pipelines too', () => {
    const { call } = createTestPortal()
    expect(call('crm.status.list', { filter: { ENTITY_ID: 'DEAL_STAGE_5' } }).body.result).toMatchObject([
      { STATUS_ID: 'C5:NEW', NAME: 'Inquiry' },
      {},
      {},
      {},
      {},
    ])
    expect(call('crm.category.list', { entityTypeId: 2 }).body.result).toMatchObject({
      categories: [{ id: 0, isDefault: 'Y' }, { id: 5 }],
    })
    expect(call('crm.currency.list').body.total).toBe(4)
  })

  test('items can be changed by who may', () => {
    const { call } = createTestPortal()
    const fields = { stageId: 'WON', contactIds: [50, 51] }
    expect(itemOf(call('crm.item.update', { entityTypeId: 2, id: 70, fields }))).toMatchObject({
      closed: 'Y',
      contactId: 50,
      contactIds: [50, 51],
    })
    expect(call('crm.item.update', { entityTypeId: 2, id: 70, fields }, USER.reader).body.error).toBe(
      'ACCESS_DENIED',
    )
  })
})

test('phones are compared by digits when duplicates are looked for', () => {
  const { call } = createTestPortal()
  call('crm.contact.update', { id: 60, fields: { PHONE: [{ VALUE: '8 (912) 000-11-22' }] } })
  const find = (values: string[]): unknown =>
    call('crm.duplicate.findbycomm', { type: 'PHONE', entity_type: 'CONTACT', values }).body.result
  expect(find(['+79120001122'])).toEqual({ CONTACT: [60] })
  expect(find(['000'])).toEqual([])
})
