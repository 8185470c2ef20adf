/** A browser that lets the frame save no file: nothing is called saved, and there is a way without. */
import {
  confirm,
  listed,
  onTop,
  openPages,
  reviewAll,
  reviewThese,
  skipsNone,
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
  skipsNone(held)
  held.settings.frameSandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-modals'
  const downloads: string[] = []
  page.on('download', (file) => downloads.push(file.suggestedFilename()))

  await test.step('the report can be taken as text, and the archive stays where it is kept', async () => {
    const pages = await openPages(portalPages)
    const [contact] = onTop(held)
    if (contact === undefined) throw new Error('nobody')
    await reviewThese(pages, [contact])
    await confirm(pages, 1)
    await expect(pages.run.result(1)).toBeVisible()
    await pages.run.download.click()
    await expect(pages.run.says('If no file appears')).toBeVisible()
    await pages.app.getByRole('button', { name: 'Show it as text' }).click()
    const text = pages.app.getByRole('textbox', { name: /^deletion-report-.* as text$/u })
    await expect(text).toHaveValue(
      new RegExp(`^ID,Name,"Phone, e-mail, company",Result,Reason\r?\n${contact.ID},.*,deleted,`, 'u'),
    )
    await text.focus()
    const selected = () => text.evaluate((it: HTMLTextAreaElement) => it.selectionEnd - it.selectionStart)
    expect(await selected()).toBe((await text.inputValue()).length)
    expect(await axe(pages.app)).toEqual([])
    await pages.app.getByRole('button', { name: 'Download copy' }).click()
    await expect(pages.run.says('The copies stay where they are stored')).toBeVisible()
    await pages.run.back.click()
    const deleted = new DeletedPage(pages.app)
    await deleted.open.click()
    await deleted.download.click()
    await expect(pages.app.getByText('The copy stays where it is stored')).toBeVisible()
    expect(downloads).toEqual([])
  })

  await test.step('where nothing else keeps the copies nobody is deleted before a file came', async () => {
    held.app.scopes.delete('entity')
    const ids = listed(held)
    const sent = deletesSent(held)
    const pages = await openPages(portalPages)
    await reviewAll(pages, ids.length)
    await pages.review.confirmTyped(ids.length)
    await pages.app.getByRole('button', { name: 'Download copy' }).click()
    await expect(pages.run.says('Do not go on then: nothing is deleted yet')).toBeVisible()
    await pages.run.stop.click()
    await expect(pages.run.result(ids.length)).toBeVisible()
    expect(deletesSent(held)).toBe(sent)
    expect(listed(held)).toEqual(ids)
  })
})
