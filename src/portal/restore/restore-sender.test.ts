import { describe, expect, it } from 'vitest'
import type { Fault } from '../../../e2e/portal/contract.ts'
import { ODD } from '../../../e2e/portal/store/odd-contacts.ts'
import { TYPE } from '../../../e2e/portal/store/stages.ts'
import {
  act,
  ADMIN,
  callOf,
  CONTACT,
  contactCall,
  idOf,
  look,
  MANAGER,
  person,
  setting,
} from '../../../e2e/tools/settings/restore-setting.ts'

/** Tests the sender by what the portal holds afterwards. */

describe('a contact', () => {
  it('is added as it was, starts no robot in import mode, and is found by its key', async () => {
    const at = setting()
    expect(await look(at, contactCall)).toEqual([{ kind: 'absent' }])
    const [answer] = await act(at, contactCall)
    const contact = at.store.contact(idOf(answer))
    expect(contact).toMatchObject({ NAME: 'Back', LAST_NAME: 'Again $total[x]', ASSIGNED_BY_ID: 5 })
    expect(contact?.fm).toMatchObject([{ VALUE: '+49 30 1234567' }])
    expect(at.store.robotRuns).toEqual([])
    expect(await look(at, contactCall)).toEqual([{ kind: 'found', ids: [idOf(answer)] }])
  })

  it('starts robots otherwise', async () => {
    const at = setting(ADMIN, false)
    await act(at, contactCall)
    expect(at.store.robotRuns).toHaveLength(1)
  })

  it('is refused without the import right, and is not made', async () => {
    const at = setting(MANAGER)
    const count = at.store.contactCount()
    expect(await act(at, contactCall)).toMatchObject([
      { kind: 'refused', failure: { kind: 'access-denied' } },
    ])
    expect(at.store.contactCount()).toBe(count)
  })

  it('of a colleague is not called absent for a user who may not see it', async () => {
    const at = setting(MANAGER)
    expect(await look(at, contactCall)).toEqual([{ kind: 'unseen' }])
    const own = { ...person, fields: { ...person.fields, ASSIGNED_BY_ID: String(MANAGER) } }
    expect(await look(at, callOf(own, 0, null))).toEqual([{ kind: 'absent' }])
  })

  it.each<Fault['kind']>([
    { type: 'drop-after' },
    { type: 'empty-200' },
    { type: 'malformed-json' },
    { type: 'http', status: 500 },
  ])('whose answer is lost (%j) is sent once and found by looking', async (kind) => {
    const at = setting()
    const count = at.store.contactCount()
    at.test.portal.faults.add({ method: 'crm.contact.add', kind })
    expect(await at.sender.act([contactCall], true)).toMatchObject({ kind: 'failed' })
    const [seen] = await look(at, contactCall)
    const isThere = at.store.contactCount() > count
    expect(at.store.contactCount() - count).toBeLessThanOrEqual(1)
    expect(seen?.kind).toBe(isThere ? 'found' : 'absent')
    expect(at.test.portal.log.filter(({ method }) => method === 'crm.contact.add')).toHaveLength(1)
  })
})

describe('links', () => {
  it.each([TYPE.deal, TYPE.lead, TYPE.quote, TYPE.invoice, TYPE.smart])(
    'to a record of type %i are added to those that are there',
    async (entityTypeId) => {
      const at = setting()
      const id = entityTypeId === TYPE.deal ? 61 : 1
      const link = (primary: boolean, contactId = CONTACT) =>
        callOf({ kind: 'link', entityTypeId, id, primary }, 3, contactId)
      const linked = () => at.store.item(entityTypeId, id)?.contactIds
      expect(await act(at, link(false))).toEqual([{ kind: 'done', id: 0 }])
      expect(linked()).toEqual([ODD.everything, CONTACT])
      expect(await act(at, link(false))).toEqual([{ kind: 'already' }])
      expect(await act(at, link(true, 51))).toEqual([{ kind: 'not-primary' }])
      expect(linked()).toEqual([ODD.everything, CONTACT, 51])
    },
  )

  it('become primary where there is no primary contact', async () => {
    const at = setting()
    at.store.deleteContact(ODD.everything, ADMIN)
    const calls = [TYPE.deal, TYPE.invoice].map((entityTypeId, task) =>
      callOf({ kind: 'link', entityTypeId, id: entityTypeId === TYPE.deal ? 61 : 1, primary: true }, task),
    )
    expect(await act(at, ...calls)).toEqual([
      { kind: 'done', id: 0 },
      { kind: 'done', id: 0 },
    ])
    expect([at.store.item(TYPE.deal, 61)?.contactIds, at.store.item(TYPE.invoice, 1)?.contactIds]).toEqual([
      [CONTACT],
      [CONTACT],
    ])
  })

  it('to a gone or a protected target report it and change nothing', async () => {
    const at = setting(MANAGER, false)
    const foreign = [...at.store.items.get(TYPE.deal)!.ids()].find(
      (id) => at.store.item(TYPE.deal, id)?.assignedById === 7,
    )!
    const before = at.store.item(TYPE.deal, foreign)
    const link = (id: number, task: number) =>
      callOf({ kind: 'link', entityTypeId: TYPE.deal, id, primary: false }, task)
    expect(await act(at, link(999_999, 0), link(foreign, 1))).toMatchObject([
      { kind: 'target-gone' },
      { kind: 'refused', failure: { kind: 'access-denied' } },
    ])
    expect(at.store.item(TYPE.deal, foreign)).toEqual(before)
  })

  it('to companies are added, the primary one marked', async () => {
    const at = setting()
    at.store.updateContact(CONTACT, { COMPANY_IDS: [3] })
    at.store.companies.remove(9)
    const company = (id: number, primary: boolean, task: number) =>
      callOf({ kind: 'company', id, primary, sort: 10, roleId: 0 }, task)
    expect(
      await act(at, company(4, true, 0), company(3, false, 1), company(5, false, 2), company(9, false, 3)),
    ).toEqual([
      { kind: 'done', id: 0 },
      { kind: 'already' },
      { kind: 'done', id: 0 },
      { kind: 'target-gone' },
    ])
    expect(at.store.contact(CONTACT)?.COMPANY_IDS).toEqual([4, 3, 5])
  })
})

describe('things linked to a contact', () => {
  it('requisites come back with accounts and addresses, and are known again', async () => {
    const at = setting()
    const requisite = callOf(
      {
        kind: 'requisite',
        alone: false,
        mark: 'tidy-contacts-1',
        fields: { PRESET_ID: '3', NAME: 'Person', RQ_INN: '77' },
      },
      1,
    )
    expect(await look(at, requisite)).toEqual([{ kind: 'absent' }])
    const [made] = await act(at, requisite)
    const parent = idOf(made)
    const bank = callOf(
      {
        kind: 'bank-detail',
        alone: false,
        mark: 'tidy-contacts-2',
        fields: { NAME: 'Main', RQ_ACC_NUM: '408' },
      },
      2,
      CONTACT,
      parent,
    )
    const address = callOf(
      { kind: 'address', alone: false, typeId: 4, fields: { CITY: 'Köln' } },
      3,
      CONTACT,
      parent,
    )
    const [account, place] = await act(at, bank, address)
    expect(place).toEqual({ kind: 'done', id: parent })
    expect(at.store.requisitesOfContact(CONTACT).at(-1)).toMatchObject({ ID: parent, RQ: { RQ_INN: '77' } })
    expect(at.store.bankDetailsOf(parent)).toMatchObject([{ ID: idOf(account), RQ: { RQ_ACC_NUM: '408' } }])
    expect(at.store.addressesOf(parent)).toMatchObject([{ TYPE_ID: 4, fields: { CITY: 'Köln' } }])
    expect(await look(at, requisite, bank, address)).toEqual(
      [parent, idOf(account), parent].map((id) => ({ kind: 'found', ids: [id] })),
    )
    expect(await act(at, address)).toEqual([{ kind: 'already' }])
  })

  it('activities: an existing one is bound, a meeting and a to-do are made again, an e-mail never', async () => {
    const at = setting()
    const fields = {
      SUBJECT: 'Lunch',
      RESPONSIBLE_ID: '5',
      DEADLINE: '2026-10-09T12:00:00+03:00',
      START_TIME: '2026-10-09T12:00:00+03:00',
    }
    const anew = (type: string, task: number) =>
      callOf(
        { kind: 'activity', alone: false, originId: String(task), fields: { ...fields, TYPE_ID: type } },
        task,
      )
    const calls = [callOf({ kind: 'activity-binding', id: 1 }, 0), anew('1', 1), anew('6', 2), anew('4', 3)]
    const [bound, meeting, todo, mail] = await act(at, ...calls)
    expect([bound, mail?.kind]).toEqual([{ kind: 'done', id: 0 }, 'refused'])
    expect(at.store.activitiesOfContact(CONTACT).map(({ ID }) => ID)).toEqual(
      expect.arrayContaining([1, idOf(meeting), idOf(todo)]),
    )
    expect(at.store.activities.get(idOf(meeting))).toMatchObject({ TYPE_ID: 1, RESPONSIBLE_ID: 5 })
    expect(at.store.activities.get(idOf(todo))).toMatchObject({ SUBJECT: 'Lunch', PROVIDER_ID: 'CRM_TODO' })
    expect(at.store.sentMails).toEqual([])
    expect(await act(at, calls[0]!)).toEqual([{ kind: 'already' }])
    expect(await act(at, callOf({ kind: 'activity-binding', id: 9e6 }))).toEqual([{ kind: 'target-gone' }])
    expect(await look(at, calls[1]!, calls[2]!)).toEqual([
      { kind: 'found', ids: [idOf(meeting)] },
      { kind: 'found', ids: [idOf(todo)] },
    ])
  })

  it('comments are known by their first line', async () => {
    const at = setting()
    const comment = callOf({
      kind: 'comment',
      alone: false,
      mark: 'Ada · #12',
      text: 'Ada · #12\nCalled $result[x].',
    })
    expect(await look(at, comment)).toEqual([{ kind: 'absent' }])
    const [made] = await act(at, comment)
    expect(at.store.commentsOfContact(CONTACT).at(-1)?.COMMENT).toBe('Ada · #12\nCalled $result[x].')
    expect(await look(at, comment)).toEqual([{ kind: 'found', ids: [idOf(made)] }])
  })

  it('comments are found although a newer one is deleted between two pages', async () => {
    const at = setting()
    const comment = callOf({ kind: 'comment', alone: false, mark: '#1', text: '#1\nx' })
    const made = idOf((await act(at, comment))[0])
    const [newer] = Array.from({ length: 50 }, () =>
      at.store.comments.add({ CONTACT_ID: CONTACT, AUTHOR_ID: 5, CREATED: 1_700_000_000, COMMENT: 'newer' }),
    )
    at.test.portal.faults.add({
      method: 'crm.timeline.comment.list',
      skip: 1,
      kind: { type: 'colleague', act: () => void at.store.comments.remove(CONTACT, newer!.ID) },
    })
    expect(await look(at, comment)).toEqual([{ kind: 'found', ids: [made] }])
  })

  it('distinguishes a refused command of a batch from one that was not executed', async () => {
    const at = setting()
    const comment = (task: number) =>
      callOf({ kind: 'comment', alone: false, mark: `#${task}`, text: `#${task}\nx` }, task)
    at.test.portal.faults.add({
      method: 'crm.timeline.comment.add',
      kind: { type: 'refuse', error: '', description: 'Access denied.' },
    })
    expect(await act(at, comment(1), comment(2))).toMatchObject([
      { kind: 'refused', failure: { kind: 'access-denied' } },
      { kind: 'done' },
    ])
    at.test.portal.faults.add({ method: 'batch', kind: { type: 'drop-before' } })
    expect(await at.sender.act([comment(3), comment(4)], true)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'network' },
    })
    at.test.portal.faults.add({
      method: 'crm.timeline.comment.list',
      kind: { type: 'refuse', error: '', description: 'Access denied.' },
    })
    expect(await look(at, comment(1))).toMatchObject([{ kind: 'unread' }])
  })
})
