/** A new version, another installation, and the end of one: what stays in the portal, and what the app says. */
import { expect, test, uploaded } from '../support/packaged-app.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import type { Contact, RunningPortal } from '../portal/contract.ts'
import { installAgain, uninstall } from '../portal/app-life.ts'
import type { LocalPortal } from '../portal/portal.ts'
import {
  confirm,
  onTop,
  openPages,
  reviewThese,
  skipsNone,
  takesManyRequests,
  type Pages,
} from '../support/deletion-run.ts'
import { nameOf } from '../support/portal-contacts.ts'
import { broughtBack, USUAL_NOISE } from '../support/restoring.ts'
import type { FrameLocator } from '@playwright/test'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

/** Deletes three contacts, whose copies then lie in the portal. */
async function deleteThree(
  portalPages: PortalPages,
  { portal: held }: RunningPortal,
): Promise<[Contact, Contact, Contact]> {
  // The page that is opened installs the app, and leaves rules alone.
  skipsNone(held)
  const pages = await openPages(portalPages)
  const [first, second, third] = structuredClone(onTop(held).slice(0, 3))
  const three: [Contact, Contact, Contact] = [first!, second!, third!]
  await reviewThese(pages, three)
  await confirm(pages, 3)
  await expect(pages.run.result(3)).toBeVisible()
  await expect.poll(() => held.store.keptByApp().length).toBeGreaterThan(1)
  return three
}

/** In the app as it was just opened. */
async function openDeleted({ app }: Pages): Promise<{ app: FrameLocator; deleted: DeletedPage }> {
  const deleted = new DeletedPage(app)
  await deleted.open.click()
  await expect(deleted.heading).toBeFocused()
  return { app, deleted }
}

async function restoreIt(pages: Pages, running: RunningPortal, contact: Contact): Promise<void> {
  const { app, deleted } = await openDeleted(pages)
  await deleted
    .row(nameOf(contact))
    .getByRole('button', { name: /^Restore/u })
    .click()
  const restore = new RestorePage(app)
  await expect(restore.comesBack).toContainText('1 contact')
  await restore.restore(1).click()
  await expect(restore.result(1)).toBeVisible()
  expect(broughtBack(running.portal).get(contact.ID)).toHaveLength(1)
}

function handlers({ portal }: RunningPortal): string[] {
  return portal.app.placements.map(({ handler }) => handler)
}

const WAYS = [
  [
    'on a server',
    { portalOptions: { contacts: 70, app: 'new' } } as const,
    (_: string, here: string) => ({ url: here, installUrl: here }),
  ],
  [
    'as a ZIP',
    uploaded(),
    (next: string) => ({ url: next, installUrl: next.replace('index.html', 'install.html') }),
  ],
] as const

for (const [way, options, nextOf] of WAYS) {
  test.describe(`the app ${way}`, () => {
    test.use({ ...options, expectedConsole: [new RegExp(`${USUAL_NOISE.source}|status of 40[014]`, 'u')] })

    test('uninstalled, installed again, a new version: what was deleted before can be restored', async ({
      browser,
      nextCdn,
      page,
      portal,
      portalPages,
    }) => {
      const { url, installUrl } = localOf(portal).app
      const [first, second, third] = await deleteThree(portalPages, portal)

      await test.step('uninstalled without its data, and installed again: copies and settings are there', async () => {
        const kept = portal.portal.store.keptByApp().length
        const app = portalPages.app()
        uninstall(localOf(portal), { deleteData: false })
        // The page that is still open says so, and calls nothing deleted.
        await app.getByRole('button', { name: 'Back to the list' }).click()
        await expect(app.getByText('no longer installed').first()).toBeVisible()
        await page.goto(`${portal.origin}/marketplace/app/${portal.portal.app.ID}/`)
        await expect(page.getByRole('alert')).toContainText('Application not found')
        expect(portal.portal.store.keptByApp()).toHaveLength(kept)
        installAgain(localOf(portal))
        const pages = await openPages(portalPages)
        expect(handlers(portal)).toHaveLength(4)
        await restoreIt(pages, portal, second)
      })

      await test.step('a new version: the places lead to it, once each, and what was deleted can be restored', async () => {
        const next = nextOf(nextCdn.url, portal.portal.app.url)
        installAgain(localOf(portal), next)
        const pages = await openPages(portalPages)
        expect(portal.portal.app.INSTALLED).toBe(true)
        expect(handlers(portal)).toEqual([next.url, next.url, next.url, next.url])
        await restoreIt(pages, portal, first)
        const [id = 0] = portal.portal.store.contactIds()
        await expect(new ContactTab(await portalPages.openCardTab(id)).delete).toBeVisible()
      })

      await test.step('uninstalled with its data, and installed again: the portal has nothing, this browser its copy', async () => {
        uninstall(localOf(portal), { deleteData: true })
        expect(portal.portal.store.keptByApp()).toEqual([])
        // Where it was deleted: the two versions have different ports here, and a browser keeps copies by port.
        installAgain(localOf(portal), { url, installUrl })
        const pages = await openPages(portalPages)
        expect(handlers(portal)).toHaveLength(4)
        const elsewhere = await browser.newContext()
        const other = await openDeleted(await openPages(new PortalPages(await elsewhere.newPage(), portal)))
        await expect(other.app.getByText('No copies were found', { exact: false })).toBeVisible()
        await elsewhere.close()
        await page.bringToFront()
        await restoreIt(pages, portal, third)
      })
    })
  })
}

function localOf({ portal }: RunningPortal): LocalPortal {
  return portal as LocalPortal
}
