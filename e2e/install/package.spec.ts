import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, test as base } from '../support/fixtures.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import type { PortalOptions, RunningPortal } from '../portal/contract.ts'
import { serveAppSite, type AppSite } from '../tools/app-site.ts'
import { ROOT } from '../tools/files.ts'

/** The package on a CDN: another host, a sub-path that changes with every version, GET only. */
const test = base.extend<object, { zip: string; cdn: AppSite }>({
  zip: [
    // A path in a folder of its own, so that both workers may pack at once.
    async ({ appFolder }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'tidy-contacts-package-'))
      const zip = join(folder, 'app.zip')
      pack(appFolder, zip)
      await use(zip)
      await rm(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],
  cdn: [
    async ({ zip }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'tidy-contacts-cdn-'))
      for (const [path, bytes] of Object.entries(unzipSync(await readFile(zip)))) {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        await writeFile(join(folder, path), bytes)
      }
      const site = await serveAppSite({
        folder,
        host: 'cdn.localhost',
        path: '/b1/app_local/5f0c/1.0/',
        answersPost: false,
      })
      await use(site)
      await site.close()
      await rm(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],
})

function pack(folder: string, target: string): void {
  const tools = [join(ROOT, 'node_modules/.bin/tsx'), join(ROOT, 'e2e/commands/package.ts')] as const
  execFileSync(tools[0], [tools[1], '--from', folder, '--to', target], { stdio: 'pipe' })
}

test('the same build gives the same bytes', async ({ appFolder, zip }) => {
  const again = join(dirname(zip), 'again.zip')
  pack(appFolder, again)
  expect(await readFile(again)).toEqual(await readFile(zip))
})

test('has index.html and the installer at its root and no source map', async ({ zip }) => {
  const names = Object.keys(unzipSync(await readFile(zip)))
  expect(names).toEqual(expect.arrayContaining(['index.html', 'install.html']))
  expect(names.filter((name) => name.endsWith('.map') || name.startsWith('/'))).toEqual([])
})

/** The app of a portal to which the ZIP was just uploaded, without what `leftOut` names. */
function uploaded(leftOut: readonly string[] = []) {
  return {
    portalOptions: async (
      { cdn, zip }: { cdn: AppSite; zip: string },
      use: (options: Partial<PortalOptions>) => Promise<void>,
    ) => {
      const archive = Object.keys(unzipSync(await readFile(zip))).filter((name) => !leftOut.includes(name))
      await use({ appUrl: cdn.url, archive, app: 'new', contacts: 300 })
    },
  }
}

function bound({ portal }: RunningPortal): [string, string][] {
  return portal.app.placements.map(({ placement, handler }) => [placement, handler])
}

function looksAtPlaces({ portal }: RunningPortal): number {
  return portal.log
    .flatMap(({ commands = [] }) => commands)
    .filter(({ method }) => method === 'placement.get').length
}

const placesAt = (handler: string) =>
  ['CRM_CONTACT_DETAIL_TAB', 'CRM_CONTACT_LIST_MENU', 'CRM_CONTACT_LIST_TOOLBAR'].map((place) => [
    place,
    handler,
  ])

test.describe('the uploaded package', () => {
  test.use(uploaded())

  test('installs itself: GET only, from a sub-path of a CDN; then it opens from the list and the card', async ({
    cdn,
    portal,
    portalPages,
  }) => {
    const contacts = new ContactsPage(await portalPages.openApp())
    await expect(contacts.table.getByRole('button', { name: /^Delete / }).first()).toBeVisible()
    expect(portal.portal.app.INSTALLED).toBe(true)
    expect(bound(portal)).toEqual(placesAt(cdn.url))
    const id = [...portal.portal.store.contactIds()][5] ?? 0
    const tab = await portalPages.openCardTab(id)
    await expect(new ContactTab(tab).delete).toBeVisible()
    const opened = cdn.requests.filter((request) => request.includes('.html?DOMAIN='))
    expect(opened.map((request) => /\w+\.html/.exec(request)?.[0])).toEqual([
      'install.html',
      'index.html',
      'index.html',
    ])
    expect(cdn.requests.filter((request) => !/^GET .* 200$/.test(request))).toEqual([])
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
