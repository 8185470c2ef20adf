import { readFile } from 'node:fs/promises'
import type { FrameLocator, Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { contactsOf, has } from '../pages/contact-rows.ts'
import { USER } from '../portal/store/users.ts'
import { openList } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 400 } })

async function openExport(app: FrameLocator): Promise<void> {
  await app.getByRole('button', { name: 'More', exact: true }).click()
  await app.getByRole('button', { name: 'Export…' }).click()
}

async function savedText(page: Page, app: FrameLocator): Promise<string> {
  const download = page.waitForEvent('download')
  await app.getByRole('button', { name: 'Export as CSV' }).click()
  return readFile(await (await download).path(), 'utf8')
}

test('exports what matches and what the person may see, runs nothing in a spreadsheet, and can be cancelled', async ({
  page,
  portal,
  portalPages,
}) => {
  const { store } = portal.portal
  const formula = contactsOf(portal).find((one) => !has(one, 'PHONE'))!
  store.updateContact(formula.ID, { NAME: '=HYPERLINK("https://evil.example")', LAST_NAME: '' })
  const truth = contactsOf(portal).filter((one) => !has(one, 'PHONE'))
  const { app } = await openList(portalPages)

  await test.step('is cancelled between two requests, and makes no file', async () => {
    await openExport(app)
    let downloads = 0
    page.on('download', () => (downloads += 1))
    portal.portal.faults.add({ method: 'crm.contact.list', skip: 2, kind: { type: 'slow', ms: 60_000 } })
    await app.getByRole('button', { name: 'Export as CSV' }).click()
    await expect.poll(() => portal.portal.clock.waiting.length).toBe(1)
    await expect(app.getByRole('progressbar', { name: 'Contacts read' })).toBeVisible()
    await app.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await expect(app.getByRole('dialog')).toHaveCount(0)
    const asked = portal.portal.log.length
    portal.portal.clock.advance(60_000)
    await app.getByRole('button', { name: 'Refresh the list' }).click()
    await expect.poll(() => portal.portal.log.length).toBeGreaterThan(asked)
    expect(downloads).toBe(0)
  })

  await test.step('exports all that match, with the columns shown, and runs nothing in a spreadsheet', async () => {
    await app.getByRole('button', { name: 'Filters' }).click()
    await app.getByRole('checkbox', { name: 'Has no phone' }).check()
    await expect(app.getByText(`${truth.length} contacts match`, { exact: true })).toBeVisible()
    await openExport(app)
    await expect(app.getByRole('dialog')).toContainText(`${truth.length} contacts go into a file`)
    const text = await savedText(page, app)
    const lines = text
      .replace(/^\uFEFF/u, '')
      .trimEnd()
      .split('\r\n')
    expect(lines[0]).toBe('ID,Name,Phone,E-mail,Company,Responsible,Created,Changed')
    const ids = lines.slice(1).map((line) => Number(line.split(',', 1)[0]))
    expect(ids).toEqual(truth.map(({ ID }) => ID).toSorted((a, b) => a - b))
    expect(lines.find((line) => line.startsWith(`${formula.ID},`))).toContain(`"'=HYPERLINK`)
    await expect(
      app.getByRole('status').filter({ hasText: `A file with ${truth.length} contacts` }),
    ).toBeVisible()
  })

  await test.step('has only what the person may see', async () => {
    portal.portal.settings.currentUserId = USER.manager
    portal.portal.store.users.get(USER.manager)!.rights.read = 'own'
    const own = contactsOf(portal).filter(({ ASSIGNED_BY_ID }) => ASSIGNED_BY_ID === USER.manager)
    const { app: theirs } = await openList(portalPages)
    await openExport(theirs)
    const text = await savedText(page, theirs)
    expect(text.trimEnd().split('\r\n')).toHaveLength(own.length + 1)
  })
})
