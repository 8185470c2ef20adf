/** A browser that lets the frame save no file: nothing is called saved, and there is a way without. */
import {
  confirm,
  listed,
  onTop,
  openDesk,
  reviewAll,
  reviewThese,
  skipsNobody,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { DeletedPage } from '../pages/deleted-page.ts'
import { deletesSent } from '../support/portal-contacts.ts'

// The browser itself says so on its console.
test.use({ portalOptions: { contacts: 70 }, expectedConsole: [/Download is disallowed/u] })

test('no file is called saved, and there is a way without', async ({ page, portal, portalPages, axe }) => {
  const held = portal.portal
  takesManyRequests(held)
  skipsNobody(held)
  held.settings.frameSandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-modals'
  const downloads: string[] = []
  page.on('download', (file) => downloads.push(file.suggestedFilename()))

  await test.step('the report can be taken as text, and the archive stays where it is kept', async () => {
    const desk = await openDesk(portalPages)
    const [contact] = onTop(held)
    if (contact === undefined) throw new Error('nobody')
    await reviewThese(desk, [contact])
    await confirm(desk, 1)
    await expect(desk.run.result(1)).toBeVisible()
    await desk.run.download.click()
    await expect(desk.run.says('If no file appears')).toBeVisible()
    await desk.app.getByRole('button', { name: 'Show it as text' }).click()
    const text = desk.app.getByRole('textbox', { name: /^deletion-report-.* as text$/u })
    await expect(text).toHaveValue(
      new RegExp(`^ID,Name,"Phone, e-mail, company",Result,Reason\r?\n${contact.ID},.*,deleted,`, 'u'),
    )
    await text.focus()
    const selected = () => text.evaluate((it: HTMLTextAreaElement) => it.selectionEnd - it.selectionStart)
    expect(await selected()).toBe((await text.inputValue()).length)
    expect(await axe(desk.app)).toEqual([])
    await desk.app.getByRole('button', { name: 'Download copy' }).click()
    await expect(desk.run.says('The copies stay where they are stored')).toBeVisible()
    await desk.run.back.click()
    const deleted = new DeletedPage(desk.app)
    await deleted.open.click()
    await deleted.download.click()
    await expect(desk.app.getByText('The copy stays where it is stored')).toBeVisible()
    expect(downloads).toEqual([])
  })

  await test.step('where nothing else keeps the copies nobody is deleted before a file came', async () => {
    held.app.scopes.delete('entity')
    const ids = listed(held)
    const sent = deletesSent(held)
    const desk = await openDesk(portalPages)
    await reviewAll(desk, ids.length)
    await desk.review.confirmTyped(ids.length)
    await desk.app.getByRole('button', { name: 'Download copy' }).click()
    await expect(desk.run.says('Do not go on then: nothing is deleted yet')).toBeVisible()
    await desk.run.stop.click()
    await expect(desk.run.result(ids.length)).toBeVisible()
    expect(deletesSent(held)).toBe(sent)
    expect(listed(held)).toEqual(ids)
  })
})
