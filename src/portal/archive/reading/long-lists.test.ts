import { describe, expect, it } from 'vitest'
import { isComplete } from '#core/archive/archived-contact.ts'
import { createTestPortal } from '../../../../e2e/portal/testing.ts'
import { readIn } from '../../../../e2e/tools/settings/read-archived.ts'

describe('an archive of more than one page', () => {
  it('holds every comment of a contact that has more than two pages of them', async () => {
    const test = createTestPortal()
    for (let at = 0; at < 120; at++)
      test.portal.store.comments.add({
        CONTACT_ID: 50,
        AUTHOR_ID: 5,
        CREATED: 1_700_000_000 + at,
        COMMENT: `no. ${at}`,
      })
    const [contact] = await readIn(test, [50])
    const expected = test.portal.store.commentsOfContact(50).map(({ ID }) => ID)
    expect(contact?.comments.map(({ id }) => id)).toEqual(expected)
    expect(contact && isComplete(contact)).toBe(true)
  })

  it.each([0, 1])(
    'holds every comment although one of the first is deleted between two pages (%i)',
    async (added) => {
      const test = createTestPortal()
      for (let at = 0; at < 120; at++)
        test.portal.store.comments.add({
          CONTACT_ID: 50,
          AUTHOR_ID: 5,
          CREATED: 1_700_000_000 + at,
          COMMENT: `no. ${at}`,
        })
      const before = test.portal.store.commentsOfContact(50).map(({ ID }) => ID)
      const gone = [before.at(3)!, before.at(-4)!]
      test.portal.faults.add({
        method: 'crm.timeline.comment.list',
        skip: 1,
        kind: {
          type: 'colleague',
          act() {
            const { store } = test.portal
            for (const id of gone) store.comments.remove(50, id)
            if (added > 0)
              store.comments.add({ CONTACT_ID: 50, AUTHOR_ID: 5, CREATED: 1_700_001_000, COMMENT: 'new' })
          },
        },
      })
      const [contact] = await readIn(test, [50])
      const ids = contact?.comments.map(({ id }) => id)
      expect(ids).toEqual(expect.arrayContaining(before.filter((id) => !gone.includes(id))))
      expect(ids).toEqual(ids?.toSorted((a, b) => a - b))
      expect(contact && isComplete(contact)).toBe(true)
    },
  )

  it('holds every address of a page that is full, although one is deleted before the next', async () => {
    const test = createTestPortal()
    const { details, requisites } = test.portal.store
    const all = Array.from({ length: 30 }, () => {
      const dates = { DATE_CREATE: 1_700_000_000, DATE_MODIFY: 1_700_000_000 }
      const { ID } = requisites.add({
        ENTITY_TYPE_ID: 3,
        ENTITY_ID: 50,
        PRESET_ID: 1,
        NAME: 'x',
        RQ: {},
        ...dates,
      })
      for (const TYPE_ID of [1, 4]) details.addAddress({ TYPE_ID, ENTITY_ID: ID, fields: { CITY: 'Berlin' } })
      return ID
    })
    test.portal.faults.add({
      method: 'crm.address.list',
      skip: 1,
      kind: { type: 'colleague', act: () => void requisites.remove(all[0]!) },
    })
    const [contact] = await readIn(test, [50])
    const read = new Map(contact?.requisites.map(({ id, addresses }) => [id, addresses.length]))
    expect(all.slice(1).map((id) => read.get(id))).toEqual(all.slice(1).map(() => 2))
    expect(contact && isComplete(contact)).toBe(true)
  })
})
