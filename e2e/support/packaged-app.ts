import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import type { PortalOptions } from '../portal/contract.ts'
import { serveAppSite, type AppSite } from '../tools/app-site.ts'
import { ROOT } from '../tools/files.ts'
import { test as base } from './fixtures.ts'

export { expect } from './fixtures.ts'

/** The package on a CDN: another host, a sub-path that changes with every version, GET only. */
export const test = base.extend<object, { zip: string; cdn: AppSite; nextCdn: AppSite }>({
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
  cdn: [async ({ zip }, use) => serveUnpacked(zip, '1.0', use), { scope: 'worker' }],
  // The same host, as a CDN has it.
  nextCdn: [async ({ zip }, use) => serveUnpacked(zip, '2.0', use), { scope: 'worker' }],
})

export function pack(folder: string, target: string): void {
  const tools = [join(ROOT, 'node_modules/.bin/tsx'), join(ROOT, 'e2e/commands/package.ts')] as const
  execFileSync(tools[0], [tools[1], '--from', folder, '--to', target], { stdio: 'pipe' })
}

async function serveUnpacked(
  zip: string,
  version: string,
  use: (site: AppSite) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tidy-contacts-cdn-'))
  for (const [path, bytes] of Object.entries(unzipSync(await readFile(zip)))) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  const path = `/b1/app_local/5f0c/${version}/`
  const site = await serveAppSite({ folder, host: 'cdn.localhost', path, answersPost: false })
  await use(site)
  await site.close()
  await rm(folder, { recursive: true })
}

/** The app of a portal to which the ZIP was just uploaded, without what `leftOut` names. */
export function uploaded(leftOut: readonly string[] = []) {
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
