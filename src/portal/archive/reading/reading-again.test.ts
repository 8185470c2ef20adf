import { describe, expect, it } from 'vitest'
import type { Known } from '#core/plan/guards.ts'
import type { ArchivedContact } from '#core/archive/archived-contact.ts'
import { readOne } from '#core/archive/copy-one.ts'
import { differenceOf } from '#core/deletion/one/copy-difference.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { ODD } from '../../../../e2e/portal/store/odd-contacts.ts'
import { createTestPortal, type TestPortal } from '../../../../e2e/portal/testing.ts'
import { sendTo } from '../../../../e2e/tools/portal-rest.ts'
import { introduce } from '../../plan/portal-facts.ts'
import { createPacedRest } from '../../rest/paced-rest.ts'
import { createRest } from '../../rest/rest.ts'
import { createArchiveReader } from './archive-reader.ts'

/** A contact read twice from the local portal, as before the question and just before the delete. */

const ADMIN = 1
const [RICH, PLAIN] = [ODD.everything, ODD.nothing]

async function readerOf(test: TestPortal, userId = ADMIN) {
  const patience = {
    now: test.portal.now,
    wait: (ms: number) => {
      test.pass(ms / 1000)
      return Promise.resolve()
    },
  }
  const rest = createRest(sendTo(test, userId), test.portal.now)
  const { kinds } = await introduce(rest)
  const paced = createPacedRest(rest, patience, USUAL_BUCKET)
  const reader = createArchiveReader({
    paced,
    kinds,
    fetchFile: () => Promise.resolve(null),
    now: test.portal.now,
  })
  return {
    first: async (id: number): Promise<ArchivedContact> => {
      const read = await readOne(id, reader)
      return read ?? expect.unreachable('the portal does not show it')
    },
    again: (before: ArchivedContact, onListed: (named: Known) => void = () => undefined) =>
      reader.readAgain(before, onListed),
  }
}

async function differenceAfter(
  id: number,
  act: (test: TestPortal) => unknown,
  test = createTestPortal({ contacts: 200 }),
): Promise<string> {
  const reader = await readerOf(test)
  const before = await reader.first(id)
  test.pass(60)
  act(test)
  test.pass(60)
  const now = await reader.again(before)
  return now === null ? 'absent' : differenceOf(before, now)
}

describe('a contact that nobody touched', () => {
  it.each([...Object.entries(ODD), ['an ordinary one', 77]] as [string, number][])(
    '%s is read as before, in one request',
    async (_, id) => {
      const test = createTestPortal({ contacts: 200 })
      const reader = await readerOf(test)
      const before = await reader.first(id)
      test.pass(120)
      test.portal.log.splice(0)
      const now = await reader.again(before)
      expect(now === null ? 'absent' : differenceOf(before, now)).toBe('none')
      // 60 deals are more than one page.
      expect(test.portal.log).toHaveLength(id === ODD.sixtyDeals ? 2 : 1)
    },
  )

  it('is read as before by somebody who may see little', async () => {
    const test = createTestPortal({ contacts: 200 })
    const mine = [...test.portal.store.contactIds()].find(
      (id) => test.portal.store.contact(id)?.ASSIGNED_BY_ID === 2,
    )
    const reader = await readerOf(test, 2)
    const before = await reader.first(mine ?? 0)
    expect(differenceOf(before, (await reader.again(before))!)).toBe('none')
  })

  it('is read as before where the portal finds items by their primary contact only', async () => {
    const test = createTestPortal({ contacts: 200 })
    test.portal.settings.refusesContactIds = true
    const reader = await readerOf(test)
    const before = await reader.first(RICH)
    test.portal.log.splice(0)
    expect(differenceOf(before, (await reader.again(before))!)).toBe('none')
    expect(test.portal.log).toHaveLength(1)
  })

  it.each([
    'crm.contact.list',
    'crm.timeline.comment.list',
    'crm.requisite.list',
    'crm.requisite.bankdetail.list',
    'crm.address.list',
    'crm.activity.list',
    'crm.activity.binding.list',
    'crm.item.list',
    'crm.item.get',
    'crm.contact.company.items.get',
  ])('is read as before where the portal refuses %s for good', async (method) => {
    const test = createTestPortal({ contacts: 200 })
    const kind = { type: 'refuse', error: 'insufficient_scope', description: '' } as const
    test.portal.faults.add({ method, times: 1e6, kind })
    expect(await differenceAfter(RICH, () => undefined, test)).toBe('none')
  })
})

describe('what a colleague does meanwhile shows', () => {
  const item = (entityTypeId: number, id: number, more: object = {}) => ({
    entityTypeId,
    fields: { title: 'New', contactIds: [id], ...more },
  })
  const linked = ({ portal }: TestPortal, entityTypeId: number, id = RICH) =>
    portal.store.itemsOfContact(entityTypeId, id)[0] ?? expect.unreachable('nothing is linked')
  const requisite = ({ portal }: TestPortal, id = RICH) =>
    portal.store.requisitesOfContact(id)[0] ?? expect.unreachable('no requisite')

  const CHANGES: Record<string, (test: TestPortal) => unknown> = {
    ...Object.fromEntries(
      [1, 2, 7, 31, 128].flatMap((type): [string, (test: TestPortal) => unknown][] => [
        [`an item of type ${type} is linked`, ({ call }) => call('crm.item.add', item(type, RICH))],
        [
          `an item of type ${type} is unlinked`,
          (test) =>
            test.call('crm.item.update', {
              entityTypeId: type,
              id: linked(test, type).id,
              fields: { contactIds: [PLAIN] },
            }),
        ],
        [
          `an item of type ${type} is deleted`,
          (test) => test.call('crm.item.delete', { entityTypeId: type, id: linked(test, type).id }),
        ],
      ]),
    ),
    'a company is linked': ({ portal, call }) => {
      const own = portal.store.contact(RICH)!.COMPANY_IDS
      const COMPANY_ID = [1, 2, 3, 4, 5].find((id) => !own.includes(id))
      return call('crm.contact.company.add', { id: RICH, fields: { COMPANY_ID } })
    },
    'a company is unlinked': ({ portal, call }) =>
      call('crm.contact.company.delete', {
        id: RICH,
        fields: { COMPANY_ID: portal.store.contact(RICH)!.COMPANY_IDS[0] },
      }),
    'the primary company is another': ({ portal, call }) =>
      call('crm.contact.company.items.set', {
        id: RICH,
        items: portal.store
          .contact(RICH)!
          .COMPANY_IDS.toReversed()
          .map((COMPANY_ID) => ({ COMPANY_ID })),
      }),
    'a requisite is added': ({ call }) =>
      call('crm.requisite.add', {
        fields: { ENTITY_TYPE_ID: 3, ENTITY_ID: RICH, PRESET_ID: 1, NAME: 'Bank' },
      }),
    'a requisite is deleted': (test) => test.call('crm.requisite.delete', { id: requisite(test).ID }),
    'a bank account is added': (test) =>
      test.call('crm.requisite.bankdetail.add', { fields: { ENTITY_ID: requisite(test).ID, NAME: 'New' } }),
    'a bank account is deleted': (test) =>
      test.call('crm.requisite.bankdetail.delete', {
        id: test.portal.store.bankDetailsOf(requisite(test).ID)[0]!.ID,
      }),
    'an address is added': (test) =>
      test.call('crm.address.add', {
        fields: { TYPE_ID: 9, ENTITY_TYPE_ID: 8, ENTITY_ID: requisite(test).ID, CITY: 'New' },
      }),
    'something is to be done': ({ call }) =>
      call('crm.activity.todo.add', {
        ownerTypeId: 3,
        ownerId: RICH,
        deadline: '2030-01-01T10:00:00+00:00',
        title: 'Call back',
      }),
    'an activity is deleted': ({ portal, call }) =>
      call('crm.activity.delete', {
        id: portal.store.activitiesOfContact(RICH).find(({ COMPLETED }) => !COMPLETED)!.ID,
      }),
    'the person responsible writes a comment': ({ portal, call }) =>
      call(
        'crm.timeline.comment.add',
        { fields: { ENTITY_TYPE: 'contact', ENTITY_ID: RICH, COMMENT: 'Mine' } },
        portal.store.contact(RICH)!.ASSIGNED_BY_ID,
      ),
    'the contact is changed': ({ call }) =>
      call('crm.contact.update', { id: RICH, fields: { POST: 'Director' } }),
  }

  it.each(Object.entries(CHANGES))('%s', async (_, act) => {
    const test = createTestPortal({ contacts: 200 })
    const changes = (): unknown => {
      const answer = act(test) as ReturnType<TestPortal['call']>
      expect(answer.status).toBe(200)
      return answer
    }
    expect(await differenceAfter(RICH, changes, test)).toBe('things')
  })

  it('also a change within the second of the first reading', async () => {
    const test = createTestPortal({ contacts: 200 })
    const reader = await readerOf(test)
    const { POST, DATE_MODIFY } = test.portal.store.contact(77)!
    const before = await reader.first(77)
    test.portal.store.updateContact(77, { POST: `${POST}!`, DATE_MODIFY })
    expect(differenceOf(before, (await reader.again(before))!)).toBe('values')
  })

  it('and a contact that is gone is absent', async () => {
    expect(await differenceAfter(RICH, ({ portal }) => portal.store.deleteContact(RICH, ADMIN))).toBe(
      'absent',
    )
  })
})

describe('what is not answered', () => {
  it.each(['crm.contact.list', 'crm.timeline.comment.list', 'crm.item.list', 'crm.activity.binding.list'])(
    'is never taken for unchanged: %s fails',
    async (method) => {
      const test = createTestPortal({ contacts: 200 })
      const reader = await readerOf(test)
      const before = await reader.first(RICH)
      const kind = { type: 'refuse', error: 'INTERNAL_SERVER_ERROR', description: '' } as const
      test.portal.faults.add({ method, times: 1e6, kind })
      await expect(reader.again(before)).rejects.toMatchObject({ failure: { code: 'INTERNAL_SERVER_ERROR' } })
    },
  )

  it('is not asked again: the whole request fails', async () => {
    const test = createTestPortal({ contacts: 200 })
    const reader = await readerOf(test)
    const before = await reader.first(RICH)
    test.portal.faults.add({ method: 'batch', kind: { type: 'drop-before' } })
    test.portal.log.splice(0)
    await expect(reader.again(before)).rejects.toMatchObject({ failure: { kind: 'network' } })
    expect(test.portal.log).toHaveLength(1)
  })
})

describe('whether the protect list names it now', () => {
  const list = (id: number, until: number | null = null): string =>
    JSON.stringify({ version: 1, entries: [{ id, reason: '', until, by: 1, at: 1 }] })

  async function told(act: (test: TestPortal) => unknown): Promise<readonly Known[]> {
    const test = createTestPortal({ contacts: 100 })
    const reader = await readerOf(test)
    const before = await reader.first(77)
    act(test)
    const said: Known[] = []
    const { length } = test.portal.log
    await reader.again(before, (named) => said.push(named))
    expect(test.portal.log).toHaveLength(length + 1)
    return said
  }

  it('is told along with the check, for one’s own list and everybody’s', async () => {
    expect(await told(() => undefined)).toEqual(['no'])
    expect(await told(({ portal }) => (portal.app.appOptions.protected = list(77)))).toEqual(['yes'])
    expect(await told(({ portal }) => portal.app.userOptions.set(1, { protected: list(77) }))).toEqual([
      'yes',
    ])
    expect(await told(({ portal }) => (portal.app.appOptions.protected = list(78)))).toEqual(['no'])
    expect(await told(({ portal }) => (portal.app.appOptions.protected = list(77, 1)))).toEqual(['no'])
  })

  it('is unsure where the portal refuses the list for good', async () => {
    const refuse = { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied!' } as const
    expect(await told(({ portal }) => portal.faults.add({ method: 'app.option.get', kind: refuse }))).toEqual(
      ['unsure'],
    )
  })
})
