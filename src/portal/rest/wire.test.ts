import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { contactRows } from '../contact/contact-rows.ts'
import { flag, idOrNull, multiField, text, time } from './wire.ts'

describe('a field', () => {
  it.each([null, undefined, false, [], {}])('that is %j is missing, in every kind of field', (nothing) => {
    expect(v.parse(text, nothing)).toBe('')
    expect(v.parse(idOrNull, nothing)).toBeNull()
    expect(v.parse(time, nothing)).toBeNull()
    expect(v.parse(multiField, nothing)).toEqual([])
  })

  it('may be a number where the documentation shows a string, and the other way round', () => {
    expect(v.parse(text, 7)).toBe('7')
    expect(v.parse(idOrNull, 7)).toBe(7)
    expect(v.parse(idOrNull, '7')).toBe(7)
    expect(v.parse(idOrNull, '0')).toBeNull()
    expect([1, '1', 'Y', true].map((yes) => v.parse(flag, yes))).toEqual([true, true, true, true])
    expect([0, '0', 'N', false].map((no) => v.parse(flag, no))).toEqual([false, false, false, false])
    expect(v.parse(flag, 'maybe')).toBeNull()
  })

  it.each(['06.07.2026 10:00:00', '07/06/2026 10:00:00 am', '12', '0', 'July 6, 2026'])(
    'of a time is no time where days and months may be taken for one another: %s',
    (value) => expect(v.parse(time, value)).toBeNull(),
  )

  it('of several values may be a map with holes in its keys; blank values and odd ones are left out', () => {
    const phone = { ID: '1', VALUE_TYPE: 'WORK', VALUE: ' +1 202 ' }
    expect(v.parse(multiField, { 3: phone, 5: { VALUE: '' } })).toEqual(['+1 202'])
    expect(v.parse(multiField, [null, 'odd', phone, { VALUE: 42 }])).toEqual(['+1 202', '42'])
  })
})

describe('a page of contacts', () => {
  const anna = { ID: '5', NAME: 'Anna', LAST_NAME: 'Petrova', DATE_CREATE: '2026-11-23T10:00:00+03:00' }

  it('is not lost over one odd field in one contact', () => {
    const odd = {
      ID: 6,
      NAME: null,
      POST: [],
      COMPANY_ID: false,
      ASSIGNED_BY_ID: [],
      DATE_CREATE: 1_700_000_000,
    }
    const [first, second] = v.parse(contactRows, [anna, odd])
    expect(first).toMatchObject({ id: 5, firstName: 'Anna', createdAt: Date.UTC(2026, 10, 23, 7) })
    expect(second).toMatchObject({ id: 6, firstName: '', post: '', companyId: null, createdAt: null })
  })

  it('may come as a map, but a contact without an id is an error', () => {
    expect(v.parse(contactRows, { 1: anna, 2: { ID: '6' } }).map((contact) => contact.id)).toEqual([5, 6])
    expect(v.safeParse(contactRows, [anna, { NAME: 'Nobody' }]).success).toBe(false)
    expect(v.safeParse(contactRows, 'nonsense').success).toBe(false)
    expect(v.safeParse(contactRows, null).success).toBe(false)
  })
})
