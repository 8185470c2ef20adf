import { describe, expect, it } from 'vitest'
import { isComplete, type ArchivedContact } from '#core/archive/archived-contact.ts'
import type { Fault } from '../../../../e2e/portal/contract.ts'
import { ODD } from '../../../../e2e/portal/store/odd-contacts.ts'
import { TYPE } from '../../../../e2e/portal/store/stages.ts'
import { createTestPortal, type TestPortal } from '../../../../e2e/portal/testing.ts'
import { readIn } from '../../../../e2e/tools/settings/read-archived.ts'
import type { FetchFile } from './files.ts'

/** The reader, compared with the local portal's own data. */

const BLIND = 4
const TYPES = [TYPE.lead, TYPE.deal, TYPE.quote, TYPE.invoice, TYPE.smart]

async function withFaults(faults: readonly Fault[], ids: readonly number[] = [ODD.everything, 50, 51]) {
  const test = createTestPortal()
  for (const fault of faults) test.portal.faults.add(fault)
  return readIn(test, ids)
}

/** What the portal holds of a contact, in the archive's format. */
function held({ portal: { store } }: TestPortal, id: number) {
  const contact = store.contact(id)!
  return {
    id,
    communications: contact.fm.map((one) => ({
      kind: one.TYPE_ID,
      valueType: one.VALUE_TYPE,
      value: one.VALUE,
    })),
    companies: contact.COMPANY_IDS.map((company, at) => ({
      id: company,
      primary: at === 0,
      sort: (at + 1) * 10,
      roleId: 0,
    })),
    links: TYPES.flatMap((entityTypeId) =>
      store.itemsOfContact(entityTypeId, id).map((item) => ({
        entityTypeId,
        id: item.id,
        title: item.title,
        primary: item.contactIds[0] === id,
      })),
    ),
    requisites: store.requisitesOfContact(id).map(({ ID, RQ }) => ({
      id: ID,
      fields: RQ,
      bankDetails: store.bankDetailsOf(ID).map((bank) => ({ id: bank.ID, fields: bank.RQ })),
      addresses: store
        .addressesOf(ID)
        .map(({ TYPE_ID, fields }) => ({ typeId: TYPE_ID, fields: { CITY: fields.CITY } })),
    })),
    activities: store
      .activitiesOfContact(id)
      .filter((one) => !one.COMPLETED)
      .map((one) => ({
        id: one.ID,
        subject: one.SUBJECT,
        bindings: one.bindings.map(({ OWNER_TYPE_ID, OWNER_ID }) => ({
          entityTypeId: OWNER_TYPE_ID,
          id: OWNER_ID,
        })),
      })),
    comments: store
      .commentsOfContact(id)
      .map(({ ID, AUTHOR_ID, COMMENT }) => ({ id: ID, authorId: AUTHOR_ID, text: COMMENT })),
  }
}

const sorted = (contact: ArchivedContact) => ({
  ...contact,
  links: contact.links.toSorted(
    (a, b) => TYPES.indexOf(a.entityTypeId as never) - TYPES.indexOf(b.entityTypeId as never) || a.id - b.id,
  ),
})
const part = (contact: ArchivedContact | undefined, name: string) =>
  contact?.unsaved.filter((one) => one.part === name)

describe('an archive', () => {
  it('holds all that the portal holds of 120 contacts', async () => {
    const test = createTestPortal()
    const ids = [
      ODD.everything,
      ...[...test.portal.store.contactIds()].filter((id) => id !== ODD.everything).slice(0, 119),
    ]
    const read = await readIn(test, ids)
    expect(read.map(({ id }) => id)).toEqual(ids)
    for (const contact of read) {
      expect(sorted(contact)).toMatchObject(held(test, contact.id))
      expect(isComplete(contact)).toBe(true)
    }
    const rich = read[0]!
    const kinds = [
      rich.companies,
      rich.requisites[0]?.bankDetails,
      rich.requisites[0]?.addresses,
      rich.activities,
    ]
    for (const kind of [rich.communications, rich.links, ...kinds]) expect(kind).not.toEqual([])
    expect(read.flatMap(({ comments }) => comments)).not.toEqual([])
  })

  it('has the fields as the portal sent them', async () => {
    const test = createTestPortal()
    const [contact] = await readIn(test, [ODD.everything])
    const answer = test.call('crm.contact.get', { id: ODD.everything }).body.result as object
    const elsewhere = ['PHOTO', 'PHONE', 'WEB', 'IM']
    const listed = Object.entries(answer).filter(([name]) => !elsewhere.includes(name))
    expect(contact?.fields).toMatchObject(Object.fromEntries(listed))
    expect(contact?.fields).not.toHaveProperty('PHONE')
    expect(contact?.readAt).toBe(test.portal.now())
  })

  it('of 50 more contacts takes at most four requests', async () => {
    const requests = async (count: number) => {
      const test = createTestPortal()
      await readIn(test, [...test.portal.store.contactIds()].slice(100, 100 + count))
      return test.portal.log.length
    }
    // The first portion also shows how many commands a batch may hold.
    expect((await requests(100)) - (await requests(50))).toBeLessThanOrEqual(4)
  })

  it('can be read by a person: users, companies, items, statuses and user fields have names', async () => {
    const test = createTestPortal()
    const [contact] = await readIn(test, [ODD.everything])
    const { store } = test.portal
    const owner = store.users.get(store.contact(ODD.everything)!.ASSIGNED_BY_ID)!
    const nameOf = (of: string, key: string) =>
      contact?.names.find((one) => one.of === of && one.key === key)?.name
    expect(nameOf('user', String(owner.ID))).toBe(`${owner.NAME} ${owner.LAST_NAME}`)
    expect(nameOf('item', '2:61')).toBe(store.item(TYPE.deal, 61)?.title)
    expect(nameOf('field', 'UF_CRM_1700000001')).toBe('Loyalty level')
    const company = contact!.companies[0]!
    expect(nameOf('company', String(company.id))).toBe(store.company(company.id)?.TITLE)
    expect(contact?.names.some(({ of }) => of === 'status')).toBe(true)
  })

  it('holds contacts of other categories, which the list does not show', async () => {
    const test = createTestPortal()
    const [contact] = await readIn(test, [ODD.otherCategory])
    expect(contact?.fields).toMatchObject({ LAST_NAME: 'Elsewhere', CATEGORY_ID: '7', NAME: 'Contractor' })
    expect(contact?.communications).toEqual(held(test, ODD.otherCategory).communications)
    expect(contact && isComplete(contact)).toBe(true)
  })

  it('is not made of contacts that are gone or hidden from this user', async () => {
    const test = createTestPortal()
    expect((await readIn(test, [50, 999_999])).map(({ id }) => id)).toEqual([50])
    expect(await readIn(test, [50], { user: BLIND })).toEqual([])
  })
})

describe('photos and files', () => {
  const withPhoto = ({ portal: { store } }: TestPortal) =>
    [...store.contactIds()].find((id) => (store.contact(id)?.photo ?? 0) > 0)!

  it('that the frame may not fetch are listed as not saved, and do not stop a deletion', async () => {
    const test = createTestPortal()
    const [contact] = await readIn(test, [withPhoto(test)])
    expect(contact?.unsaved).toEqual([{ part: 'files', what: 'PHOTO', reason: 'no-way' }])
    expect(contact && isComplete(contact)).toBe(true)
    expect(JSON.stringify(contact)).not.toContain('show_file.php')
  })

  it('are saved where it may', async () => {
    const test = createTestPortal()
    const asked: string[] = []
    const fetchFile: FetchFile = (address) => {
      asked.push(address)
      return Promise.resolve({ name: 'me.png', base64: 'AAAA' })
    }
    const [contact] = await readIn(test, [withPhoto(test)], { fetchFile })
    expect(asked).toEqual([expect.stringContaining('show_file.php')])
    expect(contact?.files).toEqual([{ field: 'PHOTO', name: 'me.png', base64: 'AAAA' }])
    expect(contact?.unsaved).toEqual([])
  })
})

describe('a part that cannot be read', () => {
  const denied = { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied' } as const

  it.each([
    ['crm.timeline.comment.list', 'comments', ''],
    ['crm.requisite.list', 'requisites', ''],
    ['crm.requisite.bankdetail.list', 'requisites', 'bank-details'],
    ['crm.address.list', 'requisites', 'addresses'],
    ['crm.activity.list', 'activities', ''],
  ])('%s is a gap, not an empty part', async (method, name, what) => {
    const [contact] = await withFaults([{ method, times: 1000, kind: denied }])
    expect(part(contact, name)).toEqual([{ part: name, what, reason: 'refused' }])
    expect(contact && isComplete(contact)).toBe(false)
  })

  it('affects only its own contact', async () => {
    const [first, second] = await withFaults([{ method: 'crm.timeline.comment.list', kind: denied }])
    expect([part(first, 'comments'), part(second, 'comments')]).toEqual([
      [expect.objectContaining({ reason: 'refused' })],
      [],
    ])
  })

  it('is copied with its owner if its bindings are refused, and is a gap for the others', async () => {
    const [first, second] = await withFaults([
      { method: 'crm.activity.binding.list', times: 1000, kind: denied },
    ])
    expect(first?.activities).not.toEqual([])
    expect(part(second, 'activities')).not.toEqual([])
  })

  it('of names does not stop a deletion', async () => {
    const test = createTestPortal()
    test.portal.app.scopes.delete('user_brief')
    const [contact] = await readIn(test, [ODD.everything])
    expect(part(contact, 'names')).toEqual([{ part: 'names', what: 'user.get', reason: 'refused' }])
    expect(contact && isComplete(contact)).toBe(true)
  })

  it('has the primary links if the filter is refused, and says so', async () => {
    const test = createTestPortal()
    test.portal.settings.refusesContactIds = true
    const [contact] = await readIn(test, [ODD.everything])
    expect(contact?.links.every(({ primary }) => primary)).toBe(true)
    expect(part(contact, 'links')).toContainEqual({ part: 'links', what: '2', reason: 'no-way' })
  })

  it('is missing after any other refusal: primary links alone must not count as all of them', async () => {
    const vetoed = { type: 'refuse', error: 'ERROR_CORE', description: 'Try later' } as const
    const [contact] = await withFaults([{ method: 'crm.item.list', skip: 1, kind: vetoed }])
    expect(part(contact, 'links')).toMatchObject([{ reason: 'refused' }])
    expect(contact && isComplete(contact)).toBe(false)
  })
})

describe('a lost answer', () => {
  it.each<Fault['kind']>([
    { type: 'drop-after' },
    { type: 'malformed-json' },
    { type: 'empty-200' },
    { type: 'http', status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED' } },
  ])('%j is asked for again, and nothing is missing', async (kind) => {
    const test = createTestPortal()
    for (const skip of [0, 2]) test.portal.faults.add({ method: 'batch', skip, kind })
    const [contact] = await readIn(test, [ODD.everything, 50])
    expect(sorted(contact!)).toMatchObject(held(test, ODD.everything))
    expect(isComplete(contact!)).toBe(true)
  })

  it('that never comes is a failure, not an empty archive', async () => {
    await expect(
      withFaults([{ method: 'batch', times: 100, kind: { type: 'drop-before' } }]),
    ).rejects.toMatchObject({
      failure: { kind: 'network' },
    })
  })
})
