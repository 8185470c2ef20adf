import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ContactsPage } from '../pages/contacts-page.ts'
import { expect, test as base } from '../support/fixtures.ts'
import { policyOf } from '../commands/page-policy.ts'
import { filesBelow } from '../tools/files.ts'
import { runNginx, type RunningNginx } from './run-nginx.ts'

const SITE = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8')
const POST_RULE = /^\s*error_page 405 .*$/m

/** What the portal sends: a form, whose fields nobody reads. */
const FORM = { method: 'POST', body: new URLSearchParams({ AUTH_ID: 'token', PLACEMENT: 'DEFAULT' }) }

const test = base.extend<object, { nginx: RunningNginx }>({
  nginx: [
    async ({ appFolder }, use) => {
      const nginx = await runNginx(SITE, appFolder)
      await use(nginx)
      await nginx.close()
    },
    { scope: 'worker' },
  ],
})

function assetOf(folder: string, extension: string): string {
  const found = filesBelow(folder).filter((file) => file.startsWith('assets/') && file.endsWith(extension))
  const size = (file: string): number => statSync(join(folder, file)).size
  // The largest: what fits into a packet is not worth packing.
  const [largest] = found.toSorted((a, b) => size(b) - size(a))
  if (largest === undefined) throw new Error(`The build has no ${extension} in assets.`)
  return largest
}

test('the nginx configuration of e2e/hosting', async ({ appFolder, nginx }) => {
  await test.step('is needed: without its rule for POST nginx answers 405', async () => {
    expect(SITE).toMatch(POST_RULE)
    const without = await runNginx(SITE.replace(POST_RULE, ''), appFolder)
    const answer = await fetch(`${without.origin}/index.html`, FORM)
    await without.close()
    expect(answer.status).toBe(405)
  })

  for (const path of ['/index.html', '/', '/index.html?DOMAIN=p.example&PROTOCOL=1&LANG=en&APP_SID=0']) {
    await test.step(`answers POST ${path} with the page`, async () => {
      const answer = await fetch(`${nginx.origin}${path}`, { ...FORM, redirect: 'manual' })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
      expect(await answer.text()).toBe(readFileSync(join(appFolder, 'index.html'), 'utf8'))
    })
  }

  await test.step('answers the HEAD by which a portal checks an address, like the page but without it', async () => {
    for (const path of ['/index.html', '/', '/index.html?DOMAIN=p.example']) {
      const answer = await fetch(`${nginx.origin}${path}`, { method: 'HEAD', redirect: 'manual' })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
      expect(await answer.text()).toBe('')
    }
  })

  await test.step('sends with everything the policy that the page states itself', async () => {
    const stated = policyOf(readFileSync(join(appFolder, 'index.html'), 'utf8'))
    for (const path of [
      '/',
      '/index.html',
      `/${assetOf(appFolder, '.js')}`,
      '/assets/gone.js',
      '/gone.html',
    ]) {
      const { headers } = await fetch(`${nginx.origin}${path}`)
      expect(headers.get('content-security-policy')).toBe(stated)
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('server')).toBe('nginx')
    }
  })

  await test.step('lets every portal frame the page, and has it asked for anew', async () => {
    const { headers } = await fetch(`${nginx.origin}/index.html`, FORM)
    expect(headers.get('x-frame-options')).toBeNull()
    expect(headers.get('content-security-policy')).not.toContain('frame-ancestors')
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  await test.step('sends assets compressed, typed and kept for a year', async () => {
    for (const [extension, type] of [
      ['.js', /javascript/],
      ['.css', /^text\/css/],
    ] as const) {
      const { status, headers } = await fetch(`${nginx.origin}/${assetOf(appFolder, extension)}`)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toMatch(type)
      expect(headers.get('content-encoding')).toBe('gzip')
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  await test.step('says 404 for what is not there, and has nobody keep it', async () => {
    const page = await fetch(`${nginx.origin}/gone.html`, FORM)
    expect(page.status).toBe(404)
    const asset = await fetch(`${nginx.origin}/assets/gone.js`)
    expect(asset.status).toBe(404)
    expect(asset.headers.get('cache-control')).toBeNull()
  })
})

test.describe('the app on that nginx', () => {
  test.use({
    portalOptions: async ({ nginx }, use) => {
      await use({ appUrl: `${nginx.origin}/index.html` })
    },
  })

  test('opens inside the portal', async ({ portalPages }) => {
    const contacts = new ContactsPage(await portalPages.openApp())
    await expect(contacts.table.getByRole('button', { name: /^Delete / }).first()).toBeVisible()
  })
})
