import { describe, expect, test } from 'vitest'
import { ODD } from '../../store/odd-contacts.ts'
import { USER } from '../../store/users.ts'
import { createTestPortal } from '../../testing.ts'

type Row = Record<string, unknown>

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
