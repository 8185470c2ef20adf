/** Texts of a portal, and of a copy, that are markup: shown, printed and exported as what they are. */
import { readFile } from 'node:fs/promises'
import { confirm, openPages, skipsNone, takesManyRequests } from '../support/deletion-run.ts'
import { expectHarmless, expectNothingMade, makeTextsHostile, MARKUP } from '../support/hostile-texts.ts'
import { expect, test } from '../support/fixtures.ts'
import { archiveTextOf, packed, resealed } from '../support/archive-of.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import { AuditPage } from '../pages/audit-page.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { deleteAll, openFile, openRestorePages, USUAL_NOISE } from '../support/restoring.ts'

test.use({ portalOptions: { contacts: 70 }, expectedConsole: [USUAL_NOISE] })
test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test('texts of the portal: from the list over a deletion, its record and its copy to a restore', async ({
  context,
  page,
  portal,
  portalPages,
}) => {
  skipsNone(portal.portal)
  await makeTextsHostile(context)
  const pages = await openPages(portalPages)
  const audit = new AuditPage(pages.app)

  await test.step('in the list, the review and the result of a deletion', async () => {
    await expectHarmless(pages.app)
    for (const at of [1, 2]) await pages.rows.table.getByRole('checkbox').nth(at).check()
    await pages.bar.review.click()
    await expect(pages.review.delete(2)).toBeVisible()
    await expectHarmless(pages.app)
    await pages.review.giveReference(MARKUP)
    await confirm(pages, 2)
    await expect(pages.run.result(2)).toBeVisible()
    await expectHarmless(pages.app)
    expect(portal.portal.store.deletedIds()).toHaveLength(2)
    // The heading around the frame is written by the portal, as text.
    await expect(page.locator('#pagetitle').locator('*')).toHaveCount(0)
  })

  await test.step('in its report and its record, on screen and printed', async () => {
    const saved = page.waitForEvent('download')
    await pages.run.download.click()
    const csv = await readFile(await (await saved).path(), 'utf8')
    // In one quoted cell, its quotes doubled.
    expect(csv).toContain(MARKUP.replaceAll('"', '""'))

    await audit.certify.click()
    await expect(audit.certificate).toBeVisible()
    await expectHarmless(pages.app)
    await page.emulateMedia({ media: 'print' })
    await expectHarmless(pages.app)
    await page.emulateMedia({ media: 'screen' })
    await audit.back.click()
    await pages.run.back.click()
  })

  await test.step('in its copy, and in what a restore would bring back', async () => {
    const deleted = new DeletedPage(pages.app)
    await deleted.open.click()
    await expect(deleted.table).toBeVisible()
    await expectHarmless(pages.app)
    await deleted.tickAll.check()
    await deleted.restore(2).click()
    const restore = new RestorePage(pages.app)
    await expect(restore.comesBack).toContainText('2 contacts')
    await expectHarmless(pages.app)
  })

  await test.step('in the card, where everything hangs on a contact', async () => {
    const app = await portalPages.openCardTab(ODD.everything)
    await expect(new ContactTab(app).delete).toBeVisible()
    await expectHarmless(app)
    await new ContactTab(app).delete.click()
    await expect(app.getByRole('alertdialog')).toBeVisible()
    await expectHarmless(app)
  })
})

test('texts of a refusal and of copy files', async ({ page, portal, portalPages }) => {
  const held = portal.portal
  const ids = [ODD.everything, 50]
  const text = await archiveTextOf(portal, ids)
  const [header = '', contact = ''] = (await archiveTextOf(portal, [50])).split('\n')
  deleteAll(held, ids)
  const elsewhere: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('elsewhere')) elsewhere.push(request.url())
  })

  await test.step('a refusal in markup is words', async () => {
    held.faults.add({
      method: 'crm.contact.list',
      kind: { type: 'refuse', error: 'ERROR_CORE', description: `Closed today. ${MARKUP}` },
    })
    const app = await portalPages.openApp()
    await expect(app.getByRole('alert')).toContainText('Closed today.')
    await expectNothingMade(app)
  })

  const pages = await openRestorePages(portalPages)
  await test.step('a copy file that unpacks without end is told and costs nothing', async () => {
    await openFile(pages, await packed(`${header}\n${contact}\n${'\n'.repeat(10_000_000)}`))
    await expect(pages.deleted.table.getByRole('row')).toHaveCount(2)
    await expect(pages.app.getByText('damaged lines were left out', { exact: false }).first()).toBeVisible()
  })

  await test.step('a copy file whose every text is markup, with keys of prototypes and links to elsewhere', async () => {
    const evil = await resealed(text, (line) => {
      const texts = JSON.stringify(` ${MARKUP}`).slice(1, -1)
      return line
        .replaceAll(/"(NAME|LAST_NAME|title|name|subject|text)":"([^"\\]*)"/gu, `"$1":"$2${texts}"`)
        .replaceAll('"fields":{', '"fields":{"__proto__":{"hurt":1},"constructor":{"prototype":{"hurt":1}},')
        .replaceAll(/"([\w]*[uU]rl\w*)":"[^"]*"/gu, '"$1":"https://elsewhere.example/a.exe"')
    })
    await pages.deleted.chooseFile('evil.ndjson.gz', await packed(evil))
    await expect(pages.deleted.table.getByRole('row')).toHaveCount(3)
    await expectHarmless(pages.app)
    await pages.deleted.restore(2).click()
    await expect(pages.restore.comesBack).toContainText('2 contacts')
    await expectHarmless(pages.app)
    await pages.restore.restore(2).click()
    await expect(pages.restore.result(2)).toBeVisible()
    await expectHarmless(pages.app)
    const links = await pages.app
      .locator('a')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
    expect(links.filter((link) => !link.startsWith(`${portal.origin}/`))).toEqual([])
    expect(elsewhere).toEqual([])
    await pages.restore.done.click()
  })

  await test.step('a copy file that unpacks to lines without end is told and costs nothing', async () => {
    await pages.deleted.chooseFile(
      'bomb.ndjson.gz',
      await packed(`${header}\n${contact}\n${'x'.repeat(40_000_000)}`),
    )
    await expect(pages.deleted.table.getByRole('row')).toHaveCount(2)
    expect(held.store.deletedIds()).toEqual(ids)
  })
})
