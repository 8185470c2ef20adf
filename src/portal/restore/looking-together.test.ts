import { describe, expect, it } from 'vitest'
import { ODD } from '../../../e2e/portal/store/odd-contacts.ts'
import { TYPE } from '../../../e2e/portal/store/stages.ts'
import {
  act,
  ADMIN,
  callOf,
  CONTACT,
  key,
  look,
  MANAGER,
  person,
  setting,
  settingOn,
  type Setting,
} from '../../../e2e/tools/settings/restore-setting.ts'
import type { TaskCall } from '#core/restore/ports.ts'
import type { Send } from '../rest/rest.ts'

/** What the commands of the portal's last requests are, from the request `from` on. */
function sent({ test }: Pick<Setting, 'test'>, from: number): string[][] {
  return test.portal.log
    .slice(from)
    .map(({ method, commands }) => commands?.map((command) => command.method) ?? [method])
}

const contact = (originId: string, task: number): TaskCall =>
  callOf({ ...person, key: { ...key, originId }, fields: { NAME: originId }, alone: false }, task, null)
const requisite = (contactId: number, task: number): TaskCall =>
  callOf(
    { kind: 'requisite', mark: 'm', fields: { NAME: 'Person', PRESET_ID: '3' }, alone: false },
    task,
    contactId,
  )

function withContacts(at: Setting, count: number): TaskCall[] {
  return Array.from({ length: count }, (_, task) => {
    const originId = String(5_000 + task)
    // Every third one is there, and the tenth is there twice.
    for (let times = task === 9 ? 2 : Number(task % 3 === 0); times > 0; times--)
      at.store.addContact({ NAME: originId, ORIGINATOR_ID: key.originatorId, ORIGIN_ID: originId })
    return contact(originId, task)
  })
}

const EXPECTED = (task: number): unknown =>
  task === 9
    ? { kind: 'found', ids: [expect.any(Number), expect.any(Number)] }
    : task % 3 === 0
      ? { kind: 'found', ids: [expect.any(Number)] }
      : { kind: 'absent' }

describe('looking for many things', () => {
  it('takes one command for forty, and tells them apart', async () => {
    const at = setting()
    const calls = withContacts(at, 80)
    const from = at.test.portal.log.length
    expect(await look(at, ...calls)).toEqual(calls.map(({ task }) => EXPECTED(task)))
    expect(sent(at, from)).toEqual([['crm.contact.list', 'crm.contact.list']])
  })

  it('goes on one by one where the portal drops such a filter without an error', async () => {
    const { test } = setting()
    const dropping = (send: Send): Send => {
      return (method, params, limitMs) => {
        const text = JSON.stringify(params).replaceAll('%40ORIGIN_ID', '%40UNKNOWN_KEY')
        return send(method, JSON.parse(text) as typeof params, limitMs)
      }
    }
    const at = { ...settingOn(test, ADMIN, dropping), importing: true }
    const calls = withContacts(at, 30)
    expect(await look(at, ...calls)).toEqual(calls.map(({ task }) => EXPECTED(task)))
  })

  it('keeps apart what is on different contacts, and asks in the same request which of them this user sees', async () => {
    const at = setting(MANAGER)
    at.store.users.get(MANAGER)!.rights.read = 'own'
    const [mine, other, theirs] = [60, 61, 62]
    for (const id of [mine, other]) at.store.updateContact(id, { ASSIGNED_BY_ID: MANAGER })
    at.store.updateContact(theirs, { ASSIGNED_BY_ID: ADMIN })
    await act(at, requisite(mine, 1))
    const from = at.test.portal.log.length
    expect(await look(at, requisite(mine, 1), requisite(other, 2), requisite(theirs, 3))).toEqual([
      { kind: 'found', ids: [expect.any(Number)] },
      { kind: 'absent' },
      { kind: 'unseen' },
    ])
    expect(sent(at, from)).toEqual([['crm.contact.list', 'crm.requisite.list']])
  })
})

describe('links', () => {
  const deal = 61
  const link = (entityTypeId: number, id: number, task: number): TaskCall =>
    callOf({ kind: 'link', entityTypeId, id, primary: true }, task, CONTACT)

  it('are written in one request if what was linked was read ahead a moment ago, and read again later', async () => {
    const at = setting()
    const calls = [link(TYPE.deal, deal, 1), link(TYPE.deal, deal + 1, 2)]
    expect(await look(at, ...calls)).toEqual([{ kind: 'absent' }, { kind: 'absent' }])
    const from = at.test.portal.log.length
    await act(at, ...calls)
    expect(sent(at, from)).toEqual([['crm.deal.contact.add', 'crm.deal.contact.add']])

    const later = [link(TYPE.deal, deal + 2, 1), link(TYPE.deal, deal + 3, 2)]
    await look(at, ...later)
    at.test.pass(16)
    const again = at.test.portal.log.length
    await act(at, ...later)
    expect(sent(at, again)).toEqual([['crm.item.list'], ['crm.deal.contact.add', 'crm.deal.contact.add']])
  })

  it('that are written as a whole list keep what another client linked since', async () => {
    const at = setting()
    const call = link(TYPE.invoice, 1, 1)
    await look(at, call)
    const others = [...(at.store.item(TYPE.invoice, 1)?.contactIds ?? []), 77]
    at.test.call('crm.item.update', { entityTypeId: TYPE.invoice, id: 1, fields: { contactIds: others } })
    expect(await act(at, call)).toEqual([{ kind: 'not-primary' }])
    expect(at.store.item(TYPE.invoice, 1)?.contactIds).toEqual([ODD.everything, 77, CONTACT])
  })
})
