import { ContactTab } from '../pages/contact-tab.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { ContactRows } from '../pages/contact-rows.ts'
import { expect, test } from '../support/fixtures.ts'
import { ODD } from '../portal/store/odd-contacts.ts'

/** Portals that are unusual, yet within what the documents allow. */

test.use({ portalOptions: { contacts: 60 } })

test('names that may not be read or are too long, and contacts that are alone or elsewhere', async ({
  portal,
  portalPages,
}) => {
  const { store, app: known, settings } = portal.portal

  await test.step('a colleague whose name may not be read is still somebody, not "none"', async () => {
    known.scopes.delete('user_brief')
    const rows = await new ContactRows(await portalPages.openApp()).ready()
    const [first] = await rows.ids()
    const responsible = store.contact(first ?? 0)?.ASSIGNED_BY_ID
    await expect(rows.at(0).getByRole('cell', { name: `User ${responsible}`, exact: true })).toBeVisible()
  })

  await test.step('when the last row goes, the focus goes to the heading', async () => {
    const app = portalPages.app()
    const list = new ContactsPage(app)
    await list.search.fill('Nadia Nothing')
    await expect(list.table.getByRole('row')).toHaveCount(2)
    const question = await list.askToDelete('Nadia Nothing')
    await question.confirm.click()
    await expect(list.status.filter({ hasText: 'Nadia Nothing was deleted' })).toBeVisible()
    await expect(list.table).toHaveCount(0)
    await expect(app.getByRole('heading', { name: 'Contacts', exact: true })).toBeFocused()
    expect(store.deletedIds()).toEqual([ODD.nothing])
    known.scopes.add('user_brief')
  })

  await test.step('a contact outside the list’s category is shown in its tab, and can be deleted there', async () => {
    const before = [...store.deletedIds()]
    const tab = new ContactTab(await portalPages.openCardTab(ODD.otherCategory))
    await expect(tab.heading('Contractor Elsewhere')).toBeVisible()
    const question = await tab.askToDelete('Contractor Elsewhere')
    await question.confirm.click()
    await expect(tab.status).toContainText('Contractor Elsewhere was deleted')
    expect(store.deletedIds()).toEqual([...before, ODD.otherCategory])
  })

  await test.step('a name is cut at its own end, whichever way the page reads', async () => {
    settings.lang = 'ar'
    const app = await portalPages.openApp()
    await app.getByRole('searchbox').fill('Maximiliana')
    const name = app
      .getByRole('table')
      .getByRole('link', { name: /^Maximiliana/ })
      .locator('bdi')
    await expect(name).toBeVisible()
    const cut = await name.evaluate((element) => {
      const { direction, overflow, textOverflow } = getComputedStyle(element)
      return { direction, overflow, textOverflow, isCut: element.scrollWidth > element.clientWidth }
    })
    expect(cut).toEqual({ direction: 'ltr', overflow: 'hidden', textOverflow: 'ellipsis', isCut: true })
  })
})
