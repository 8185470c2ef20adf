import { describe, expect, it } from 'vitest'
import type { FoundContacts, WantedValue } from '#core/list/found-contacts.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest } from '../rest/rest.ts'
import { createContactFinder } from './contact-finder.ts'
import { createPacedRest } from '../rest/paced-rest.ts'

const [ADMIN, BLIND] = [1, 4]

function finderIn(test: TestPortal, userId = ADMIN) {
  const patience = { now: test.portal.now, wait: () => Promise.resolve() }
  return createContactFinder(createPacedRest(createRest(sendTo(test, userId)), patience, USUAL_BUCKET))
}

async function find(
  test: TestPortal,
  wanted: readonly WantedValue[],
  userId = ADMIN,
): Promise<FoundContacts[]> {
  const found: FoundContacts[] = []
  for await (const portion of finderIn(test, userId).find(wanted)) found.push(...portion)
  return found
}

const idsIn = (found: readonly FoundContacts[]) => found.map(({ contacts }) => contacts.map(({ id }) => id))
const id = (value: string): WantedValue => ({ kind: 'id', value })
const email = (value: string): WantedValue => ({ kind: 'email', value })
const phone = (value: string): WantedValue => ({ kind: 'phone', value })

function withValues(): TestPortal {
  const test = createTestPortal()
  const give = (contact: number, TYPE_ID: 'PHONE' | 'EMAIL', VALUE: string) =>
    test.portal.store.updateContact(contact, { fm: [{ ID: contact, TYPE_ID, VALUE_TYPE: 'WORK', VALUE }] })
  give(60, 'EMAIL', 'Ann@Example.com')
  give(61, 'EMAIL', 'ann@example.com')
  give(62, 'PHONE', '8 (912) 000-11-22')
  give(63, 'EMAIL', 'odd$result[q0][0][ID]@example.com')
  return test
}

describe('find', () => {
  it('finds ids, e-mails and phones, in their order, with names', async () => {
    const test = withValues()
    const wanted = [
      phone('+79120001122'),
      id('60'),
      email('ANN@example.com'),
      id('999999'),
      email('no@one.com'),
    ]
    const found = await find(test, wanted)
    expect(found.map((each) => each.wanted)).toEqual(wanted)
    expect(idsIn(found)).toEqual([[62], [60], [60, 61], [], []])
    const contact = test.portal.store.contact(60)!
    expect(found[1]?.contacts[0]?.name).toBe(`${contact.NAME} ${contact.LAST_NAME}`.trim())
    expect(test.portal.log.length).toBeLessThanOrEqual(3)
  })

  it.each(['0', '-5', '1.5', 'abc', '', '99999999999999999999'])(
    '%j is not an id of a contact',
    async (value) => {
      expect(idsIn(await find(createTestPortal(), [id(value)]))).toEqual([[]])
    },
  )

  it('shows only contacts that this user may see, though the index has more', async () => {
    expect(idsIn(await find(withValues(), [email('ann@example.com'), id('60')], BLIND))).toEqual([[], []])
  })

  it('says that there may be more where the portal names only twenty', async () => {
    const test = createTestPortal()
    for (let contact = 100; contact < 130; contact++) {
      const fm = [{ ID: contact, TYPE_ID: 'PHONE' as const, VALUE_TYPE: 'WORK', VALUE: '+4930123456' }]
      test.portal.store.updateContact(contact, { fm })
    }
    const [found] = await find(test, [phone('+49 30 123456')])
    expect(found?.contacts).toHaveLength(20)
    expect(found?.atLeast).toBe(true)
  })

  it('a value that looks like a reference into a batch is only text', async () => {
    const test = withValues()
    expect(idsIn(await find(test, [id('60'), email('odd$result[q0][0][ID]@example.com')]))).toEqual([
      [60],
      [63],
    ])
  })

  it('asks the list where the index is refused', async () => {
    const test = withValues()
    const gone = { type: 'refuse', error: 'ERROR_METHOD_NOT_FOUND', description: '' } as const
    test.portal.faults.add({ method: 'crm.duplicate.findbycomm', times: 9, kind: gone })
    expect(idsIn(await find(test, [email('ann@example.com'), phone('8 (912) 000-11-22')]))).toEqual([
      [60, 61],
      [62],
    ])
  })

  it('looks for a thousand values in few requests', async () => {
    const test = createTestPortal()
    const wanted = Array.from({ length: 1_000 }, (_, at) => id(String(at + 1)))
    expect((await find(test, wanted)).filter(({ contacts }) => contacts.length > 0).length).toBeGreaterThan(
      590,
    )
    expect(test.portal.log.length).toBeLessThanOrEqual(6)
  })
})

describe('findFew', () => {
  const nobodys = Array.from({ length: 1_000 }, (_, at) => email(`nobody${at}@example.com`))

  it('finds the few among many in few requests', async () => {
    const test = withValues()
    const few = [email('ann@example.com'), phone('+79120001122'), email('odd$result[q0][0][ID]@example.com')]
    const found = await finderIn(test).findFew([...nobodys.slice(0, 500), ...few, ...nobodys.slice(500)])
    const owned = found.filter(({ contacts }) => contacts.length > 0)
    expect(new Map(owned.map((each) => [each.wanted, each.contacts.map(({ id }) => id)]))).toEqual(
      new Map([
        [few[0], [60, 61]],
        [few[1], [62]],
        [few[2], [63]],
      ]),
    )
    expect(test.portal.log.length).toBeLessThanOrEqual(10)
  })

  it('asks the list where the index is refused', async () => {
    const test = withValues()
    const gone = { type: 'refuse', error: 'ERROR_METHOD_NOT_FOUND', description: '' } as const
    test.portal.faults.add({ method: 'crm.duplicate.findbycomm', times: 99, kind: gone })
    const found = await finderIn(test).findFew([email('ann@example.com'), phone('+1 23')])
    expect(idsIn(found)).toContainEqual([60, 61])
  })

  it('asks nothing for nothing', async () => {
    const test = createTestPortal()
    expect(await finderIn(test).findFew([])).toEqual([])
    expect(test.portal.log).toEqual([])
  })
})
