import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { ContactTab } from '../pages/contact-tab.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import type { RunningPortal } from '../portal/contract.ts'
import { expect, pack, test, uploaded } from '../support/packaged-app.ts'

test('the package', async ({ appFolder, zip }) => {
  await test.step('has index.html and the installer at its root and no source map', async () => {
    const names = Object.keys(unzipSync(await readFile(zip)))
    expect(names).toEqual(expect.arrayContaining(['index.html', 'install.html']))
    expect(names.filter((name) => name.endsWith('.map') || name.startsWith('/'))).toEqual([])
  })

  await test.step('the same build gives the same bytes', async () => {
    const again = join(dirname(zip), 'again.zip')
    pack(appFolder, again)
    expect(await readFile(again)).toEqual(await readFile(zip))
  })
})

function bound({ portal }: RunningPortal): [string, string][] {
  return portal.app.placements.map(({ placement, handler }) => [placement, handler])
}

function looksAtPlaces({ portal }: RunningPortal): number {
  return portal.log
    .flatMap(({ commands = [] }) => commands)
    .filter(({ method }) => method === 'placement.get').length
}

const placesAt = (handler: string) =>
  [
    'CRM_CONTACT_DETAIL_TAB',
    'CRM_CONTACT_DETAIL_TOOLBAR',
    'CRM_CONTACT_LIST_MENU',
    'CRM_CONTACT_LIST_TOOLBAR',
  ].map((place) => [place, handler])

test.describe('the uploaded package', () => {
  test.use(uploaded())

  test('installs itself: GET only, from a sub-path of a CDN; then it opens from the list and the card', async ({
    cdn,
    portal,
    portalPages,
  }) => {
    const since = cdn.requests.length
    const contacts = new ContactsPage(await portalPages.openApp())
    await expect(contacts.table.getByRole('button', { name: /^Delete / }).first()).toBeVisible()
    expect(portal.portal.app.INSTALLED).toBe(true)
    expect(bound(portal)).toEqual(placesAt(cdn.url))
    const id = [...portal.portal.store.contactIds()][5] ?? 0
    const tab = await portalPages.openCardTab(id)
    await expect(new ContactTab(tab).delete).toBeVisible()
    const requests = cdn.requests.slice(since)
    const opened = requests.filter((request) => request.includes('.html?DOMAIN='))
    expect(opened.map((request) => /\w+\.html/.exec(request)?.[0])).toEqual([
      'install.html',
      'index.html',
      'index.html',
    ])
    expect(requests.filter((request) => !/^GET .* 200$/.test(request))).toEqual([])
  })
})

test.describe('an uploaded package without an installer', () => {
  test.use(uploaded(['install.html']))

  test('opens at once and is in no place, until an administrator presses one button', async ({
    cdn,
    portal,
    portalPages,
    axe,
  }) => {
    const app = await portalPages.openApp()
    const notice = app.getByRole('status').filter({ hasText: 'Tidy Contacts is not in all its places' })
    await expect(notice).toContainText("the tab in the contact's card")
    expect(bound(portal)).toEqual([])
    expect(await axe(app)).toEqual([])
    await notice.getByRole('button', { name: 'Add the app there' }).click()
    await expect(app.getByText('is in all its places now')).toBeVisible()
    expect(bound(portal)).toEqual(placesAt(cdn.url))
    const again = await portalPages.openApp()
    await expect(new ContactsPage(again).table).toBeVisible()
    await expect.poll(() => looksAtPlaces(portal)).toBe(3)
    await expect(again.getByText('not in all its places')).toHaveCount(0)
  })
})
