/** The app in the card of one contact. */
import type { FrameLocator, Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { wordsIn } from '../support/words.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import { nameOf } from '../support/portal-contacts.ts'
import type { Portal, RestLogEntry } from '../portal/contract.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { USER } from '../portal/store/users.ts'

test.use({ portalOptions: { contacts: 300 } })

const rich = ODD.everything

function nameIn(portal: Portal, id: number): string {
  return nameOf(portal.store.contact(id)!)
}

/** The count beside a section's title. */
function section(app: FrameLocator, title: string): { count: ReturnType<FrameLocator['getByRole']> } {
  return { count: app.getByRole('heading', { level: 2, name: new RegExp(`^${title}`, 'u') }) }
}

for (const slider of [false, true]) {
  test(`shows who it is and what hangs on it, ${slider ? 'nested in a slider' : 'as the top page'}`, async ({
    portal,
    portalPages,
  }) => {
    const { store } = portal.portal
    const app = await portalPages.openCardTab(rich, { slider })
    const tab = new ContactTab(app)
    await expect(tab.heading(nameIn(portal.portal, rich))).toBeVisible()
    await expect(section(app, 'Deals').count).toHaveText(`Deals${store.itemsOfContact(2, rich).length}`)
    await expect(section(app, 'Invoices').count).toHaveText(
      `Invoices${store.itemsOfContact(31, rich).length}`,
    )
    await expect(section(app, 'Activities').count).toHaveText(
      `Activities${store.activitiesOfContact(rich).length}`,
    )
    const [deal] = store.itemsOfContact(2, rich)
    await expect(app.getByRole('link', { name: deal!.title, exact: true })).toHaveAttribute(
      'href',
      `${portal.origin}/crm/deal/details/${deal!.id}/`,
    )
    // All of it in two round trips; one more asks whether it is protected.
    const isProtection = ({ commands = [] }: RestLogEntry) =>
      commands.some(({ method }) => method === 'app.option.get')
    const sent = portal.portal.log.filter((entry) => !isProtection(entry))
    expect(sent.map((entry) => entry.method)).toEqual(['batch', 'batch'])
  })
}

test('the first five, then all that were read; the frame is as high as its content, and grows with it', async ({
  page,
  portalPages,
}) => {
  const app = await portalPages.openCardTab(ODD.sixtyDeals)
  const deals = app.getByRole('region', { name: /^Deals/u })
  await expect(deals.getByRole('listitem')).toHaveCount(5)
  await expect(section(app, 'Deals').count).toHaveText('Deals50+')
  const frame = page.locator('iframe[id^="appframe_"]')
  const fits = async (): Promise<boolean> => {
    const content = await app.locator('main').evaluate((main: HTMLElement) => main.offsetHeight)
    const height = (await frame.boundingBox())?.height ?? 0
    return height >= content && height < Math.max(content, 600) + 60
  }
  await expect.poll(fits).toBe(true)
  await deals.getByRole('button', { name: 'Show the first 50' }).click()
  await expect(deals.getByRole('listitem')).toHaveCount(50)
  await expect.poll(fits).toBe(true)
  await deals.getByRole('button', { name: 'Show fewer' }).click()
  await expect(deals.getByRole('listitem')).toHaveCount(5)
})

test('a contact without anything says so', async ({ portalPages, axe }) => {
  const app = await portalPages.openCardTab(ODD.nothing)
  await expect(app.getByText('Nothing you can see is linked to this contact.')).toBeVisible()
  expect(await axe(app)).toEqual([])
})

test.describe('a part that cannot be read', () => {
  test('is said in its place, and the rest is there', async ({ portal, portalPages, axe }) => {
    portal.portal.faults.add({
      method: 'crm.activity.list',
      times: 10,
      kind: { type: 'refuse', error: 'insufficient_scope', description: '' },
    })
    const app = await portalPages.openCardTab(rich)
    await expect(section(app, 'Deals').count).toBeVisible()
    await expect(app.getByRole('region', { name: 'Activities' })).toContainText(
      'Activities could not be read',
    )
    expect(await axe(app)).toEqual([])
  })
})

test.describe('deleting from the tab', () => {
  for (const slider of [false, true]) {
    test(`ends in a clear screen, ${slider ? 'nested in a slider' : 'as the top page'}`, async ({
      portal,
      portalPages,
      page,
    }) => {
      const name = nameIn(portal.portal, rich)
      const app = await portalPages.openCardTab(rich, { slider })
      const tab = new ContactTab(app)
      const dialog = await tab.askToDelete(name)
      await expect(dialog.keep).toBeFocused()
      await expect(dialog.confirm).toBeEnabled()
      await dialog.confirm.click()
      await expect(tab.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
      await expect(tab.heading(name)).toBeFocused()
      await expect(tab.delete).toHaveCount(0)
      expect(portal.portal.store.contact(rich)).toBeUndefined()
      // The list behind the slider has been refreshed.
      if (slider) await expect(page.getByRole('button', { name: `Actions for ${name}` })).toHaveCount(0)

      await app.getByRole('link', { name: 'Go to the recycle bin' }).click()
      await expect(page).toHaveURL(`${portal.origin}/crm/recyclebin/`)
      await expect(page.getByText(name)).toBeVisible()
    })
  }

  test('without the right leaves the card as it is', async ({ portal, portalPages, axe }) => {
    portal.portal.settings.currentUserId = USER.reader
    const name = nameIn(portal.portal, rich)
    const app = await portalPages.openCardTab(rich)
    const tab = new ContactTab(app)
    const dialog = await tab.askToDelete(name)
    await dialog.confirm.click()
    await expect(tab.alert).toContainText(`${name} was not deleted: access denied`)
    await expect(tab.delete).toBeFocused()
    expect(portal.portal.store.contact(rich)).toBeDefined()
    expect(await axe(app)).toEqual([])
  })
})

/** Shows another tab for longer than a frame, as every person does: what is hidden and shown within one is not seen. */
async function leaveTab(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'General' }).click()
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

test('a tab that is shown again reads again', async ({ portal, portalPages, page }) => {
  const app = await portalPages.openCardTab(rich)
  const tab = new ContactTab(app)
  await expect(tab.heading(nameIn(portal.portal, rich))).toBeVisible()
  await leaveTab(page)
  portal.portal.store.updateContact(rich, { LAST_NAME: 'Renamed' })
  await page.getByRole('tab', { name: 'Linked records' }).click()
  await expect(tab.heading(nameIn(portal.portal, rich))).toBeVisible()

  await leaveTab(page)
  portal.portal.store.deleteContact(rich, USER.firstColleague)
  await page.getByRole('tab', { name: 'Linked records' }).click()
  await expect(app.getByRole('heading', { name: 'This contact is no longer there' })).toBeVisible()
  await expect(tab.delete).toHaveCount(0)
})

test('what was changed in a slider shows when it closes', async ({ portal, portalPages, page }) => {
  const app = await portalPages.openCardTab(rich)
  const [deal] = portal.portal.store.itemsOfContact(2, rich)
  await app.getByRole('link', { name: deal!.title, exact: true }).click()
  await expect(page.locator('dialog.side-panel')).toBeVisible()
  portal.portal.store.updateContact(rich, { LAST_NAME: 'Renamed' })
  await portalPages.closeSlider()
  await expect(new ContactTab(app).heading(nameIn(portal.portal, rich))).toBeVisible()
})

test('a contact that is only being created gets an explanation', async ({ portalPages, axe }) => {
  const app = await portalPages.openCardTab(0)
  await expect(app.getByText('Save the contact first')).toBeVisible()
  await expect(app.getByRole('button', { name: 'Delete contact' })).toHaveCount(0)
  expect(await axe(app)).toEqual([])
})

test.describe('in other languages and lights', () => {
  test('Russian', async ({ portal, portalPages, page }) => {
    portal.portal.settings.lang = 'ru'
    await page.goto(`${portal.origin}/crm/contact/details/${rich}/`)
    await page.getByRole('tab', { name: 'Linked records' }).click()
    const app = portalPages.app()
    await app.getByRole('button', { name: 'Удалить контакт' }).click()
    const dialog = app.getByRole('alertdialog', { name: `Удалить ${nameIn(portal.portal, rich)}?` })
    await expect(dialog.getByRole('button', { name: 'Оставить контакт' })).toBeFocused()
    await expect(app.locator('html')).toHaveAttribute('lang', 'ru')
  })

  test('Arabic, laid out from the right', async ({ portal, portalPages, page }) => {
    portal.portal.settings.lang = 'ar'
    await page.goto(`${portal.origin}/crm/contact/details/${rich}/`)
    await page.getByRole('tab').last().click()
    const app = portalPages.app()
    await expect(app.getByRole('button', { name: wordsIn('ar')('deletion.confirm') })).toBeVisible()
    await expect(app.locator('html')).toHaveAttribute('dir', 'rtl')
    await expect(app.locator('html')).toHaveAttribute('lang', 'ar')
  })

  test('dark, chosen once and remembered', async ({ portalPages, page }) => {
    let app = await portalPages.openCardTab(rich)
    await app.getByRole('button', { name: 'More', exact: true }).click()
    await app.getByRole('combobox', { name: 'Appearance' }).selectOption('Dark')
    await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.keyboard.press('Escape')
    app = await portalPages.openCardTab(rich)
    await expect(new ContactTab(app).delete).toBeVisible()
    await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark')
  })
})
