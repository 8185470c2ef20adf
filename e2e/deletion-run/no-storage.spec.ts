/** Where the browser keeps nothing for a frame of another site. */
import { ContactsPage } from '../pages/contacts-page.ts'
import {
  confirm,
  pagesOf,
  listed,
  onTop,
  openPages,
  reviewThese,
  runInSlowMotion,
  skipsNone,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect } from '../support/fixtures.ts'
import { frameStorage, testWithoutStorage as test } from '../support/frame-storage.ts'
import { bringBack } from '../support/one-copy.ts'
import { contactOnTop, deletesSent, nameOf } from '../support/portal-contacts.ts'
import { broughtBack, expectOnce } from '../support/restoring.ts'
import { heldOf } from '../tools/held.ts'

test.use({
  portalOptions: { contacts: 70 },
  // Options that the portal refuses.
  expectedConsole: [/Failed to load resource/u],
})

test('many are deleted and brought back, by what the portal stores instead', async ({
  page,
  portal,
  portalPages,
  time,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  skipsNone(held)
  held.app.scopes.delete('entity')
  const pages = await openPages(portalPages)
  expect(await frameStorage(pages.app)).toBe('refused')

  await test.step('no copies anywhere: they are in hand until the file is downloaded, and Undo brings back what went', async () => {
    const chosen = onTop(held).slice(0, 3)
    const ids = chosen.map(({ ID }) => ID)
    const before = ids.map((id) => heldOf(held, id))
    await reviewThese(pages, chosen)
    await expect(pages.app.getByText('Neither this portal nor this browser lets the app store')).toBeVisible()
    await expect(pages.app.getByText('all contacts are copied first')).toBeVisible()
    // There is no other way, so none is offered.
    await expect(pages.app.getByRole('checkbox', { name: /^Copy all contacts first/u })).toHaveCount(0)
    await confirm(pages, 3)
    const file = page.waitForEvent('download')
    await pages.app.getByRole('button', { name: 'Download copy' }).click()
    await file
    expect(deletesSent(held)).toBe(0)
    await pages.app.getByRole('button', { name: 'Delete now' }).click()
    await expect(pages.run.result(3)).toBeVisible()
    expect(ids.map((id) => held.store.contact(id))).toEqual([undefined, undefined, undefined])
    await pages.run.back.click()
    await bringBack(pages.app, 3)
    expectOnce(held, ids)
    expect(ids.map((id) => heldOf(held, broughtBack(held).get(id)?.[0] ?? 0))).toEqual(before)
  })

  held.app.scopes.add('entity')
  await page.reload()
  const again = await pagesOf(portalPages.app())

  await test.step('the question and the review promise copies only where they will lie', async () => {
    const list = new ContactsPage(again.app)
    const dialog = await list.askToDelete(nameOf(contactOnTop(portal)))
    await expect(dialog.root).toContainText('You can undo this for 30 days. A copy is saved first.')
    await dialog.keep.click()
    await reviewThese(again, onTop(held).slice(0, 2))
    await again.review.consequences.click()
    await expect(again.app.getByText('A copy of each contact is saved first, in this portal.')).toBeVisible()
    await expect(again.app.getByText('and in this browser')).toHaveCount(0)
    await again.review.keep.click()
    await again.bar.clear.click()
  })

  await test.step('a run says that it cannot be taken up where the portal keeps nothing either, and does its work', async () => {
    const before = deletesSent(held)
    held.faults.add({
      method: 'user.option.set',
      times: 1e6,
      kind: { type: 'refuse', error: 'ERROR_CORE', description: 'No' },
    })
    const total = await runInSlowMotion(again, held)
    await expect(again.app.getByText('Neither this browser nor the portal stores the progress')).toBeVisible()
    held.faults.clear()
    await time.passesUntil(expect(again.run.report).toContainText(`${total} contacts deleted`))
    expect(listed(held).length).toBe(0)
    expect(deletesSent(held)).toBe(before + total)
  })
})
