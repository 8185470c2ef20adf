/** Texts of a portal, and of a copy, that are markup: shown, printed and exported as what they are. */
import { readFile } from 'node:fs/promises'
import { confirm, openDesk, skipsNobody, takesManyRequests } from '../support/deletion-run.ts'
import { expectHarmless, expectNothingMade, makeTextsHostile, MARKUP } from '../support/hostile-texts.ts'
import { expect, test } from '../support/fixtures.ts'
import { archiveTextOf, packed, resealed } from '../support/archive-of.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import { EvidencePage } from '../pages/evidence-page.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { deleteAll, openFile, openRestoreDesk, USUAL_NOISE } from '../support/restoring.ts'

test.use({ portalOptions: { contacts: 70 }, expectedConsole: [USUAL_NOISE] })
test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test('texts of the portal: from the list over a deletion, its record and its copy to a restore', async ({
  context,
  page,
  portal,
  portalPages,
}) => {
  skipsNobody(portal.portal)
  await makeTextsHostile(context)
  const desk = await openDesk(portalPages)
  const evidence = new EvidencePage(desk.app)

  await test.step('in the list, the review and the result of a deletion', async () => {
    await expectHarmless(desk.app)
    for (const at of [1, 2]) await desk.rows.table.getByRole('checkbox').nth(at).check()
    await desk.bar.review.click()
    await expect(desk.review.delete(2)).toBeVisible()
    await expectHarmless(desk.app)
    await desk.review.giveReference(MARKUP)
    await confirm(desk, 2)
    await expect(desk.run.result(2)).toBeVisible()
    await expectHarmless(desk.app)
    expect(portal.portal.store.deletedIds()).toHaveLength(2)
    // The heading around the frame is written by the portal, as text.
    await expect(page.locator('#pagetitle').locator('*')).toHaveCount(0)
  })

  await test.step('in its report and its record, on screen and printed', async () => {
    const saved = page.waitForEvent('download')
    await desk.run.download.click()
    const csv = await readFile(await (await saved).path(), 'utf8')
    // In one quoted cell, its quotes doubled.
    expect(csv).toContain(MARKUP.replaceAll('"', '""'))

    await evidence.certify.click()
    await expect(evidence.certificate).toBeVisible()
    await expectHarmless(desk.app)
    await page.emulateMedia({ media: 'print' })
    await expectHarmless(desk.app)
    await page.emulateMedia({ media: 'screen' })
    await evidence.back.click()
    await desk.run.back.click()
  })

  await test.step('in its copy, and in what a restore would bring back', async () => {
    const deleted = new DeletedPage(desk.app)
    await deleted.open.click()
    await expect(deleted.table).toBeVisible()
    await expectHarmless(desk.app)
    await deleted.tickAll.check()
    await deleted.restore(2).click()
    const restore = new RestorePage(desk.app)
    await expect(restore.comesBack).toContainText('2 contacts')
    await expectHarmless(desk.app)
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

  const desk = await openRestoreDesk(portalPages)
  await test.step('a copy file that unpacks without end is told and costs nothing', async () => {
    await openFile(desk, await packed(`${header}\n${contact}\n${'\n'.repeat(10_000_000)}`))
    await expect(desk.deleted.table.getByRole('row')).toHaveCount(2)
    await expect(desk.app.getByText('damaged lines were left out', { exact: false }).first()).toBeVisible()
  })

  await test.step('a copy file whose every text is markup, with keys of prototypes and links to elsewhere', async () => {
    const evil = await resealed(text, (line) => {
      const texts = JSON.stringify(` ${MARKUP}`).slice(1, -1)
      return line
        .replaceAll(/"(NAME|LAST_NAME|title|name|subject|text)":"([^"\\]*)"/gu, `"$1":"$2${texts}"`)
        .replaceAll('"fields":{', '"fields":{"__proto__":{"hurt":1},"constructor":{"prototype":{"hurt":1}},')
        .replaceAll(/"([\w]*[uU]rl\w*)":"[^"]*"/gu, '"$1":"https://elsewhere.example/a.exe"')
    })
    await desk.deleted.chooseFile('evil.ndjson.gz', await packed(evil))
    await expect(desk.deleted.table.getByRole('row')).toHaveCount(3)
    await expectHarmless(desk.app)
    await desk.deleted.restore(2).click()
    await expect(desk.restore.comesBack).toContainText('2 contacts')
    await expectHarmless(desk.app)
    await desk.restore.restore(2).click()
    await expect(desk.restore.result(2)).toBeVisible()
    await expectHarmless(desk.app)
    const links = await desk.app
      .locator('a')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
    expect(links.filter((link) => !link.startsWith(`${portal.origin}/`))).toEqual([])
    expect(elsewhere).toEqual([])
    await desk.restore.done.click()
  })

  await test.step('a copy file that unpacks to lines without end is told and costs nothing', async () => {
    await desk.deleted.chooseFile(
      'bomb.ndjson.gz',
      await packed(`${header}\n${contact}\n${'x'.repeat(40_000_000)}`),
    )
    await expect(desk.deleted.table.getByRole('row')).toHaveCount(2)
    expect(held.store.deletedIds()).toEqual(ids)
  })
})
