import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, test as base } from './fixtures.ts'
import { ContactsPage } from './pages/contacts-page.ts'
import { serveAppSite, type AppSite } from './tools/app-site.ts'
import { ROOT } from './tools/files.ts'

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
  const tools = [join(ROOT, 'node_modules/.bin/tsx'), join(ROOT, 'e2e/tools/package.ts')] as const
  execFileSync(tools[0], [tools[1], '--from', folder, '--to', target], { stdio: 'pipe' })
}

test.use({
  portalOptions: async ({ cdn }, use) => {
    await use({ appUrl: cdn.url, staticApp: true })
  },
})

test('the same build gives the same bytes', async ({ appFolder, zip }) => {
  const again = join(dirname(zip), 'again.zip')
  pack(appFolder, again)
  expect(await readFile(again)).toEqual(await readFile(zip))
})

test('has index.html at its root and no source map', async ({ zip }) => {
  const names = Object.keys(unzipSync(await readFile(zip)))
  expect(names).toContain('index.html')
  expect(names.filter((name) => name.endsWith('.map') || name.startsWith('/'))).toEqual([])
})

test('a static app opens from a sub-path of a CDN that answers GET only', async ({ cdn, portalPages }) => {
  const contacts = new ContactsPage(await portalPages.openApp())
  await expect(contacts.table.getByRole('button', { name: /^Delete / }).first()).toBeVisible()
  expect(cdn.requests.filter((request) => !/^GET .* 200$/.test(request))).toEqual([])
  expect(
    cdn.requests.some((request) => request.startsWith('GET /b1/app_local/5f0c/1.0/index.html?DOMAIN=')),
  ).toBe(true)
})
