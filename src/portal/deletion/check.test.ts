import { describe, expect, it } from 'vitest'
import { RELATION_KINDS } from '#core/plan/relations.ts'
import { ODD } from '../../../e2e/portal/store/odd-contacts.ts'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import {
  ADMIN,
  IDS,
  addActivity,
  addItem,
  checkerOf,
  freshKinds,
  plannedIn,
  seconds,
  there,
} from '../../../e2e/tools/settings/check-setting.ts'
import { BUILT_IN } from '../plan/item-kinds.ts'
import { createRest } from '../rest/rest.ts'
import { createBatchSender } from './batch-sender.ts'

/** The re-check of contacts beside the deletes of others, against the local portal. */

/** Without the reading of the protect lists, which every check takes along. */
const withoutProtections = (commands: readonly { readonly method: string }[] = []) =>
  commands.filter(({ method }) => !method.endsWith('.option.get'))

describe('a check', () => {
  it('finds no change where there is none, whatever was linked before', async () => {
    const test = createTestPortal()
    const checks = await checkerOf(test)(plannedIn(test))
    for (const id of IDS) {
      const contact = test.portal.store.contact(id)!
      expect(there(checks.get(id))).toMatchObject({
        row: { id, modifiedAt: contact.DATE_MODIFY * 1000 },
        changed: [],
        unreadable: [],
      })
    }
    expect(test.portal.log).toHaveLength(1)
  })

  it('finds a changed row, and a contact that is gone', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    test.portal.store.updateContact(50, { NAME: 'Changed' })
    test.portal.store.deleteContact(51, ADMIN)
    const checks = await checkerOf(test)(since)
    expect(there(checks.get(50)).row.modifiedAt).toBe(test.portal.now())
    expect(checks.get(51)).toEqual({ kind: 'absent' })
  })

  it('finds a new deal of two contacts, primary or not, and no old one', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    const deal = addItem(test, { entityTypeId: 2, contactIds: [700, 50, 52] })
    const checks = await checkerOf(test)(since)
    const relation = {
      kind: 'deal',
      typeId: 0,
      id: deal.id,
      open: true,
      amount: { value: 12.5, currency: 'EUR' },
    }
    expect(there(checks.get(50)).changed).toEqual([{ contactId: 50, ...relation }])
    expect(there(checks.get(52)).changed).toEqual([{ contactId: 52, ...relation }])
    expect(there(checks.get(51)).changed).toEqual([])
  })

  it('finds an action that the row does not show, with no extra command', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    const at = test.portal.now()
    const { store } = test.portal
    const idle = { LAST_ACTIVITY_TIME: 1_000, DATE_MODIFY: 1_000 }
    for (const id of IDS) store.updateContact(id, { ASSIGNED_BY_ID: id === 50 ? 2 : ADMIN, ...idle })
    // The portal does not count what the responsible person does.
    for (const ENTITY_ID of [50, 51])
      test.call('crm.timeline.comment.add', {
        fields: { ENTITY_TYPE: 'contact', ENTITY_ID, COMMENT: 'Called' },
      })
    addActivity(test, [[3, 52]])
    addItem(test, { entityTypeId: 2, contactIds: [ODD.nothing] })
    const checks = await checkerOf(test)(since, [50, 51, 52, ODD.nothing])
    const touched = [50, 51, 52, ODD.nothing].map((id) => there(checks.get(id)).touchedAt)
    expect(touched).toEqual([at, 1_000_000, at, 1_000_000])
    expect(there(checks.get(50)).row.modifiedAt).toBe(1_000_000)
    // A check that asks only for the rows sees the comment as well.
    expect(there((await checkerOf(test)(since, [50], false)).get(50)).touchedAt).toBe(at)
    expect(withoutProtections(test.portal.log.slice(-1)[0]?.commands)).toHaveLength(1)
  })

  it('finds invoices, quotes, smart-process items, requisites', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    for (const entityTypeId of [31, 7, 128]) addItem(test, { entityTypeId, contactIds: [50] })
    test.portal.store.requisites.add({
      ENTITY_TYPE_ID: 3,
      ENTITY_ID: 50,
      PRESET_ID: 3,
      NAME: 'new',
      DATE_CREATE: seconds(test),
      DATE_MODIFY: seconds(test),
      RQ: {},
    })
    const { changed } = there((await checkerOf(test)(since)).get(50))
    expect(changed.map(({ kind, typeId }) => `${kind} ${typeId}`)).toEqual([
      'invoice 0',
      'quote 0',
      'item 128',
      'requisite 0',
    ])
  })

  it('finds an activity of the contact’s own', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    const { ID } = addActivity(test, [[3, 50]])
    const { changed } = there((await checkerOf(test)(since)).get(50))
    expect(changed).toEqual([
      { contactId: 50, kind: 'activity', typeId: 0, id: ID, open: true, amount: null },
    ])
  })

  it('finds the contact of an activity that belongs to a deal, or to another contact as well', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    const ofDeal = addActivity(
      test,
      [
        [2, 70],
        [3, 51],
      ],
      true,
    )
    const shared = addActivity(test, [
      [3, 50],
      [3, 52],
    ])
    const checks = await checkerOf(test)(since)
    expect(there(checks.get(51)).changed).toMatchObject([{ id: ofDeal.ID, open: false }])
    expect(there(checks.get(50)).changed).toMatchObject([{ id: shared.ID }])
    expect(there(checks.get(52)).changed).toMatchObject([{ id: shared.ID }])
    for (const id of IDS) expect(there(checks.get(id)).unreadable).toEqual([])
  })

  it('says that it is incomplete if the bindings of a deal’s activity are unknown', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    addActivity(test, [
      [2, 70],
      [3, 51],
    ])
    const gone = { type: 'refuse', error: 'ERROR_METHOD_NOT_FOUND', description: '' } as const
    test.portal.faults.add({ method: 'crm.activity.binding.list', times: 9, kind: gone })
    for (const [, answer] of await checkerOf(test)(since))
      expect(there(answer).unreadable).toEqual(['activity'])
  })

  it('asks only for the rows if the rules need nothing else', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    addItem(test, { entityTypeId: 2, contactIds: [50] })
    const checks = await checkerOf(test)(since, IDS, false)
    expect(there(checks.get(50)).changed).toEqual([])
    expect(withoutProtections(test.portal.log.at(-1)?.commands)).toHaveLength(1)
  })

  it('checks two hundred contacts in groups, each by its own page', async () => {
    const test = createTestPortal({ contacts: 900 })
    const since = plannedIn(test)
    const ids = Array.from({ length: 199 }, (_, at) => 201 + at)
    addItem(test, { entityTypeId: 2, contactIds: [399] })
    addActivity(test, [
      [2, 70],
      [3, 398],
    ])
    const checks = await checkerOf(test)(since, ids)
    expect([...checks.keys()]).toEqual(ids)
    expect(there(checks.get(399)).changed).toMatchObject([{ kind: 'deal' }])
    expect(there(checks.get(398)).changed).toMatchObject([{ kind: 'activity' }])
    const sender = createBatchSender(createRest(sendTo(test, ADMIN)), freshKinds())
    expect(withoutProtections(test.portal.log.at(-1)?.commands)).toHaveLength(4 * sender.checkCommands(true))
    expect(sender.checkCommands(false)).toBe(1)
  })
})

describe('a check that is refused', () => {
  it.each(['insufficient_scope', 'ACCESS_DENIED', 'ERROR_CORE'])(
    'for good (%s): that kind is unreadable',
    async (error) => {
      const test = createTestPortal()
      const since = plannedIn(test)
      const refuse = { type: 'refuse', error, description: '' } as const
      test.portal.faults.add({ method: 'crm.requisite.list', kind: refuse })
      for (const [, answer] of await checkerOf(test)(since))
        expect(there(answer).unreadable).toEqual(['requisite'])
    },
  )

  it.each([
    ['crm.requisite.list', 'OPERATION_TIME_LIMIT', 'operating-limit'],
    ['crm.item.list', 'QUERY_LIMIT_EXCEEDED', 'rate-limit'],
    ['crm.activity.list', 'INTERNAL_SERVER_ERROR', 'portal-error'],
    ['crm.contact.list', 'ACCESS_DENIED', 'access-denied'],
  ])('%s, %s: nothing is reported of any contact', async (method, error, kind) => {
    const test = createTestPortal()
    const since = plannedIn(test)
    test.portal.faults.add({ method, kind: { type: 'refuse', error, description: '' } })
    for (const [, answer] of await checkerOf(test)(since)) {
      expect(answer).toMatchObject({ kind: 'unread', failure: { kind } })
    }
  })

  it('once, for another cause: links by which a contact is not the primary one are noticed later', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    addItem(test, { entityTypeId: 2, contactIds: [60, 50] })
    const refuse = { type: 'refuse', error: 'ERROR_CORE', description: 'SQL query error!' } as const
    test.portal.faults.add({ method: 'crm.item.list', kind: refuse })
    const check = checkerOf(test)
    expect(there((await check(since)).get(50)).unreadable).toEqual(['deal'])
    expect(there((await check(since)).get(50)).changed).toMatchObject([{ kind: 'deal' }])
  })

  it('for good though it was read before: that is more than a kind that the review could not read', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    const check = checkerOf(test)
    expect(there((await check(since)).get(50)).blind).toBe(false)
    const refuse = { type: 'refuse', error: 'ACCESS_DENIED', description: '' } as const
    test.portal.faults.add({ method: 'crm.item.list', skip: 3, kind: refuse })
    expect(there((await check(since)).get(50))).toMatchObject({ unreadable: ['item'], blind: true })
  })

  it('for `contactIds`: read again by the primary contact', async () => {
    const test = createTestPortal()
    test.portal.settings.refusesContactIds = true
    const since = plannedIn(test)
    const deal = addItem(test, { entityTypeId: 2, contactIds: [50] })
    const check = checkerOf(test)
    expect((await check(since)).get(50)).toMatchObject({
      kind: 'unread',
      failure: { code: 'INVALID_ARG_VALUE' },
    })
    expect(there((await check(since)).get(50)).changed).toMatchObject([{ kind: 'deal', id: deal.id }])
  })

  it('smart processes that could not be listed are unreadable', async () => {
    const test = createTestPortal()
    const kinds = { ...freshKinds(), items: BUILT_IN, itemsUnknown: true }
    const checks = await checkerOf(test, kinds)(plannedIn(test))
    expect(there(checks.get(50)).unreadable).toEqual(['item'])
    expect(RELATION_KINDS).toContain('item')
  })
})
