import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ODD } from '../store/odd-contacts.ts'
import { USER } from '../store/users.ts'
import { createTestPortal } from '../testing.ts'

type Row = Record<string, unknown>
const rowsOf = (answer: { body: { result?: unknown } }): Row[] => answer.body.result as Row[]
const idsOf = (answer: { body: { result?: unknown } }): number[] => rowsOf(answer).map(({ ID }) => Number(ID))

describe('crm.contact.list', () => {
  test('paging covers every row once, whatever the order', () => {
    const { call } = createTestPortal({ contacts: 230 })
    const fields = [
      'ID',
      'NAME',
      'LAST_NAME',
      'SECOND_NAME',
      'DATE_CREATE',
      'DATE_MODIFY',
      'COMPANY_ID',
      'ASSIGNED_BY_ID',
      'LAST_ACTIVITY_TIME',
    ]
    const order = fc.uniqueArray(fc.constantFrom(...fields), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(order, fc.boolean(), (names, desc) => {
        const params = {
          select: ['ID'],
          order: Object.fromEntries(names.map((name) => [name, desc ? 'DESC' : 'ASC'])),
        }
        const seen: number[] = []
        let next: number | undefined = 0
        let total = -1
        while (next !== undefined) {
          const answer = call('crm.contact.list', { ...params, start: next })
          seen.push(...idsOf(answer))
          total = answer.body.total ?? -1
          next = answer.body.next
        }
        expect(seen).toHaveLength(total)
        expect(new Set(seen).size).toBe(total)
      }),
      { numRuns: 40 },
    )
  })

  test('sorts as a person reads, both ways', () => {
    const { call } = createTestPortal()
    const names = (direction: string): string[] =>
      rowsOf(call('crm.contact.list', { select: ['LAST_NAME'], order: { LAST_NAME: direction } })).map(
        (row) => String(row.LAST_NAME),
      )
    const { compare } = new Intl.Collator('en', { sensitivity: 'accent' })
    expect(names('ASC')).toEqual(names('ASC').toSorted(compare))
    expect(names('DESC')).toEqual(names('DESC').toSorted((a, b) => compare(b, a)))
    expect(names('ASC')).not.toEqual(names('DESC'))
  })

  test('scalars are strings, flags Y and N, dates carry the server’s offset', () => {
    const { call } = createTestPortal()
    const [row] = rowsOf(call('crm.contact.list', { filter: { ID: 50 } }))
    expect(row).toMatchObject({
      ID: '50',
      HAS_PHONE: expect.stringMatching(/^[YN]$/) as unknown,
      ASSIGNED_BY_ID: expect.stringMatching(/^\d+$/) as unknown,
    })
    expect(row?.DATE_CREATE).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/)
  })

  test('select: * has neither user fields nor phones, ID always comes, phones only by name', () => {
    const { call } = createTestPortal()
    const keys = (select?: string[]): string[] =>
      Object.keys(
        rowsOf(
          call('crm.contact.list', {
            filter: { ID: 52 },
            ...(select === undefined ? {} : { select }),
          }),
        )[0] ?? {},
      )
    expect(keys(['*'])).not.toContain('UF_CRM_1700000001')
    expect(keys()).toContain('UF_CRM_1700000001')
    expect(keys()).not.toContain('PHONE')
    expect(keys(['PHONE', 'NAME'])).toEqual(['ID', 'NAME', 'PHONE'])
    expect(keys(['NO_SUCH'])).toEqual(['ID'])
  })

  test('a typo in a filter key is dropped: everything comes', () => {
    const { call } = createTestPortal()
    const all = call('crm.contact.list').body.total
    for (const filter of [{ LASTNAME: 'x' }, { '!%LAST_NAME': 'x' }, { logic: 'OR' }, { CATEGORY_ID: 7 }])
      expect(call('crm.contact.list', { filter }).body.total).toBe(all)
  })

  test('contacts of other categories never show', () => {
    const { call } = createTestPortal()
    expect(call('crm.contact.list', { filter: { ID: ODD.otherCategory } }).body).toMatchObject({
      result: [],
      total: 0,
    })
    expect(call('crm.contact.get', { id: ODD.otherCategory }).body).toMatchObject({
      error: '',
      error_description: 'Not found',
    })
    expect(call('crm.contact.delete', { id: ODD.otherCategory }).body.result).toBe(true)
  })

  test.each([
    ['@ID', [50, 51, 9999], [50, 51]],
    ['ID', [50, 51], [50, 51]],
    ['=LAST_NAME', 'twin', [ODD.sameNameA, ODD.sameNameB]],
    ['%LAST_NAME', 'NOPH', [ODD.noPhone]],
    ['%=LAST_NAME', 'No%ne', [ODD.noPhone]],
    ['LAST_NAME', 'Nophone', [ODD.noPhone]],
  ])('%s %j finds %j', (key, value, ids) => {
    const { call } = createTestPortal()
    expect(idsOf(call('crm.contact.list', { filter: { [key]: value } }))).toEqual(ids)
  })

  test('operators and their opposites share the contacts out', () => {
    const { call } = createTestPortal()
    const total = (filter: Row): number => call('crm.contact.list', { filter }).body.total ?? -1
    const all = total({})
    expect(total({ HAS_PHONE: 'Y' }) + total({ HAS_PHONE: 'N' })).toBe(all)
    expect(total({ '>ID': 300 }) + total({ '<=ID': 300 })).toBe(all)
    expect(total({ ASSIGNED_BY_ID: 2 }) + total({ '!ASSIGNED_BY_ID': 2 })).toBe(all)
    expect(total({ '@ASSIGNED_BY_ID': [2, 1] }) + total({ '!@ASSIGNED_BY_ID': [1, 2] })).toBe(all)
    expect(total({ COMPANY_ID: '' }) + total({ '>COMPANY_ID': 0 })).toBe(all)
    expect(total({ '>=DATE_CREATE': '2022-01-01' }) + total({ '<DATE_CREATE': '2022-01-01' })).toBe(all)
    expect(total({ '>=DATE_CREATE': '2022-01-01' })).toBeGreaterThan(0)
  })

  test('phones and e-mails match exactly or not at all, the first value of a list only', () => {
    const { call, portal } = createTestPortal()
    const [phone] = portal.store.contact(52)!.fm
    const find = (filter: Row): number[] => idsOf(call('crm.contact.list', { filter }))
    expect(find({ PHONE: phone!.VALUE })).toContain(52)
    expect(find({ PHONE: phone!.VALUE.slice(0, -1) })).toEqual([])
    expect(find({ PHONE: ['nothing', phone!.VALUE] })).toEqual([])
    const changed = call('crm.contact.update', { id: 60, fields: { EMAIL: [{ VALUE: 'New@Example.org' }] } })
    expect(changed.body.result).toBe(true)
    expect(find({ EMAIL: 'new@example.org' })).toEqual([60])
  })

  test('start −1 counts nothing, start is rounded down to a page', () => {
    const { call } = createTestPortal()
    const uncounted = call('crm.contact.list', { start: -1 }).body
    expect(uncounted.total).toBe(0)
    expect(uncounted).not.toHaveProperty('next')
    expect(idsOf(call('crm.contact.list', { start: 70 }))).toEqual(
      idsOf(call('crm.contact.list', { start: 50 })),
    )
  })

  test('who may read nothing gets nothing, and no refusal', () => {
    const { call } = createTestPortal()
    expect(call('crm.contact.list', {}, USER.blind).body).toMatchObject({ result: [], total: 0 })
    expect(call('crm.contact.list', {}, USER.manager).body.total).toBe(call('crm.contact.list').body.total)
  })

  test('follows every write at once', () => {
    const { call, portal } = createTestPortal()
    const find = (): number[] =>
      idsOf(call('crm.contact.list', { filter: { '%LAST_NAME': 'zzyzx' }, order: { LAST_NAME: 'DESC' } }))
    expect(find()).toEqual([])
    call('crm.contact.update', { id: 70, fields: { LAST_NAME: 'Zzyzx' } })
    const added = call('crm.contact.add', { fields: { LAST_NAME: 'Zzyzxa' } }).body.result as number
    expect(find()).toEqual([added, 70])
    portal.store.deleteContact(70, 1)
    expect(find()).toEqual([added])
  })
})

describe('crm.contact.get', () => {
  test.each([
    [USER.admin, { id: 0 }, 'ID is not defined or invalid.'],
    [USER.admin, { id: 'abc' }, 'ID is not defined or invalid.'],
    [USER.admin, {}, 'ID is not defined or invalid.'],
    [USER.admin, { id: 99_999 }, 'Not found'],
    [USER.blind, { id: 99_999 }, 'Access denied.'],
    [USER.blind, { id: 50 }, 'Access denied.'],
  ])('user %i, %j: %s', (user, params, text) => {
    const { call } = createTestPortal()
    expect(call('crm.contact.get', params, user)).toMatchObject({
      status: 400,
      body: { error: '', error_description: text },
    })
  })

  test('has phones where there are some, and no COMPANY_IDS', () => {
    const { call } = createTestPortal()
    const contact = call('crm.contact.get', { ID: '52' }).body.result
    expect(contact).toHaveProperty('PHONE')
    expect(contact).not.toHaveProperty('COMPANY_IDS')
    expect(call('crm.contact.get', { id: ODD.noNameNoPhoneNoMail }).body.result).not.toHaveProperty('PHONE')
  })
})

describe('crm.contact.delete', () => {
  test.each([
    [USER.admin, 0, '', 'ID is not defined or invalid.'],
    [USER.reader, 50, '', 'Access denied.'],
    [USER.reader, 99_999, '', 'Access denied.'],
    [USER.manager, 99_999, '', 'Access denied.'],
    [USER.admin, 99_999, 'ERROR_CORE', 'Element not found'],
  ])('user %i, contact %i: %j %s', (user, id, error, text) => {
    const { call } = createTestPortal()
    expect(call('crm.contact.delete', { id }, user)).toMatchObject({
      status: 400,
      body: { error, error_description: text },
    })
  })

  test('says "not found" in the portal’s language, "Access denied." never', () => {
    const { call, portal } = createTestPortal()
    portal.settings.lang = 'ru'
    expect(call('crm.contact.delete', { id: 99_999 }).body.error_description).toBe('Элемент не найден')
    expect(call('crm.contact.delete', { id: 50 }, USER.reader).body.error_description).toBe('Access denied.')
  })

  test('answers true once', () => {
    const { call } = createTestPortal()
    expect(call('crm.contact.delete', { id: 50 }).body.result).toBe(true)
    expect(call('crm.contact.delete', { id: 50 }).body.error).toBe('ERROR_CORE')
  })
})

describe('crm.contact.add and update', () => {
  test('a new contact gets the next id, its maker and its values', () => {
    const { call, portal } = createTestPortal()
    const id = call(
      'crm.contact.add',
      { fields: { NAME: 'Новый', PHONE: [{ VALUE: '+1', VALUE_TYPE: 'MOBILE' }] } },
      USER.manager,
    ).body.result as number
    expect(id).toBe(601)
    expect(portal.store.contact(id)).toMatchObject({
      NAME: 'Новый',
      ASSIGNED_BY_ID: USER.manager,
      DATE_CREATE: portal.now() / 1000,
    })
    expect(portal.store.contact(id)?.fm).toMatchObject([
      { TYPE_ID: 'PHONE', VALUE_TYPE: 'MOBILE', VALUE: '+1' },
    ])
  })

  test('a value with its ID is changed, emptied it is removed, without ID it is added', () => {
    const { call, portal } = createTestPortal()
    const phones = (): string[] =>
      portal.store
        .contact(60)!
        .fm.filter((one) => one.TYPE_ID === 'PHONE')
        .map((one) => one.VALUE)
    call('crm.contact.update', { id: 60, fields: { PHONE: [{ VALUE: '111' }, { VALUE: '222' }] } })
    const added = portal.store.contact(60)!.fm.filter((one) => ['111', '222'].includes(one.VALUE))
    expect(new Set(added.map((one) => one.ID)).size).toBe(2)
    call('crm.contact.update', {
      id: 60,
      fields: {
        PHONE: [
          { ID: added[0]!.ID, VALUE: '333' },
          { ID: added[1]!.ID, DELETE: 'Y' },
        ],
      },
    })
    expect(phones()).toContain('333')
    expect(phones()).not.toContain('222')
  })

  test('needs a name, fields, and the right', () => {
    const { call } = createTestPortal()
    expect(call('crm.contact.add', {}).body).toMatchObject({
      error: '',
      error_description: "Parameter 'fields' must be array",
    })
    expect(call('crm.contact.add', { fields: { NAME: '' } }).body.error).toBe('ERROR_CORE')
    expect(call('crm.contact.update', { id: 50, fields: { NAME: 'x' } }, USER.reader).body.error).toBe('')
  })
})

test('companies of a contact: the primary first; set replaces, delete moves the next one up', () => {
  const { call } = createTestPortal()
  const companies = (): unknown[] =>
    (call('crm.contact.company.items.get', { id: 50 }).body.result as Row[]).map((row) => [
      row.COMPANY_ID,
      row.IS_PRIMARY,
    ])
  call('crm.contact.company.items.set', {
    id: 50,
    items: [
      { COMPANY_ID: 3, SORT: 10 },
      { COMPANY_ID: 4, SORT: 20, IS_PRIMARY: 'Y' },
    ],
  })
  expect(companies()).toEqual([
    [4, 'Y'],
    [3, 'N'],
  ])
  call('crm.contact.company.add', { id: 50, fields: { COMPANY_ID: 5 } })
  call('crm.contact.company.delete', { id: 50, fields: { COMPANY_ID: 4 } })
  expect(companies()).toEqual([
    [3, 'Y'],
    [5, 'N'],
  ])
})

test('fields are described in the portal’s language', () => {
  const { call, portal } = createTestPortal()
  portal.settings.lang = 'ru'
  expect(call('crm.contact.fields').body.result).toMatchObject({
    LAST_NAME: { type: 'string', title: 'Фамилия', isReadOnly: false },
    ID: { isReadOnly: true },
  })
})
