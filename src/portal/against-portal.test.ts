import { NO_ANSWER } from '#core/failure.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EVERYBODY, type ContactQuery } from '#core/contact/contact-query.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { startPortal } from '../../e2e/portal/start.ts'
import type { RunningPortal } from '../../e2e/portal/contract.ts'
import { ODD } from '../../e2e/portal/store/odd-contacts.ts'
import { createContactDeleter } from './deletion/contact-deleter.ts'
import { createContactStore } from './contact/contact-store.ts'
import { createDossierReader } from './contact/dossier/dossier-reader.ts'
import { createRest, type Rest } from './rest/rest.ts'
import { sendOver } from '../../e2e/tools/portal-rest.ts'

/** The adapter against the local portal over real HTTP; the SDK itself is driven in Chromium (e2e). */

const ADMIN = 1
const MANAGER = 2

let running: RunningPortal
beforeEach(async () => {
  running = await startPortal({ port: 0, appUrl: 'http://127.0.0.1:1/index.html', contacts: 400 })
})
afterEach(() => running.close())

function restOf(userId: number): Rest {
  const auth = running.portal.auth.issue(userId).AUTH_ID
  return createRest(sendOver(`${running.origin.replace('portal.localhost', '127.0.0.1')}/rest`, auth))
}

const query = (change: Partial<ContactQuery>): ContactQuery => ({ ...EVERYBODY, ...change })
const portalContacts = () =>
  [...running.portal.store.contactIds()]
    .map((id) => running.portal.store.contact(id)!)
    .filter((contact) => contact.CATEGORY_ID === 0)
const requests = () => running.portal.log.filter((entry) => entry.httpMethod === 'POST').length

describe('what is linked to a contact', () => {
  it('of another category, which the old methods do not show, is read all the same', async () => {
    const contractor = running.portal.store.contact(ODD.otherCategory)!
    const { contact } = await createDossierReader(restOf(ADMIN)).read(contractor.ID)
    expect(contact).toMatchObject({
      id: contractor.ID,
      firstName: 'Contractor',
      lastName: 'Elsewhere',
      responsibleId: contractor.ASSIGNED_BY_ID,
      createdAt: contractor.DATE_CREATE * 1000,
      phones: contractor.fm.filter((field) => field.TYPE_ID === 'PHONE').map((field) => field.VALUE),
      emails: contractor.fm.filter((field) => field.TYPE_ID === 'EMAIL').map((field) => field.VALUE),
    })
  })
})

describe('contacts', () => {
  it('gives the first page and the total in one request', async () => {
    const page = await createContactStore(restOf(ADMIN)).page(EVERYBODY, 0)
    expect(page.contacts).toHaveLength(50)
    expect(page.total).toBe(portalContacts().length)
    expect(requests()).toBe(1)
  })

  it('gives every contact once over all pages, in the order asked for', async () => {
    const store = createContactStore(restOf(ADMIN))
    const pages = await Promise.all(
      Array.from({ length: Math.ceil(portalContacts().length / 50) }, (_, index) =>
        store.page(EVERYBODY, index),
      ),
    )
    const ids = pages.flatMap((page) => page.contacts.map((contact) => contact.id))
    const expected = portalContacts()
      .toSorted((a, b) => b.DATE_CREATE - a.DATE_CREATE || b.ID - a.ID)
      .map((contact) => contact.ID)
    expect(ids).toEqual(expected)
  })

  it.each([
    [
      { withoutPhone: true },
      (c: { fm: readonly { TYPE_ID: string }[] }) => !c.fm.some((f) => f.TYPE_ID === 'PHONE'),
    ],
    [
      { withoutEmail: true },
      (c: { fm: readonly { TYPE_ID: string }[] }) => !c.fm.some((f) => f.TYPE_ID === 'EMAIL'),
    ],
    [{ company: 'none' }, (c: { COMPANY_IDS: readonly number[] }) => c.COMPANY_IDS.length === 0],
    [
      { responsible: { kind: 'these', people: [{ id: MANAGER, name: '' }] } },
      (c: { ASSIGNED_BY_ID: number }) => c.ASSIGNED_BY_ID === MANAGER,
    ],
  ])('filters by %o as the portal’s own data does', async (filter, matches) => {
    const expected = portalContacts().filter(matches).length
    const page = await createContactStore(restOf(ADMIN)).page(query({ filters: filter as ContactFilters }), 0)
    expect(expected).toBeGreaterThan(0)
    expect(expected).toBeLessThan(portalContacts().length)
    expect(page.total).toBe(expected)
  })

  it.each(['list', 'search'])('a period holds its first and its last day whole (%s)', async (how) => {
    const days = portalContacts()
      .map((c) => new Date(c.DATE_CREATE * 1000).toISOString().slice(0, 10))
      .toSorted()
    const day = days[Math.floor(days.length / 2)]!
    const filters = { created: { from: day, to: day } }
    const store = createContactStore(restOf(ADMIN))
    if (how === 'list') {
      expect((await store.page(query({ filters }), 0)).total).toBe(days.filter((each) => each === day).length)
    } else {
      const anyone = portalContacts().find(
        (c) => new Date(c.DATE_CREATE * 1000).toISOString().startsWith(day) && c.LAST_NAME !== '',
      )!
      const page = await store.page(query({ filters, search: anyone.LAST_NAME }), 0)
      expect(page.contacts.map((contact) => contact.id)).toContain(anyone.ID)
      for (const contact of page.contacts) expect(new Date(contact.createdAt!).toISOString()).toMatch(day)
    }
  })

  it('finds by each part of a name, in any order and case', async () => {
    const wanted = portalContacts().find(
      (c) => /^[A-Z][a-z]+$/u.test(c.NAME) && /^[A-Z][a-z]+$/u.test(c.LAST_NAME),
    )!
    const page = await createContactStore(restOf(ADMIN)).page(
      query({ search: `${wanted.LAST_NAME.toLowerCase()} ${wanted.NAME}` }),
      0,
    )
    expect(page.contacts.map((contact) => contact.id)).toContain(wanted.ID)
    for (const contact of page.contacts) {
      expect(`${contact.firstName} ${contact.secondName} ${contact.lastName}`).toMatch(
        new RegExp(wanted.NAME, 'iu'),
      )
    }
  })

  it.each(['PHONE', 'EMAIL'] as const)('finds by %s, however it is written', async (type) => {
    const wanted = portalContacts().find((c) => c.fm.some((f) => f.TYPE_ID === type && f.VALUE.length > 9))!
    const value = wanted.fm.find((f) => f.TYPE_ID === type)!.VALUE
    const typed = type === 'PHONE' ? value.replaceAll(/[^\d+]/gu, '') : value.toUpperCase()
    const page = await createContactStore(restOf(ADMIN)).page(query({ search: typed }), 0)
    expect(page.contacts.map((contact) => contact.id)).toContain(wanted.ID)
  })

  it('a search that looks like a reference into a batch is only text', async () => {
    const page = await createContactStore(restOf(ADMIN)).page(query({ search: '$result[rows][0][ID]' }), 0)
    expect(page).toMatchObject({ contacts: [], total: 0 })
  })

  it('names companies and responsibles in one request, and leaves out what cannot be read', async () => {
    const contact = portalContacts().find((c) => c.COMPANY_IDS.length > 0)!
    const companyId = contact.COMPANY_IDS[0]!
    const names = await createContactStore(restOf(ADMIN)).names([companyId, 999_999], [MANAGER, 888_888])
    expect(names.companies).toEqual(new Map([[companyId, running.portal.store.company(companyId)!.TITLE]]))
    expect([...names.users.keys()]).toEqual([MANAGER])
    expect(requests()).toBe(1)
  })
})

describe('dossier', () => {
  it('reads what is linked to a contact in at most two requests', async () => {
    const { store } = running.portal
    const rich = portalContacts().toSorted(
      (a, b) => store.itemsOfContact(2, b.ID).length - store.itemsOfContact(2, a.ID).length,
    )[1]!
    const dossier = await createDossierReader(restOf(ADMIN)).read(rich.ID)
    expect(requests()).toBeLessThanOrEqual(2)
    for (const group of dossier.items) {
      const expected = store.itemsOfContact(group.entityTypeId, rich.ID)
      expect(group.failure).toBeNull()
      expect(group.rows.map((row) => row.id).toSorted((a, b) => a - b)).toEqual(
        expected
          .map((item) => item.id)
          .toSorted((a, b) => a - b)
          .slice(-50),
      )
      expect(group.total).toBe(expected.length < 50 ? expected.length : null)
      for (const row of group.rows) expect(row.stage).not.toMatch(/^[A-Z0-9_]+:/u)
    }
    expect(dossier.activities.total).toBe(store.activitiesOfContact(rich.ID).length)
    expect(dossier.requisites.total).toBe(store.requisitesOfContact(rich.ID).length)
    expect(dossier.companies.rows.map((row) => row.id)).toEqual(rich.COMPANY_IDS)
    expect(dossier.responsibleName).not.toBeNull()
  })

  it('of a contact that is not there says so', async () => {
    await expect(createDossierReader(restOf(ADMIN)).read(999_999)).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    })
  })
})

describe('deletion', () => {
  const deleter = (userId: number) => createContactDeleter(restOf(userId))
  const someone = (assignedTo: number) =>
    portalContacts().find((contact) => contact.ASSIGNED_BY_ID === assignedTo)!.ID
  const isThere = (id: number) => running.portal.store.contact(id) !== undefined

  it('deletes, and the portal has it in its bin', async () => {
    const id = someone(MANAGER)
    expect(await deleter(ADMIN).delete(id)).toEqual({ kind: 'deleted', reread: false })
    expect(isThere(id)).toBe(false)
    expect(running.portal.store.bin().map((entry) => entry.contact.ID)).toEqual([id])
  })

  it('is refused for a foreign contact, which stays', async () => {
    const id = portalContacts().find((contact) => contact.ASSIGNED_BY_ID !== MANAGER)!.ID
    expect(await deleter(MANAGER).delete(id)).toEqual({ kind: 'access-denied', canRead: true })
    expect(isThere(id)).toBe(true)
  })

  it.each([ADMIN, MANAGER])('says that a contact that is not there is gone, to user %i', async (userId) => {
    expect(await deleter(userId).delete(999_999)).toEqual({ kind: 'gone' })
  })

  it('finds out that it worked when the answer was lost', async () => {
    const id = someone(MANAGER)
    running.portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-after' } })
    expect(await deleter(ADMIN).delete(id)).toEqual({ kind: 'deleted', reread: true })
    expect(isThere(id)).toBe(false)
  })

  it('finds out that nothing was done when the question was lost', async () => {
    const id = someone(MANAGER)
    running.portal.faults.add({ method: 'batch', kind: { type: 'drop-before' } })
    expect(await deleter(ADMIN).delete(id)).toMatchObject({ kind: 'unknown', failure: { kind: 'network' } })
    expect(await deleter(ADMIN).settle(id, true, NO_ANSWER)).toMatchObject({ kind: 'failed' })
    expect(isThere(id)).toBe(true)
  })
})
