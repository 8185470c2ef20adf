import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { walkPage } from './contacts/contact-page.ts'
import { alive } from './contacts/row-set.ts'
import { ODD } from './odd-contacts.ts'
import { createStore } from './store.ts'
import { USER } from './users.ts'

const NOW = Date.UTC(2026, 9, 5)
const fresh = (contacts = 300, seed = 1): ReturnType<typeof createStore> =>
  createStore({ contacts, seed, now: () => NOW })

describe('the seed', () => {
  test('same seed, same data; another seed, other data', () => {
    const names = (seed: number): unknown[] =>
      Array.from(fresh(300, seed).contactIds(), (id) => fresh(300, seed).contact(id))
    const [one, again, other] = [fresh(), fresh(), fresh(300, 2)]
    for (const id of one.contactIds()) expect(again.contact(id)).toEqual(one.contact(id))
    expect(other.contact(100)).not.toEqual(one.contact(100))
    expect(names(1)).toHaveLength(300)
  })

  test('holds scripts, gaps and owners of every kind', () => {
    const store = fresh(2000)
    const all = Array.from(store.contactIds(), (id) => store.contact(id)!)
    const text = all.map((one) => one.NAME + one.LAST_NAME).join('')
    for (const script of ['Latin', 'Cyrillic', 'Arabic', 'Hebrew', 'Han', 'Hiragana', 'Devanagari'])
      expect(text).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'))
    expect(all.some((one) => one.fm.length === 0)).toBe(true)
    expect(all.filter((one) => one.ASSIGNED_BY_ID === USER.manager).length).toBeGreaterThan(100)
    expect(all.some((one) => one.CATEGORY_ID !== 0 && one.ID > ODD.everything)).toBe(true)
    expect(store.contact(ODD.longWord)?.LAST_NAME.length).toBeGreaterThan(200)
    expect(store.contact(ODD.noName)).toMatchObject({ NAME: '', LAST_NAME: '', SECOND_NAME: '' })
  })

  test('works for no contacts and for one', () => {
    expect(fresh(0).contactCount()).toBe(0)
    expect(fresh(1).contact(1)?.ID).toBe(1)
    expect(fresh(1).findContacts({ order: 'NAME', desc: false, offset: 0, limit: 5 }, 1).total).toBe(1)
  })
})

describe('deleting', () => {
  test('unlinks everything, deletes no deal, and takes along what was bound only to it', () => {
    const store = fresh()
    const id = ODD.everything
    const before = {
      deals: store.itemsOfContact(2, id),
      activities: store.activitiesOfContact(id),
      requisites: store.requisitesOfContact(id),
    }
    const own = before.activities.filter((one) => one.bindings.length === 1)
    const shared = before.activities.filter((one) => one.bindings.length > 1)
    expect(own.length * shared.length * before.requisites.length).toBeGreaterThan(0)

    expect(store.deleteContact(id, 1)).toBe(true)

    expect(store.contact(id)).toBeUndefined()
    for (const deal of before.deals) expect(store.item(2, deal.id)?.contactIds).not.toContain(id)
    expect(store.item(2, 63)?.contactIds).toEqual([ODD.everything + 1])
    for (const one of own) expect(store.activities.get(one.ID)).toBeUndefined()
    for (const one of shared) expect(store.activities.get(one.ID)?.bindings).toEqual(one.bindings.slice(0, 1))
    expect(store.requisitesOfContact(id)).toEqual([])
    expect(store.bin()).toMatchObject([
      { contact: { ID: id }, deletedBy: 1, requisites: before.requisites, activities: own },
    ])
    expect(store.deletedIds()).toEqual([id])
    expect(store.deleteContact(id, 1)).toBe(false)
  })

  test('the next contact becomes the primary one', () => {
    const store = fresh()
    store.deleteContact(ODD.everything + 1, 1)
    expect(store.item(2, 63)?.contactIds).toEqual([ODD.everything])
  })

  test('restoring gives a new id and the links back', () => {
    const store = fresh()
    const deals = store.itemsOfContact(2, ODD.everything).map((one) => one.id)
    const activities = store.activitiesOfContact(ODD.everything).length
    const requisites = store.requisitesOfContact(ODD.everything).length
    store.deleteContact(ODD.everything, 1)
    const restored = store.restoreContact(store.bin()[0]!.binId)!
    expect(restored).toMatchObject({ ID: 301, LAST_NAME: 'Everything' })
    expect(store.itemsOfContact(2, 301).map((one) => one.id)).toEqual(deals)
    expect(store.activitiesOfContact(301)).toHaveLength(activities)
    expect(store.requisitesOfContact(301)).toHaveLength(requisites)
    expect(store.contact(ODD.everything)).toBeUndefined()
    expect(store.bin()).toEqual([])
    expect(store.restoreContact(1)).toBeUndefined()
  })
})

describe('rights', () => {
  test.each([
    [USER.admin, [true, true, true], [true, true, true]],
    [USER.manager, [true, true, true], [true, false, false]],
    [USER.reader, [true, false, false], [true, false, false]],
    [USER.blind, [false, false, false], [false, false, false]],
    [999, [false, false, false], [false, false, false]],
  ])('user %i: his or the manager’s %j, others’ %j', (user, own, others) => {
    const store = fresh()
    const base = store.contact(50)!
    const may = (owner: number): boolean[] =>
      (['read', 'update', 'delete'] as const).map((act) =>
        store.may(user, act, { ...base, ASSIGNED_BY_ID: owner }),
      )
    expect(may(USER.manager)).toEqual(own)
    expect(may(USER.firstColleague)).toEqual(others)
  })
})

test('the portal’s own search finds by any part of name, phone and e-mail', () => {
  const store = fresh()
  const find = (text: string): number[] =>
    store
      .findContacts({ find: text, order: 'ID', desc: false, offset: 0, limit: 50 }, 1)
      .rows.map((one) => one.ID)
  expect(find('nopho phoe')).toEqual([ODD.noPhone])
  const [phone] = store.contact(52)!.fm
  expect(find(phone!.VALUE.replace(/\D/g, '').slice(-6))).toContain(52)
  const mail = store.contact(53)!.fm.find((one) => one.TYPE_ID === 'EMAIL')
  expect(find(mail!.VALUE.slice(0, -3))).toEqual([53])
})

test('any run of writes leaves every order complete and sorted', () => {
  const write = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), name: fc.string() }),
    fc.record({
      kind: fc.constant('rename' as const),
      id: fc.integer({ min: 1, max: 45 }),
      name: fc.string(),
    }),
    fc.record({ kind: fc.constant('delete' as const), id: fc.integer({ min: 1, max: 45 }) }),
  )
  fc.assert(
    fc.property(fc.array(write, { maxLength: 25 }), (writes) => {
      const store = fresh(40)
      for (const one of writes) {
        if (one.kind === 'add') store.addContact({ LAST_NAME: one.name })
        if (one.kind === 'rename') store.updateContact(one.id, { LAST_NAME: one.name })
        if (one.kind === 'delete') store.deleteContact(one.id, 1)
      }
      const ids = Array.from(store.contactIds())
      expect(store.contactCount()).toBe(ids.length)
      for (const key of ['ID', 'LAST_NAME', 'DATE_MODIFY'] as const) {
        const walked = walkPage(store.contacts, alive(store.contacts), [{ key, desc: false }], 0, 1000)
        expect(walked.toSorted((a, b) => a - b)).toEqual(ids)
        const keys = walked.map((id) => store.contacts.keyOf(key)(id - 1))
        expect(keys).toEqual(keys.toSorted((a, b) => a - b))
      }
    }),
    { numRuns: 60 },
  )
})
