/** What can be shown of a run later: its record, the audit, and the certificate that is printed. */
import {
  confirm,
  onTop,
  openPages,
  reviewThese,
  skipsNone,
  takesManyRequests,
  turnTo,
  type Pages,
} from '../support/deletion-run.ts'
import { fingerprint, frameOf, personalData, printed, records, recordTexts } from './stored-records.ts'
import { expect, test } from '../support/fixtures.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import { AuditPage } from '../pages/audit-page.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

test.beforeEach(({ portal: { portal } }) => {
  takesManyRequests(portal)
  skipsNone(portal)
})

test.use({
  portalOptions: { contacts: 160 },
  // A frame may fetch no photo of the portal: that is a copy without it. Storages are asked for before they are made.
  expectedConsole: [/show_file\.php|Failed to load resource/u],
})

/** Where a copy is stored that was made in this browser. */
const PLACES = ['browser', 'portal-storage']

/** Deletes some contacts near the top of the list, and waits until the portal has the record of it. */
async function deleteSome(pages: Pages, held: Portal, chosen: readonly Contact[]): Promise<void> {
  const before = records(held).length
  await reviewThese(pages, chosen)
  await pages.review.giveReference('Request 17')
  await confirm(pages, chosen.length)
  await expect(pages.run.result(chosen.length)).toBeVisible()
  await expect.poll(() => records(held).filter(({ endedAt }) => endedAt !== null)).toHaveLength(before + 1)
}

/** Contacts with a phone and an address, as they are before anything is done. */
function someContacts(
  held: Portal,
  count: number,
  fits: (contact: Contact) => boolean = () => true,
): Contact[] {
  const has = ({ fm }: Contact, kind: string): boolean => fm.some(({ TYPE_ID }) => TYPE_ID === kind)
  const chosen = onTop(
    held,
    (contact) => has(contact, 'PHONE') && has(contact, 'EMAIL') && fits(contact),
  ).slice(0, count)
  if (chosen.length < count) throw new Error('too few contacts')
  return structuredClone(chosen)
}

test('one run: its record, its certificate, and what happened since', async ({
  portal,
  portalPages,
  page,
}) => {
  const { portal: held } = portal
  const chosen = someContacts(held, 3)
  const [first, second] = chosen as [Contact, Contact]
  const pages = await openPages(portalPages)
  const { app } = pages
  const [deleted, restore] = [new DeletedPage(app), new RestorePage(app)]
  const audit = new AuditPage(app)

  await test.step('a run is on record in the portal, without anything by which a contact could be known', async () => {
    await deleteSome(pages, held, chosen)
    const [record] = records(held)
    expect(record).toMatchObject({
      user: { id: USER.admin, name: 'Ada Admin' },
      planned: 3,
      reference: 'Request 17',
      counts: { deleted: 3 },
      archive: { places: ['browser', 'portal-storage'], contacts: 3, incomplete: 0 },
      kind: 'deletion',
    })
    // As ranges, so the first and the last of them are told.
    const ids = chosen.map(({ ID }) => ID)
    const reported = (record?.contacts.deleted ?? '').split(/[,-]/u).map(Number)
    expect([reported[0], reported.at(-1)]).toEqual([Math.min(...ids), Math.max(...ids)])
    expect(deletesSent(held)).toBe(3)
    const text = recordTexts(held).join('\n')
    for (const personal of personalData(chosen)) expect(text).not.toContain(personal)
  })

  await test.step('the certificate: nobody named on it, found by who knows them', async () => {
    await audit.certify.click()
    await expect(audit.certificate).toContainText('from the copy, which was as it was written')
    const text = await audit.certificate.innerText()
    for (const personal of personalData(chosen)) expect(text).not.toContain(personal)

    // By the recipe as it stands on the page, with what the portal knew of each before.
    const [, salt = ''] = /the salt: (\S+)/u.exec(text) ?? []
    expect(salt).toBe(records(held)[0]?.id)
    for (const contact of chosen) {
      await expect(audit.contact(contact.ID)).toContainText('deleted')
      await expect(audit.contact(contact.ID)).toContainText(fingerprint(contact, salt))
    }
    expect(text).not.toContain(fingerprint({ ...first, NAME: second.NAME }, salt))
  })

  await test.step('the certificate: one page dark on white', async () => {
    const frame = await frameOf(audit.certificate)
    await frame.evaluate(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', 'yes')
    })
    await audit.print.click()
    await expect(app.locator('html')).toHaveAttribute('data-printed', 'yes')

    const looks = await Promise.all(['light', 'dark'].map((theme) => printed(page, frame, theme)))
    expect(looks.map(({ pages }) => pages)).toEqual([1, 1])
    expect(looks[1]?.colours).toEqual(looks[0]?.colours)
    expect(looks[0]?.colours[1]).toBe('rgb(255, 255, 255)')

    await audit.back.click()
    await expect(pages.run.result(chosen.length)).toBeVisible()
  })

  await test.step('what happened since is told: that contacts came back', async () => {
    await pages.run.back.click()
    await deleted.open.click()
    await deleted.row(nameOf(first)).getByRole('button', { name: 'Restore', exact: true }).click()
    await restore.restore(1).click()
    await expect(restore.result(1)).toBeVisible()
    await expect
      .poll(() => records(held).find(({ kind }) => kind === 'restore'))
      .toMatchObject({ counts: { restored: 1 } })
    await expect
      .poll(() => records(held).find(({ kind }) => kind === 'deletion')?.later)
      .toMatchObject([{ kind: 'restored', by: USER.admin, contacts: 1 }])
    await restore.done.click()
  })

  await test.step('what happened since is told: that the copy was erased', async () => {
    await deleted.erase.click()
    await app.getByRole('alertdialog').getByRole('button', { name: 'Erase copy', exact: true }).click()
    await expect(app.getByText('The copy was erased.')).toBeVisible()
    await expect
      .poll(() => records(held).find(({ kind }) => kind === 'deletion')?.later)
      .toMatchObject([{ kind: 'restored' }, { kind: 'archive-erased', by: USER.admin, places: PLACES }])
    expect(held.store.keptByApp().map(({ name }) => name)).toEqual(['record', 'record'])

    const audit = await openAudit(pages)
    await expect(audit.rows).toHaveCount(2)
    await expect(audit.rows.nth(0)).toContainText('1 restored')
    await expect(audit.rows.nth(1)).toContainText('1 contact was restored')
    await expect(audit.rows.nth(1)).toContainText(/The copy in .+ was erased .+ by Ada Admin/u)
    await audit.details(audit.rows.nth(1)).click()
    await audit.certify.click()
    await expect(audit.certificate).toContainText('1 contact of this deletion was restored later.')
    // The record keeps them, whatever became of the copy.
    const run = records(held).find(({ kind }) => kind === 'deletion')
    for (const contact of chosen)
      await expect(audit.contact(contact.ID)).toContainText(fingerprint(contact, run?.id ?? ''))
    await expect(audit.called('Record of deletion')).toBeVisible()
  })
})

test('the audit of several people', async ({ portal, portalPages, context, axe }) => {
  const { portal: held } = portal
  const chosen = someContacts(held, 2, (contact) => contact.ASSIGNED_BY_ID !== USER.manager)
  const own = someContacts(held, 1, (contact) => contact.ASSIGNED_BY_ID === USER.manager)
  const admins = await openPages(portalPages)
  await deleteSome(admins, held, chosen)
  await admins.run.back.click()

  await test.step('a manager sees the runs that were his', async () => {
    held.settings.currentUserId = USER.manager
    const managers = await openPages(new PortalPages(await context.newPage(), portal))
    await deleteSome(managers, held, own)
    await managers.run.back.click()
    await new DeletedPage(managers.app).open.click()
    const his = await openAudit(managers)
    await expect(his.rows).toHaveCount(1)
    await expect(his.rows).toContainText('Max Manager')
    await expect(managers.app.getByText('Only an administrator sees those of everybody.')).toBeVisible()
  })

  await turnTo(admins)
  await new DeletedPage(admins.app).open.click()
  const audit = await openAudit(admins)
  await test.step('an administrator those of everybody', async () => {
    await expect(audit.rows).toHaveCount(2)
    await expect(audit.rows.nth(1)).toContainText('Ada Admin')
    await expect(audit.rows.nth(1)).toContainText('2 deleted')
    await expect(audit.rows.nth(0)).toContainText('Max Manager')
    await expect(audit.rows.nth(0)).toContainText("In the app's storage in the portal, until")
    await expect(admins.app.getByText('Administrators see those of everybody.')).toBeVisible()

    // The administrator prints the certificate of the manager's run, from the copy in the manager's storage.
    await audit.details(audit.rows.nth(0)).click()
    await expect(audit.heading).toHaveText(/^Deletion of /u)
    await audit.certify.click()
    const salt = records(held).find(({ user }) => user.id === USER.manager)?.id ?? ''
    for (const contact of own)
      await expect(audit.contact(contact.ID)).toContainText(fingerprint(contact, salt))
    await expect(audit.certificate).toContainText('Max Manager')
    await expect(audit.certificate).toContainText('Request 17')
    await audit.back.click()
    await audit.back.click()
  })

  await test.step('who looked into the bin says so in all records of the audit at once', async () => {
    const button = 'The bin is empty or off (2 records)…'
    const several = admins.app.getByRole('button', { name: button, exact: true })
    await several.click()
    expect(await axe(admins.app)).toEqual([])
    expect(records(held).flatMap(({ later }) => later)).toEqual([])
    await admins.app.getByRole('button', { name: 'Note in 2 records', exact: true }).click()
    await expect(several).toHaveCount(0)
    const emptied = expect.objectContaining({ kind: 'bin-emptied', by: USER.admin })
    expect(records(held).map(({ later }) => later)).toEqual([[emptied], [emptied]])
  })

  await test.step('the audit is searched, and left for where one came from', async () => {
    await audit.search.fill('max')
    await expect(audit.rows).toHaveCount(1)
    await audit.back.click()
    await expect(new DeletedPage(admins.app).heading).toBeVisible()
    await expect(admins.app.getByRole('button', { name: 'Audit', exact: true })).toBeFocused()
  })
})

/** From what was deleted. */
async function openAudit({ app }: Pages): Promise<AuditPage> {
  await app.getByRole('button', { name: 'Audit', exact: true }).click()
  return new AuditPage(app)
}
