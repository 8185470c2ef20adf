/** Portals on somebody's own server: from the list over a deletion to the restored contact. */
import { expect, test } from '../support/fixtures.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import { takesManyRequests } from '../support/deletion-run.ts'
import { USUAL_NOISE } from '../support/restoring.ts'
import { thereAndBack } from '../support/there-and-back.ts'
import { DIST } from '../tools/files.ts'

test.use({
  portalOptions: { contacts: 70 },
  expectedConsole: [new RegExp(`${USUAL_NOISE.source}|status of 404`, 'u')],
})
test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.describe('one origin for the portal and the app', () => {
  test.use({ portalOptions: { contacts: 70, appFolder: DIST, app: 'new' } })

  test('is installed, opened from the card, and used', async ({ portal, portalPages, page }) => {
    await thereAndBack(portalPages, portal)
    const { app } = portal.portal
    expect(app.placements.map(({ handler }) => new URL(handler).origin)).toEqual(Array(4).fill(portal.origin))
    const [id = 0] = portal.portal.store.contactIds()
    await expect(new ContactTab(await portalPages.openCardTab(id)).delete).toBeVisible()
    // Nothing of the app reaches into the page around it, though it could.
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.startsWith('tidy-contacts'))),
    ).toEqual([])
  })
})

test('behind a port, over plain http, of an older version, which lacks methods, fields and places', async ({
  portal,
  portalPages,
}) => {
  const { settings, app } = portal.portal
  Object.assign(settings, {
    older: true,
    lacksMethods: ['crm.item.', 'crm.type.', 'crm.category.', 'crm.activity.todo.', 'feature.get'],
    lacksFields: ['LAST_ACTIVITY_TIME', 'LAST_ACTIVITY_BY'],
    lacksPlaces: ['CRM_CONTACT_DETAIL_TOOLBAR'],
    countsNoOperating: true,
  })
  app.placements = app.placements.filter(({ placement }) => placement !== 'CRM_CONTACT_DETAIL_TOOLBAR')
  const { host, protocol } = new URL(portal.origin)
  expect(protocol).toBe('http:')
  await thereAndBack(portalPages, portal, async (frame) => {
    await expect(frame.getByText('not in all its places')).toHaveCount(0)
    const name = await frame.locator('html').evaluate(() => window.name)
    expect(name).toMatch(new RegExp(`^${host}\\|0\\|`, 'u'))
    const links = frame.getByRole('table').getByRole('link')
    await expect(links.first()).toHaveAttribute(
      'href',
      new RegExp(`^${portal.origin}/crm/contact/details/`, 'u'),
    )
  })
  const [id = 0] = portal.portal.store.contactIds()
  await expect(new ContactTab(await portalPages.openCardTab(id)).delete).toBeVisible()
})
