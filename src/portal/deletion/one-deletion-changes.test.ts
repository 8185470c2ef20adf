import { describe, expect, it } from 'vitest'
import { differenceOf } from '#core/deletion/one/copy-difference.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { ODD } from '../../../e2e/portal/store/odd-contacts.ts'
import { singleDeletionOn } from '../../../e2e/tools/single-deletion.ts'

/** What a colleague does to a contact between its question and its delete, against the local portal. */

const RICH = ODD.everything

describe('a colleague between the copy and the delete', () => {
  const CHANGES: Record<string, (test: TestPortal, id: number) => void> = {
    'changes the contact': ({ portal }, id) =>
      void portal.store.updateContact(id, { POST: 'Director', DATE_MODIFY: portal.now() / 1000 }),
    'links a deal to it': ({ call }, id) =>
      void call('crm.item.add', { entityTypeId: 2, fields: { title: 'New deal', contactIds: [id] } }),
  }
  it.each(Object.entries(CHANGES))('%s: the app asks about it, and the copy has it', async (_, change) => {
    const test = createTestPortal({ contacts: 100 })
    const deletion = await singleDeletionOn(test)
    await deletion.ask(60)
    test.portal.faults.add({
      method: 'entity.item.add',
      kind: {
        type: 'colleague',
        act: () => {
          test.pass(2)
          change(test, 60)
          test.pass(2)
        },
      },
    })
    expect(await deletion.tryPress(60)).toHaveProperty('additions')
    expect(test.portal.store.contact(60)).toBeDefined()
    expect(test.portal.store.keptByApp()).toEqual([])
    await deletion.ask(60)
    expect(await deletion.press(60)).toMatchObject({ verdict: { kind: 'deleted' } })
    const kept = test.portal.store.keptByApp().map(({ text }) => text)
    expect(kept.join()).toMatch(/Director|New deal/u)
  })
})

describe('a colleague between the question and the press', () => {
  const fields = { title: 'Big deal', contactIds: [60], opportunity: 90_000, currencyId: 'EUR' }
  const LINKS: [link: object, act: (test: TestPortal) => unknown][] = [
    ...[1, 2, 7, 31, 128].map((entityTypeId): [object, (test: TestPortal) => unknown] => [
      { kind: entityTypeId, title: 'Big deal' },
      ({ call }) => call('crm.item.add', { entityTypeId, fields }),
    ]),
    [
      { kind: 'company' },
      ({ portal, call }) => {
        const linked = portal.store.contact(60)!.COMPANY_IDS
        const COMPANY_ID = [1, 2, 3].find((id) => !linked.includes(id))
        return call('crm.contact.company.add', { id: 60, fields: { COMPANY_ID } })
      },
    ],
    [
      { kind: 'activity', title: 'Call back' },
      ({ call }) =>
        call('crm.activity.todo.add', {
          ownerTypeId: 3,
          ownerId: 60,
          deadline: '2030-01-01T10:00:00+00:00',
          title: 'Call back',
        }),
    ],
    [
      { kind: 'requisite', title: 'Bank' },
      ({ call }) =>
        call('crm.requisite.add', {
          fields: { ENTITY_TYPE_ID: 3, ENTITY_ID: 60, PRESET_ID: 1, NAME: 'Bank' },
        }),
    ],
  ]
  it.each(LINKS)('links %j: nothing is sent, and it is named once', async (link, act) => {
    const test = createTestPortal({ contacts: 100 })
    const deletion = await singleDeletionOn(test)
    await deletion.ask(60)
    act(test)
    expect(await deletion.tryPress(60)).toMatchObject({ additions: { links: [link] } })
    expect(test.portal.store.contact(60)).toBeDefined()
    expect([test.portal.store.keptByApp(), deletion.browser.parts.size]).toEqual([[], 0])
    // The question has named it, which is enough, whatever else the portal shows.
    expect(await deletion.press(60)).toMatchObject({ verdict: { kind: 'deleted' } })
  })

  const REMOVALS: Record<string, (test: TestPortal) => unknown> = {
    ...Object.fromEntries(
      [1, 2, 7, 31, 128].map((entityTypeId): [string, (test: TestPortal) => unknown] => [
        `a link of type ${entityTypeId}`,
        ({ portal, call }) =>
          call('crm.item.update', {
            entityTypeId,
            id: portal.store.itemsOfContact(entityTypeId, RICH)[0]!.id,
            fields: { contactIds: [60] },
          }),
      ]),
    ),
    'a company': ({ portal, call }) =>
      call('crm.contact.company.delete', {
        id: RICH,
        fields: { COMPANY_ID: portal.store.contact(RICH)!.COMPANY_IDS.at(-1) },
      }),
    'a requisite': ({ portal, call }) =>
      call('crm.requisite.delete', { id: portal.store.requisitesOfContact(RICH)[0]!.ID }),
  }
  it.each(Object.entries(REMOVALS))('removes %s: the copy that is stored has it no more', async (_, act) => {
    const test = createTestPortal({ contacts: 100 })
    const deletion = await singleDeletionOn(test)
    const before = await deletion.read(RICH)
    await deletion.ask(RICH)
    expect(act(test)).toMatchObject({ status: 200 })
    const now = await deletion.read(RICH)
    expect(differenceOf(before!, now!)).toBe('things')
    // What is left is nothing new to the person, but for the time of the change where the portal gives one.
    const first = await deletion.tryPress(RICH)
    const done = 'additions' in first ? await deletion.press(RICH) : first
    expect(done).toMatchObject({ verdict: { kind: 'deleted' } })
    expect(differenceOf(done.sent!.contact, now!)).toBe('none')
  })

  it('changes the contact: nothing is sent', async () => {
    const test = createTestPortal({ contacts: 100 })
    const deletion = await singleDeletionOn(test)
    await deletion.ask(60)
    test.portal.store.updateContact(60, { POST: 'Director' })
    expect(await deletion.tryPress(60)).toMatchObject({
      additions: { links: [], changedAt: test.portal.now() },
    })
  })
})
