import { describe, expect, test } from 'vitest'
import { ODD } from '../../store/odd-contacts.ts'
import { USER } from '../../store/users.ts'
import { createTestPortal, type TestPortal } from '../../testing.ts'
import { FILE_FIELD, USER_FIELD } from './user-fields.ts'

/** crm.contact.add with all that a contact can be given: what a restore writes. */

const DOT = Buffer.from('not really a picture').toString('base64')
const IMPORT = { IMPORT: 'Y' }

function add(test: TestPortal, fields: Record<string, unknown>, params = {}, userId: number = USER.admin) {
  return test.call('crm.contact.add', { fields: { NAME: 'Rhea', ...fields }, params }, userId).body
}
function added(test: TestPortal, fields: Record<string, unknown>, params = {}, userId: number = USER.admin) {
  const { result } = add(test, fields, params, userId)
  expect(result).toEqual(expect.any(Number))
  return test.portal.store.contact(Number(result))!
}
const get = (test: TestPortal, id: number) =>
  test.call('crm.contact.get', { id }).body.result as Record<string, unknown>

test('what crm.contact.get tells of a contact makes the same contact again', () => {
  const portal = createTestPortal()
  const { ID, PHOTO, ...reported } = get(portal, ODD.everything)
  expect(Object.keys(reported)).toEqual(expect.arrayContaining(['PHONE', 'WEB', 'IM']))
  const COMPANY_IDS = portal.portal.store.contact(ODD.everything)!.COMPANY_IDS
  const again = get(portal, added(portal, { ...reported, COMPANY_IDS, DATE_CREATE: undefined }, IMPORT).ID)
  const others = [
    'ID',
    'DATE_CREATE',
    'DATE_MODIFY',
    'LAST_ACTIVITY_TIME',
    'CREATED_BY_ID',
    'MODIFY_BY_ID',
    'LAST_ACTIVITY_BY',
  ]
  const values = (record: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(record).flatMap(([name, value]) => {
        if (others.includes(name) || name === 'PHOTO') return []
        const multi = ['PHONE', 'EMAIL', 'WEB', 'IM'].includes(name)
        return [[name, multi ? (value as { VALUE: string }[]).map(({ VALUE }) => VALUE) : value]]
      }),
    )
  expect(ID).toBe(String(ODD.everything))
  expect(PHOTO).toBeDefined()
  expect(values(again)).toEqual(values(reported))
})

test('files are kept and told by an address; unknown fields and unknown companies are left out', () => {
  const portal = createTestPortal()
  const contact = added(portal, {
    PHOTO: { fileData: ['me.png', DOT] },
    [FILE_FIELD]: { fileData: ['contract.pdf', DOT] },
    UF_CRM_1700000002: ['42', '99'],
    COMPANY_IDS: [3, 1, 999_999],
    NO_SUCH_FIELD: 1,
  })
  expect(portal.portal.store.files.get(contact.photo!)).toMatchObject({ name: 'me.png' })
  expect(contact).toMatchObject({ COMPANY_IDS: [3, 1], uf: { UF_CRM_1700000002: [42] } })
  expect(get(portal, contact.ID)).toMatchObject({
    PHOTO: { id: contact.photo, downloadUrl: expect.stringContaining(`ownerId=${contact.ID}`) as string },
    [FILE_FIELD]: { id: Number(contact.uf[FILE_FIELD]) },
    [USER_FIELD]: '',
  })
})

describe('import', () => {
  test('starts no robot; without it one starts', () => {
    const portal = createTestPortal()
    const { store } = portal.portal
    added(portal, {}, IMPORT)
    expect(store.robotRuns).toEqual([])
    const { ID } = added(portal, {})
    expect(store.robotRuns).toMatchObject([{ contactId: ID, userId: USER.admin }])
  })

  test('needs its own right', () => {
    const portal = createTestPortal()
    const count = portal.portal.store.contactCount()
    expect(add(portal, {}, IMPORT, USER.manager)).toMatchObject({
      error: '',
      error_description: 'Access denied',
    })
    expect(portal.portal.store.contactCount()).toBe(count)
  })

  test('takes a date of creation between that of the last contact and now', () => {
    const portal = createTestPortal()
    const { store, now } = portal.portal
    const last = store.contact(600)!.DATE_CREATE
    const iso = (seconds: number) => new Date(seconds * 1000).toISOString()
    expect(add(portal, { DATE_CREATE: iso(last - 1) }, IMPORT)).toMatchObject({
      error: 'ERROR_CORE',
      error_description: expect.stringContaining('cannot be earlier') as string,
    })
    expect(add(portal, { DATE_CREATE: iso(now() / 1000 + 60) }, IMPORT).error).toBe('ERROR_CORE')
    expect(added(portal, { DATE_CREATE: iso(last) }, IMPORT).DATE_CREATE).toBe(last)
    // Not an import: the field is ignored.
    expect(added(portal, { DATE_CREATE: iso(last) }).DATE_CREATE).toBe(now() / 1000)
  })
})

test('everything that is wrong is told at once', () => {
  const { error, error_description } = add(createTestPortal(), {
    NAME: '',
    BIRTHDATE: 'in spring',
    EMAIL: [{ VALUE: 'nobody', VALUE_TYPE: 'WORK' }],
  })
  expect(error).toBe('ERROR_CORE')
  expect(String(error_description).split('<br />')).toHaveLength(3)
})

test('a portal may take a contact without a name', () => {
  const portal = createTestPortal()
  expect(add(portal, { NAME: '' }).error).toBe('ERROR_CORE')
  portal.portal.settings.takesNameless = true
  expect(added(portal, { NAME: '' })).toMatchObject({ NAME: '', LAST_NAME: '' })
})
