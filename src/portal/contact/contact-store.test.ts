import { beforeEach, describe, expect, it } from 'vitest'
import { EVERYBODY, type ContactQuery } from '#core/contact/contact-query.ts'
import type { ReadPage } from '#core/contact/ports.ts'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest, type Send } from '../rest/rest.ts'
import { createContactStore } from './contact-store.ts'

/** How many requests a page takes, and that it is the same page however it was read. */

const [ADMIN, BLIND] = [1, 4]

let test: TestPortal
beforeEach(() => {
  test = createTestPortal({ contacts: 300 })
})

const query = (change: Partial<ContactQuery>): ContactQuery => ({ ...EVERYBODY, ...change })
const search = (text: string): ContactQuery => query({ search: text })
const withEmail = (text: string, name = 'Zora'): number => withValue('EMAIL', text, name)
const withPhone = (text: string): number => withValue('PHONE', text, 'Zora')
function withValue(TYPE_ID: 'EMAIL' | 'PHONE', VALUE: string, NAME: string): number {
  const fm = [{ ID: 900_000 + test.portal.store.contactCount(), TYPE_ID, VALUE_TYPE: 'WORK', VALUE }]
  return test.portal.store.addContact({ NAME, LAST_NAME: 'Quill', COMPANY_IDS: [3], fm }).ID
}

async function read(asked: ContactQuery, { index = 0, through = (send: Send) => send, user = ADMIN } = {}) {
  test.portal.log.splice(0)
  const page = await createContactStore(createRest(through(sendTo(test, user)), test.portal.now)).page(
    asked,
    index,
  )
  return { page, requests: test.portal.log.length }
}

const idsIn = ({ contacts }: ReadPage): number[] => contacts.map(({ id }) => id)

/** A portal that inserts nothing: a command that is built on others fails. */
const withoutReferences =
  (send: Send): Send =>
  (method, params, limitMs) => {
    if (method !== 'batch') return send(method, params, limitMs)
    const commands = Object.entries(params.cmd as Record<string, string>)
    const plain = commands.filter(([, command]) => !command.includes('%24result'))
    return send(method, { ...params, cmd: Object.fromEntries(plain) }, limitMs)
  }

/** The command without what is built on the owners, and without the search beside it. */
function withoutOwners(command: string): string {
  const [method = '', text] = command.split('?')
  const params = new URLSearchParams(text)
  for (const name of [...params.keys()])
    if (/@ID\]/iu.test(name) || /^filter\[\d\]/u.test(name)) params.delete(name)
  return `${method}?${params.toString()}`
}

/** The page as a portal gives it that takes no references, which is how the app read it before. */
async function plainly(asked: ContactQuery, index = 0): Promise<ReadPage> {
  return (await read(asked, { index, through: withoutReferences })).page
}

function namesOf({ names, contacts }: ReadPage): { companies: boolean; users: boolean } {
  const { store } = test.portal
  return {
    companies: contacts.every(
      ({ companyId: id }) => id === null || names.companies.get(id) === store.company(id)?.TITLE,
    ),
    users: contacts.every(({ responsibleId: id }) => {
      const user = store.users.get(id ?? 0)
      return id === null || names.users.get(id) === `${user?.NAME} ${user?.LAST_NAME}`.trim()
    }),
  }
}

describe('a page of the list', () => {
  it.each([0, 2, 5])('takes one request, with all names: page %i', async (index) => {
    const { page, requests } = await read(EVERYBODY, { index })
    expect(requests).toBe(1)
    expect(page.contacts.length).toBeGreaterThan(0)
    expect(namesOf(page)).toEqual({ companies: true, users: true })
    expect(idsIn(page)).toEqual(idsIn(await plainly(EVERYBODY, index)))
  })

  it('with few rows or none takes one request, too', async () => {
    for (const only of [[60, 61, 62], [9_999]]) {
      const { page, requests } = await read(query({ filters: { only } }))
      expect([requests, idsIn(page).length]).toEqual([1, only.length === 3 ? 3 : 0])
      expect(namesOf(page)).toEqual({ companies: true, users: true })
    }
  })

  it.each(['crm.company.list', 'user.get'])('comes where the portal refuses %s', async (method) => {
    const kind = { type: 'refuse', error: 'insufficient_scope', description: '' } as const
    test.portal.faults.add({ method, times: 1e6, kind })
    const { page, requests } = await read(EVERYBODY)
    expect([requests, page.contacts.length]).toEqual([1, 50])
    const { companies, users } = namesOf(page)
    expect([companies, users]).toEqual([method !== 'crm.company.list', method !== 'user.get'])
  })

  it('comes where the portal fails at references, which it is not asked for again', async () => {
    const kind = { type: 'http', status: 500, body: { error: 'INTERNAL_SERVER_ERROR' } } as const
    test.portal.faults.add({ method: 'crm.company.list', times: 1e6, kind })
    const store = createContactStore(createRest(sendTo(test, ADMIN), test.portal.now))
    for (const requests of [2, 1]) {
      test.portal.log.splice(0)
      expect((await store.page(EVERYBODY, 0)).contacts).toHaveLength(50)
      expect(test.portal.log).toHaveLength(requests)
    }
  })

  it('does not come twice from a portal that has too many requests', async () => {
    const kind = { type: 'http', status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED' } } as const
    test.portal.faults.add({ method: 'batch', kind })
    await expect(read(EVERYBODY)).rejects.toMatchObject({ failure: { kind: 'rate-limit' } })
    expect(test.portal.log).toHaveLength(1)
  })
})

describe('a search', () => {
  it.each(['a', 'an', 'Zora', 'zora quill', 'nobody is called that'])(
    'for %j takes one request',
    async (text) => {
      withEmail('zora@example.org')
      const { page, requests } = await read(search(text))
      expect(requests).toBe(1)
      expect(namesOf(page)).toEqual({ companies: true, users: true })
      const plain = await plainly(search(text))
      expect([idsIn(page), page.total]).toEqual([idsIn(plain), plain.total])
    },
  )

  it.each([0, 1])('has more pages, each in one request: page %i', async (index) => {
    const { page, requests } = await read(search('a'), { index })
    expect([requests, idsIn(page)]).toEqual([1, idsIn(await plainly(search('a'), index))])
  })

  it('for an e-mail or a phone takes one request', async () => {
    const wanted = [withEmail('zora@example.org'), withEmail('ZORA@example.org')]
    const phone = withPhone('+7 (900) 555-01-02')
    for (const [text, ids] of [
      ['zora@example.org', wanted],
      ['+79005550102', [phone]],
      ['8 900 nobody', []],
      ['nobody@example.org', []],
    ] as const) {
      const { page, requests } = await read(search(text))
      expect([text, requests]).toEqual([text, 1])
      expect(new Set(idsIn(page))).toEqual(new Set(ids))
      expect(page.total).toBe(ids.length)
      expect(namesOf(page)).toEqual({ companies: true, users: true })
      expect(idsIn(await plainly(search(text)))).toEqual(idsIn(page))
    }
  })

  it('for an e-mail finds those who are called so as well', async () => {
    const owner = withEmail('zora@example.org')
    const called = test.portal.store.addContact({ NAME: 'zora@example.org' }).ID
    const { page, requests } = await read(search('zora@example.org'))
    expect(new Set(idsIn(page))).toEqual(new Set([owner, called]))
    expect(requests).toBeLessThanOrEqual(2)
  })

  it('and filters together show only who fits both', async () => {
    withEmail('zora@example.org')
    const filters = {
      withoutPhone: true,
      responsible: { kind: 'these', people: [{ id: 5, name: '' }] },
    } as const
    for (const text of ['a', 'zora@example.org']) {
      const asked = query({ search: text, filters })
      const { page, requests } = await read(asked)
      expect([requests, idsIn(page)]).toEqual([1, idsIn(await plainly(asked))])
    }
  })

  it.each([
    ['words like markup', '<b>Zora'],
    ['words like a reference', '$result[found]'],
    ['an e-mail with a dollar', 'zo$ra@example.org'],
    ['an e-mail in brackets', '<zora@example.org>'],
  ])('takes two requests at most for %s, which stay as they are', async (_, text) => {
    const id = test.portal.store.addContact({ NAME: text }).ID
    const { page, requests } = await read(search(text))
    expect(idsIn(page)).toEqual([id])
    expect(requests).toBe(2)
    expect(test.portal.log[0]?.method).toBe('crm.item.list')
  })

  it('takes two requests where a filter cannot be said in a batch', async () => {
    withEmail('zora@example.org')
    const { ID } = test.portal.store.addContact({
      NAME: 'Zora',
      fm: [{ ID: 990_001, TYPE_ID: 'EMAIL', VALUE_TYPE: 'WORK', VALUE: 'zora@example.org' }],
    })
    for (const text of ['Zora', 'zora@example.org']) {
      const { page, requests } = await read(query({ search: text, filters: { company: 'none' } }))
      expect([text, requests, idsIn(page)]).toEqual([text, 2, [ID]])
    }
  })

  it.each(['crm.duplicate.findbycomm', 'crm.company.list', 'user.get'])(
    'is right where the portal refuses %s',
    async (method) => {
      const id = withEmail('zora@example.org')
      const kind = { type: 'refuse', error: 'ERROR_METHOD_NOT_FOUND', description: '' } as const
      test.portal.faults.add({ method, times: 1e6, kind })
      for (const text of ['Zora', 'zora@example.org']) {
        const { page, requests } = await read(search(text))
        expect(idsIn(page)).toEqual([id])
        expect(requests).toBeLessThanOrEqual(2)
      }
    },
  )

  it('never shows the contact that an empty reference stands for', async () => {
    // A missing path is a list to PHP, and a list is the number 1 (portal README, "References in a batch").
    expect(test.portal.store.contact(1)).toBeDefined()
    withEmail('zora@example.org')
    const unknownToIndex = withEmail('late@example.org')
    test.portal.faults.add({
      method: 'crm.duplicate.findbycomm',
      times: 1e6,
      kind: { type: 'refuse', error: 'ERROR_METHOD_NOT_FOUND', description: '' },
    })
    for (const [text, ids] of [
      ['nobody@example.org', []],
      ['late@example.org', [unknownToIndex]],
    ] as const)
      expect(idsIn((await read(search(text))).page)).toEqual(ids)
  })

  it('shows only the owner where the portal inserts nothing for the owners, which finds everybody', async () => {
    test = createTestPortal({ contacts: 20 })
    const id = withEmail('zora@example.org')
    const emptied =
      (send: Send): Send =>
      (method, params, limitMs) => {
        if (method !== 'batch') return send(method, params, limitMs)
        const commands = Object.entries(params.cmd as Record<string, string>).map(([name, command]) => [
          name,
          name === 'owners' || name === 'owned' ? withoutOwners(command) : command,
        ])
        return send(method, { ...params, cmd: Object.fromEntries(commands) as never }, limitMs)
      }
    const { page } = await read(search('zora@example.org'), { through: emptied })
    expect([idsIn(page), page.total]).toEqual([[id], 1])
  })

  it('for an owner whom this person may not see shows nobody', async () => {
    withEmail('zora@example.org')
    const { page, requests } = await read(search('zora@example.org'), { user: BLIND })
    expect([requests, idsIn(page), page.total]).toEqual([2, [], 0])
  })
})
