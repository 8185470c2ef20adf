import { describe, expect, test } from 'vitest'
import type { Params } from '../rest/php-query.ts'
import { ODD } from '../store/odd-contacts.ts'
import { TYPE } from '../store/stages.ts'
import { USER } from '../store/users.ts'
import { createTestPortal, type TestPortal } from '../testing.ts'

/** What hangs on a contact, written: links, requisites, activities, comments. */

const linksOf = (test: TestPortal, type: number, id: number) => test.portal.store.item(type, id)!.contactIds

describe.each([
  ['deal', TYPE.deal],
  ['lead', TYPE.lead],
  ['quote', TYPE.quote],
])('contacts of a %s', (name, type) => {
  const id = type === TYPE.deal ? 61 : 1

  test('are added to those that are there', () => {
    const portal = createTestPortal()
    const call = (fields: object) => portal.call(`crm.${name}.contact.add`, { id, fields }).body
    expect(linksOf(portal, type, id)).toEqual([ODD.everything])
    expect(call({ CONTACT_ID: 50 }).result).toBe(true)
    expect(call({ CONTACT_ID: 50 }).result).toBe(false)
    expect(call({ CONTACT_ID: 51, IS_PRIMARY: 'Y' }).result).toBe(true)
    expect(call({ CONTACT_ID: 52, SORT: 20 }).result).toBe(true)
    expect(linksOf(portal, type, id)).toEqual([51, 52, ODD.everything, 50])
    expect(portal.call(`crm.${name}.contact.items.get`, { id }).body.result).toMatchObject([
      { CONTACT_ID: 51, SORT: 10, IS_PRIMARY: 'Y' },
      { CONTACT_ID: 52, SORT: 20, IS_PRIMARY: 'N' },
      {},
      {},
    ])
  })

  test('are replaced by set, and need the right to change the record', () => {
    const portal = createTestPortal()
    const items = [
      { CONTACT_ID: 50, SORT: 20 },
      { CONTACT_ID: 51, IS_PRIMARY: 'Y' },
    ]
    const refused = portal.call(`crm.${name}.contact.items.set`, { id, items }, USER.reader)
    expect(refused).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED' } })
    portal.call(`crm.${name}.contact.items.set`, { id, items })
    expect(linksOf(portal, type, id)).toEqual([51, 50])
    expect(portal.call(`crm.${name}.contact.items.get`, { id: 999_999 }).body).toMatchObject({
      error: '',
      error_description: 'Not found.',
    })
  })
})

test('smart invoices and smart processes take contactIds', () => {
  const portal = createTestPortal()
  for (const entityTypeId of [TYPE.invoice, TYPE.smart]) {
    portal.call('crm.item.update', { entityTypeId, id: 1, fields: { contactIds: [ODD.everything, 50] } })
    expect(linksOf(portal, entityTypeId, 1)).toEqual([ODD.everything, 50])
  }
})

describe('requisites', () => {
  test('are told with their accounts and addresses, and written again the same', () => {
    const portal = createTestPortal()
    const rows = (method: string, filter: object) =>
      portal.call(method, { filter }).body.result as Record<string, string>[]
    const [requisite] = rows('crm.requisite.list', { ENTITY_TYPE_ID: 3, ENTITY_ID: ODD.everything })
    const of = (id: unknown) => ({
      banks: rows('crm.requisite.bankdetail.list', { '@ENTITY_ID': [id] }),
      addresses: rows('crm.address.list', { ENTITY_TYPE_ID: 8, '@ENTITY_ID': [id] }),
    })
    const before = of(requisite!.ID)
    expect(before.banks).toHaveLength(1)
    expect(before.addresses.map(({ TYPE_ID }) => TYPE_ID)).toEqual(['1', '4'])
    expect(before.addresses[0]).not.toHaveProperty('ID')

    const add = (method: string, fields: object) => portal.call(method, { fields }).body
    const ID = add('crm.requisite.add', { ...requisite, ENTITY_ID: 50 }).result
    for (const bank of before.banks)
      expect(add('crm.requisite.bankdetail.add', { ...bank, ENTITY_ID: ID }).result).toEqual(
        expect.any(Number),
      )
    for (const address of before.addresses)
      expect(add('crm.address.add', { ...address, ENTITY_ID: ID }).result).toBe(true)
    const after = of(ID)
    const [bank] = before.banks
    expect(after.banks).toMatchObject([
      { RQ_ACC_NUM: bank!.RQ_ACC_NUM, NAME: bank!.NAME, ENTITY_ID: String(ID) },
    ])
    expect(after.addresses.map(({ ADDRESS_1 }) => ADDRESS_1)).toEqual(
      before.addresses.map(({ ADDRESS_1 }) => ADDRESS_1),
    )
    expect(add('crm.address.add', { ...before.addresses[0], ENTITY_ID: ID })).toMatchObject({
      error: '',
      error_description: 'TypeAddress exists.',
    })
    expect(portal.call('crm.requisite.get', { id: ID }).body.result).toMatchObject({
      RQ_INN: requisite!.RQ_INN,
    })
  })

  test('are refused in the portal’s words', () => {
    const { call } = createTestPortal()
    const words = (fields: object, user: number = USER.admin) =>
      call('crm.requisite.add', { fields }, user).body.error_description
    expect(words({ ENTITY_TYPE_ID: 3, PRESET_ID: 3 })).toBe('ENTITY_ID is not defined or invalid.')
    expect(words({ ENTITY_TYPE_ID: 3, ENTITY_ID: 50 })).toBe('PRESET_ID is not defined or invalid.')
    expect(words({ ENTITY_TYPE_ID: 3, ENTITY_ID: 9e6, PRESET_ID: 3, NAME: 'x' })).toBe('Entity not found.')
    expect(words({ ENTITY_TYPE_ID: 3, ENTITY_ID: 50, PRESET_ID: 3, NAME: 'x' }, USER.reader)).toBe(
      'Access denied.',
    )
  })
})

describe('activities', () => {
  const fields = {
    OWNER_TYPE_ID: 3,
    OWNER_ID: 50,
    TYPE_ID: 1,
    SUBJECT: 'Lunch',
    RESPONSIBLE_ID: 5,
    START_TIME: '2026-10-09T12:00:00+03:00',
    COMMUNICATIONS: [{ ENTITY_TYPE_ID: 3, ENTITY_ID: 50, VALUE: '' }],
    DESCRIPTION: 'At the harbour',
  }

  test('a meeting is added and told', () => {
    const { call, portal } = createTestPortal()
    const id = call('crm.activity.add', { fields }).body.result
    expect(call('crm.activity.get', { id }).body.result).toMatchObject({
      SUBJECT: 'Lunch',
      DEADLINE: '2026-10-09T12:00:00+03:00',
      DESCRIPTION: 'At the harbour',
      COMPLETED: 'N',
    })
    expect(portal.store.sentMails).toEqual([])
  })

  test.each([
    [{ SUBJECT: '' }, 'The field SUBJECT is not defined or empty.'],
    [{ RESPONSIBLE_ID: 0 }, 'The field RESPONSIBLE_ID is not defined or invalid.'],
    [{ COMMUNICATIONS: [] }, 'The field COMMUNICATIONS is not defined or invalid.'],
    [{ TYPE_ID: 6 }, 'The custom activity without provider is not supported in current context'],
  ])('without %j it is refused', (missing, words) => {
    expect(
      createTestPortal().call('crm.activity.add', { fields: { ...fields, ...missing } }).body,
    ).toMatchObject({
      error: '',
      error_description: words,
    })
  })

  test('an e-mail leaves the portal unless it is an unfinished outgoing one', () => {
    const { call, portal } = createTestPortal()
    call('crm.activity.add', { fields: { ...fields, TYPE_ID: 4, DIRECTION: 2, COMPLETED: 'N' } })
    expect(portal.store.sentMails).toEqual([])
    call('crm.activity.add', { fields: { ...fields, TYPE_ID: 4 } })
    expect(portal.store.sentMails).toHaveLength(1)
  })

  test('a to-do needs a deadline', () => {
    const { call, portal } = createTestPortal()
    const todo = { ownerTypeId: 3, ownerId: 50, title: 'Call back', responsibleId: 6 }
    expect(call('crm.activity.todo.add', todo).body.error).toBe('100')
    const { result } = call('crm.activity.todo.add', { ...todo, deadline: '2026-10-09T12:00:00+03:00' }).body
    const { id } = result as { id: number }
    expect(portal.store.activities.get(id)).toMatchObject({
      SUBJECT: 'Call back',
      RESPONSIBLE_ID: 6,
      PROVIDER_ID: 'CRM_TODO',
    })
  })

  test('one that is there is bound to another contact, once', () => {
    const { call, portal } = createTestPortal()
    const bind = (activityId: number, entityId = 50) =>
      call('crm.activity.binding.add', { activityId, entityTypeId: 3, entityId }).body
    expect(bind(1).result).toBe(true)
    expect(portal.store.activitiesOfContact(50).map(({ ID }) => ID)).toContain(1)
    expect(bind(1).error).toBe('ACTIVITY_IS_ALREADY_BOUND')
    expect(bind(9e6).error).toBe('NOT_FOUND')
    expect(bind(1, 9e6).error).toBe('OWNER_NOT_FOUND')
  })
})

test('a comment is added as the user’s own, now', () => {
  const { call, portal } = createTestPortal()
  const fields = { ENTITY_TYPE: 'contact', ENTITY_ID: 50, COMMENT: 'Back again: $total[x]' }
  const { result } = call('crm.timeline.comment.add', { fields }, USER.admin).body
  expect(portal.store.commentsOfContact(50).at(-1)).toMatchObject({
    ID: result,
    AUTHOR_ID: USER.admin,
    COMMENT: fields.COMMENT,
  })
  expect(call('crm.timeline.comment.add', { fields: { ...fields, COMMENT: ' ' } }).body.error).toBe('')
  expect(call('crm.timeline.comment.add', { fields }, USER.reader).body.error_description).toBe(
    'Access denied.',
  )
})

test('the bin gives back requisites with accounts and addresses, and comments', () => {
  const { portal } = createTestPortal()
  const { store } = portal
  store.comments.add({ CONTACT_ID: ODD.everything, AUTHOR_ID: 5, CREATED: 1_700_000_000, COMMENT: 'kept' })
  const held = (id: number) => ({
    requisites: store.requisitesOfContact(id).map(({ ID, RQ }) => ({
      RQ,
      banks: store.bankDetailsOf(ID).map((one) => one.RQ),
      addresses: store.addressesOf(ID).map((one) => one.fields),
    })),
    comments: store
      .commentsOfContact(id)
      .map(({ AUTHOR_ID, CREATED, COMMENT }) => ({ AUTHOR_ID, CREATED, COMMENT })),
  })
  const before = held(ODD.everything)
  expect(before.requisites[0]!.banks).toHaveLength(1)
  store.deleteContact(ODD.everything, USER.admin)
  expect(held(ODD.everything)).toEqual({ requisites: [], comments: [] })
  const restored = store.restoreContact(store.bin()[0]!.binId)!
  expect(held(restored.ID)).toEqual(before)
})

test('what hangs on a contact is deleted by its id, a requisite with all that hangs on it', () => {
  const { call, portal } = createTestPortal()
  const { store } = portal
  const remove = (method: string, params: Params, user: number = USER.admin) =>
    call(method, params, user).body
  const comment = store.comments.add({ CONTACT_ID: 50, AUTHOR_ID: 5, CREATED: 1_700_000_000, COMMENT: 'x' })
  const owner = { ownerTypeId: 3, ownerId: 50 }
  expect(remove('crm.timeline.comment.delete', { id: comment.ID }).error).toBe('')
  expect(remove('crm.timeline.comment.delete', { id: comment.ID, ...owner }, USER.reader).error).toBe('')
  expect(remove('crm.timeline.comment.delete', { id: comment.ID, ...owner }).result).toBe(true)
  expect(remove('crm.timeline.comment.delete', { id: comment.ID, ...owner }).error).toBe('')
  expect(store.commentsOfContact(50).map(({ ID }) => ID)).not.toContain(comment.ID)

  const [activity] = store.activitiesOfContact(ODD.everything)
  expect(remove('crm.activity.delete', { id: activity!.ID }, USER.reader).error).toBe('')
  expect(remove('crm.activity.delete', { id: activity!.ID }).result).toBe(true)
  expect(store.activities.get(activity!.ID)).toBeUndefined()
  expect(remove('crm.activity.delete', { id: activity!.ID }).error).toBe('')

  const [requisite] = store.requisitesOfContact(ODD.everything)
  const [bank] = store.bankDetailsOf(requisite!.ID)
  expect(remove('crm.requisite.bankdetail.delete', { id: bank!.ID }).result).toBe(true)
  expect(store.bankDetailsOf(requisite!.ID)).toEqual([])
  expect(remove('crm.requisite.bankdetail.delete', { id: bank!.ID }).error).toBe('')
  expect(remove('crm.requisite.delete', { id: requisite!.ID }, USER.reader).error).toBe('')
  expect(remove('crm.requisite.delete', { id: requisite!.ID }).result).toBe(true)
  expect([store.requisitesOfContact(ODD.everything), store.addressesOf(requisite!.ID)]).toEqual([[], []])
})
