import { describe, expect, test } from 'vitest'
import type { Activity } from '../contract.ts'
import { TYPE } from '../store/stages.ts'
import { USER } from '../store/users.ts'
import { createTestPortal, type TestPortal } from '../testing.ts'

/** What many contacts at once are asked for: set filters, what changed since, and who is bound to what. */

const bindingsOf = (...pairs: [number, number][]) =>
  pairs.map(([OWNER_TYPE_ID, OWNER_ID]) => ({ OWNER_TYPE_ID, OWNER_ID }))

function addShared({ portal }: TestPortal): Activity {
  const at = portal.now() / 1000
  return portal.store.activities.add({
    OWNER_TYPE_ID: TYPE.deal,
    OWNER_ID: 70,
    TYPE_ID: 6,
    PROVIDER_ID: 'CRM_TODO',
    SUBJECT: 'shared',
    COMPLETED: false,
    DEADLINE: 0,
    CREATED: at,
    LAST_UPDATED: at,
    RESPONSIBLE_ID: USER.admin,
    bindings: bindingsOf([TYPE.deal, 70], [TYPE.contact, 50], [TYPE.contact, 51]),
  })
}

describe('activities', () => {
  test('one bound to two of the contacts that are asked for stands there twice', () => {
    const portal = createTestPortal()
    const { ID } = addShared(portal)
    const filter = {
      '=ID': ID,
      BINDINGS: bindingsOf([TYPE.contact, 50], [TYPE.contact, 51], [TYPE.contact, 52]),
    }
    const rows = portal.call('crm.activity.list', { filter }).body.result
    expect(rows).toMatchObject([{ ID: String(ID) }, { ID: String(ID) }])
    expect(rows).not.toHaveProperty('0.BINDINGS')
  })

  test('what they are bound to is told one by one', () => {
    const portal = createTestPortal()
    const { ID } = addShared(portal)
    expect(portal.call('crm.activity.binding.list', { activityId: ID }).body.result).toEqual([
      { entityTypeId: TYPE.deal, entityId: 70 },
      { entityTypeId: TYPE.contact, entityId: 50 },
      { entityTypeId: TYPE.contact, entityId: 51 },
    ])
    expect(portal.call('crm.activity.binding.list', { activityId: 999_999 }).body.error).toBe('NOT_FOUND')
    expect(portal.call('crm.activity.binding.list', { activityId: ID }, USER.blind).body.error).toBe(
      'NOT_FOUND',
    )
  })

  test('those of now are found by LAST_UPDATED; the seeded ones are older', () => {
    const portal = createTestPortal()
    const since = new Date(portal.portal.now()).toISOString()
    const { ID } = addShared(portal)
    const found = portal.call('crm.activity.list', { filter: { '>=LAST_UPDATED': since } }).body.result
    expect(found).toMatchObject([{ ID: String(ID) }])
  })
})

test('requisites of several contacts, and those of now', () => {
  const { call, portal } = createTestPortal()
  const [first, second] = [...portal.store.requisites.ids()]
    .slice(1, 3)
    .map((id) => portal.store.requisites.get(id)!)
  const filter = { ENTITY_TYPE_ID: 3, '@ENTITY_ID': [first!.ENTITY_ID, second!.ENTITY_ID] }
  const ids = (call('crm.requisite.list', { filter }).body.result as { ID: string }[]).map(({ ID }) =>
    Number(ID),
  )
  expect(ids).toEqual(expect.arrayContaining([first!.ID, second!.ID]))
  const since = { ...filter, '>=DATE_MODIFY': new Date(portal.now()).toISOString() }
  expect(call('crm.requisite.list', { filter: since }).body.result).toEqual([])
})

test('a portal that cannot filter by contactIds says so, and can by contactId', () => {
  const { call, portal } = createTestPortal()
  portal.settings.refusesContactIds = true
  const list = (filter: Record<string, unknown>) =>
    call('crm.item.list', { entityTypeId: TYPE.deal, filter, start: -1 }).body
  expect(list({ contactIds: [50] }).error).toBe('INVALID_ARG_VALUE')
  expect(list({ '@contactId': [50] }).error).toBeUndefined()
})

test('the plan is told as it is', () => {
  const { call, portal } = createTestPortal()
  portal.settings.license = 'ent250'
  expect(call('app.info').body.result).toMatchObject({ LICENSE: 'en_ent250', LICENSE_TYPE: 'ent250' })
  portal.reset()
  expect(portal.settings.license).toBeUndefined()
})
