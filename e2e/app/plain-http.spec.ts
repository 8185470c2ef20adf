/** A portal under a name of its own without https: the browser gives its pages no cryptography and no locks. */
import { expect, test } from '../support/fixtures.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import { takesManyRequests } from '../support/deletion-run.ts'
import { USUAL_NOISE } from '../support/restoring.ts'
import { thereAndBack } from '../support/there-and-back.ts'

test.use({
  portalOptions: { contacts: 70 },
  expectedConsole: [USUAL_NOISE],
  launchOptions: async ({ launchOptions }, use) => {
    const args = [...(launchOptions.args ?? []), '--host-resolver-rules=MAP crm.company.example 127.0.0.1']
    await use({ ...launchOptions, args })
  },
})

test('is used like any other', async ({ page, portal }) => {
  takesManyRequests(portal.portal)
  const origin = portal.origin.replace('portal.localhost', 'crm.company.example')
  await thereAndBack(new PortalPages(page, { ...portal, origin }), portal, async (app) => {
    const has = await app
      .locator('html')
      .evaluate(() => [isSecureContext, 'locks' in navigator, 'subtle' in crypto])
    expect(has).toEqual([false, false, false])
  })
})
