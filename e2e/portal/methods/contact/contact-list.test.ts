import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ODD } from '../../store/odd-contacts.ts'
import { USER } from '../../store/users.ts'
import { createTestPortal } from '../../testing.ts'

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
