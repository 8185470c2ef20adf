/** The menu of the app's own page, and the help in it. */
import { openList } from '../support/portal-contacts.ts'
import { expect, test } from '../support/fixtures.ts'

test.use({ portalOptions: { contacts: 60 } })

test('the menu leads to help, appearance, retention and audit, and "Deleted" stands beside it', async ({
  portalPages,
}) => {
  const { app, list } = await openList(portalPages)
  const back = app.getByRole('button', { name: 'Back to the list', exact: true })
  const more = app.getByRole('button', { name: 'More', exact: true })

  await test.step('help says how each job is done and what the app cannot do, and leads back', async () => {
    await more.click()
    await app.getByRole('button', { name: 'Help', exact: true }).click()
    await expect(app.getByRole('heading', { name: 'Help', level: 1 })).toBeFocused()
    for (const name of ['Delete one contact', 'Delete many contacts', 'Erase people who asked for it']) {
      await expect(app.getByRole('region', { name }).getByRole('listitem').first()).toBeVisible()
    }
    await expect(app.getByRole('region', { name: 'What the app cannot do' })).toContainText(
      "which rows you ticked in the portal's own list",
    )
    await back.click()
    await expect(list.table).toBeVisible()
  })

  await test.step('appearance, audit and retention are in it, and "Deleted" stands beside it', async () => {
    await expect(app.getByRole('button', { name: 'Deleted', exact: true })).toBeVisible()
    await more.click()
    await app.getByRole('combobox', { name: 'Appearance' }).selectOption('Dark')
    await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark')
    await app.getByRole('button', { name: 'Retention', exact: true }).click()
    await expect(app.getByRole('combobox', { name: 'Retention' })).toBeVisible()
    await back.click()
    await more.click()
    await app.getByRole('button', { name: 'Audit', exact: true }).click()
    await expect(app.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
  })
})
