/** Install mode: the app binds its places, once, or says who has to. */
import { expect, test } from '../support/fixtures.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { DeleteDialog } from '../pages/delete-dialog.ts'
import { nameOf } from '../support/portal-contacts.ts'
import type { Portal } from '../portal/contract.ts'
import { PORTAL_LANGUAGES } from '../../src/i18n/languages.ts'
import { USER } from '../portal/store/users.ts'

const TITLES: Readonly<Record<string, readonly [en: string, ru: string]>> = {
  CRM_CONTACT_DETAIL_TAB: ['Linked records', 'Связанные записи'],
  CRM_CONTACT_DETAIL_TOOLBAR: ['Check and delete…', 'Проверить и удалить…'],
  CRM_CONTACT_LIST_MENU: ['Check and delete…', 'Проверить и удалить…'],
  CRM_CONTACT_LIST_TOOLBAR: ['Tidy Contacts', 'Чистые контакты'],
}
const PLACES = Object.keys(TITLES)

test.use({ portalOptions: { contacts: 60, app: 'new' }, expectedConsole: [/Failed to load resource/u] })

function bound(portal: Portal): string[] {
  return portal.app.placements.map((place) => place.placement).sort()
}

test('places are bound once, by opening it, and by an update', async ({ portal, portalPages, appSite }) => {
  await test.step('an administrator only opens it: places are bound, then the portal opens the app', async () => {
    const app = await portalPages.openApp()
    await expect(new ContactsPage(app).table).toBeVisible()
    expect(portal.portal.app.INSTALLED).toBe(true)
    expect(bound(portal.portal)).toEqual(PLACES)
    for (const place of portal.portal.app.placements) {
      expect(place.handler).toBe(appSite.url)
      const [en, ru] = TITLES[place.placement] ?? []
      expect(place.langAll).toMatchObject({ en: { TITLE: en }, ru: { TITLE: ru } })
      expect(Object.keys(place.langAll).toSorted()).toEqual(PORTAL_LANGUAGES.toSorted())
    }
  })

  await test.step('an update with another address leaves one binding of each place', async () => {
    const { placements } = portal.portal.app
    placements.forEach((place) => {
      place.handler = 'https://cdn.example.com/1.0/index.html'
    })
    portal.portal.app.INSTALLED = false
    const updated = await portalPages.openApp()
    await expect(new ContactsPage(updated).table).toBeVisible()
    expect(bound(portal.portal)).toEqual(PLACES)
    expect(portal.portal.app.placements.map((place) => place.handler)).toEqual(PLACES.map(() => appSite.url))
  })
})

test('what hinders the installation is said, and trying again finishes it', async ({
  portal,
  portalPages,
  axe,
}) => {
  await test.step('who may install apps but not bind places is told to ask an administrator', async () => {
    portal.portal.faults.add({
      method: 'placement.bind',
      times: 3,
      kind: {
        type: 'refuse',
        error: 'ACCESS_DENIED',
        description: 'Access denied! Administrator authorization required',
        status: 403,
      },
    })
    const app = await portalPages.openApp()
    await expect(
      app.getByRole('heading', { name: 'An administrator has to finish the installation' }),
    ).toBeVisible()
    expect(portal.portal.app.INSTALLED).toBe(false)
    expect(await axe(app)).toEqual([])
    portal.portal.faults.clear()
  })

  await test.step('a refusal is said in words, and trying again finishes it', async () => {
    portal.portal.faults.add({
      method: 'placement.bind',
      times: 1,
      kind: { type: 'refuse', error: 'insufficient_scope', description: '' },
    })
    const app = await portalPages.openApp()
    await expect(app.getByRole('alert')).toContainText('could not be installed')
    await expect(app.getByRole('alert')).toContainText('lacks a permission')
    expect(portal.portal.app.INSTALLED).toBe(false)
    expect(await axe(app)).toEqual([])
    await app.getByRole('button', { name: 'Try again' }).click()
    await expect(new ContactsPage(app).table).toBeVisible()
    expect(bound(portal.portal)).toEqual(PLACES)
  })
})

test.describe('from the row menu of the portal’s own list', () => {
  test.use({ portalOptions: { contacts: 60 } })

  test('and from the top of the card the question comes at once', async ({
    portal,
    portalPages,
    page,
    axe,
  }) => {
    await portalPages.openContactList()

    await test.step('the question comes at once; keeping closes the slider', async () => {
      const { name } = firstInList(portal.portal)
      await (await portalPages.openRowMenu(name)).getByRole('menuitem', { name: 'Check and delete…' }).click()
      const app = portalPages.appInSlider()
      const dialog = new DeleteDialog(app, name)
      await expect(dialog.keep).toBeFocused()
      await expect(dialog.confirm).toBeEnabled()
      expect(await axe(app)).toEqual([])
      // A zoom of 400 %: there is room to read it by, and the rest comes by scrolling.
      const usual = page.viewportSize() ?? { width: 1280, height: 800 }
      await page.setViewportSize({ width: 320, height: 256 })
      const room = (content: Element): number => content.clientHeight
      await expect.poll(() => dialog.content.evaluate(room)).toBeGreaterThan(80)
      await dialog.confirm.scrollIntoViewIfNeeded()
      await expect(dialog.confirm).toBeInViewport({ ratio: 1 })
      await page.setViewportSize(usual)
      await dialog.keep.click()
      await expect(page.locator('dialog.side-panel')).toHaveCount(0)
      expect(portal.portal.store.bin()).toEqual([])
    })

    await test.step('after deleting it says what happened, and Close closes the slider', async () => {
      const { id, name } = firstInList(portal.portal)
      await (await portalPages.openRowMenu(name)).getByRole('menuitem', { name: 'Check and delete…' }).click()
      const app = portalPages.appInSlider()
      await new DeleteDialog(app, name).confirm.click()
      await expect(app.getByRole('status').filter({ hasText: `${name} was deleted` })).toBeVisible()
      expect(await axe(app)).toEqual([])
      expect(portal.portal.store.contact(id)).toBeUndefined()
      // The word, not the cross of the offer to undo.
      await app.getByRole('button', { name: 'Close', exact: true }).click()
      await expect(page.locator('dialog.side-panel')).toHaveCount(0)
    })

    await test.step('the menu at the top of the card asks the same, over the card', async () => {
      const { id, name } = firstInList(portal.portal)
      const gone = [...portal.portal.store.deletedIds()]
      await page.goto(`${portal.origin}/crm/contact/details/${id}/`)
      await page.getByRole('button', { name: 'Applications' }).click()
      await page.getByRole('menuitem', { name: 'Check and delete…' }).click()
      const app = portalPages.appInSlider()
      const dialog = new DeleteDialog(app, name)
      await expect(dialog.keep).toBeFocused()
      await dialog.confirm.click()
      await expect(app.getByRole('status').filter({ hasText: `${name} was deleted` })).toBeVisible()
      expect(portal.portal.store.deletedIds()).toEqual([...gone, id])
      await app.getByRole('button', { name: 'Close', exact: true }).click()
      await expect(page.locator('dialog.side-panel')).toHaveCount(0)
    })
  })

  function firstInList(portal: Portal): { id: number; name: string } {
    const query = { order: 'ID', desc: true, offset: 0, limit: 10 } as const
    const { rows } = portal.store.findContacts(query, USER.admin)
    const own = rows.find((row) => rows.filter((other) => nameOf(other) === nameOf(row)).length === 1)!
    return { id: own.ID, name: nameOf(own) }
  }
})
