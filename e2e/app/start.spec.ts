/** Starting: not inside a portal, inside something else, a silent portal, and parts of the app that do not come. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FrameLocator } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { serveAppSite } from '../tools/app-site.ts'

test.use({ portalOptions: { contacts: 60 } })

/** A page of another site with the app in a frame of the name that is asked for; it answers nothing. */
const silentTest = test.extend<{ openSilently: (nameOf: (host: string) => string) => Promise<FrameLocator> }>(
  {
    openSilently: async ({ page, appSite }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'tidy-contacts-silent-'))
      const site = await serveAppSite({ folder, host: 'portal.localhost' })
      await use(async (nameOf) => {
        const name = nameOf(new URL(site.url).host)
        const frame = `<iframe title="App" name="${name}" src="${appSite.url}" width="900" height="600"></iframe>`
        const head = '<!doctype html><html lang="en"><title>Silent</title><link rel="icon" href="data:,">'
        await writeFile(join(folder, 'index.html'), `${head}${frame}</html>`)
        await page.goto(site.url)
        return page.frameLocator('iframe')
      })
      await site.close()
      await rm(folder, { recursive: true })
    },
  },
)

silentTest(
  'not in a portal, in something else, and in a portal that stays silent',
  async ({ page, appSite, openSilently, axe }) => {
    await test.step('outside a portal: what the app is and how to open it', async () => {
      await page.goto(appSite.url)
      await expect(page.getByRole('heading', { name: 'Tidy Contacts lives inside Bitrix24' })).toBeVisible()
      await expect(page.getByText('in the left menu')).toBeVisible()
      expect(await axe()).toEqual([])
    })

    await test.step('in a frame that is no portal’s', async () => {
      const app = await openSilently(() => 'something')
      await expect(app.getByRole('alert')).toContainText('not a portal that opens apps')
      expect(await axe(app)).toEqual([])
    })

    await test.step('a portal that stays silent: what to check, and trying again', async () => {
      await page.clock.install()
      const app = await openSilently((host) => `${host}|0|0123456789abcdef0123456789abcdef`)
      await expect(app.getByRole('status')).toContainText('Connecting to the portal')
      await page.clock.fastForward(20_000)
      await expect(app.getByRole('heading', { name: 'The portal does not answer' })).toBeVisible()
      await expect(app.getByRole('alert')).toContainText('If it redirects')
      expect(await axe(app)).toEqual([])
      await app.getByRole('button', { name: 'Try again' }).click()
      await expect(app.getByRole('status')).toContainText('Connecting to the portal')
    })
  },
)

test.describe('in a Russian browser', () => {
  test.use({ locale: 'ru-RU' })
  test('outside a portal, in Russian', async ({ page, appSite }) => {
    await page.goto(appSite.url)
    await expect(page.getByRole('heading', { name: /живут внутри Битрикс24/u })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
  })
})

test.describe('a part of the app that does not come', () => {
  test.use({ expectedConsole: [/Failed to load resource|app-outdated/u] })

  test('the texts, the question, and the screen of the card', async ({ page, portal, portalPages, axe }) => {
    const without = async (assets: string, act: () => Promise<void>): Promise<void> => {
      const path = `**/assets/${assets}-*.js`
      await page.route(path, (route) => route.abort())
      await act()
      await page.unroute(path)
    }

    await test.step('the texts', () =>
      without('{en,ru}', async () => {
        const app = await portalPages.openApp()
        await expect(app.getByRole('alert')).toContainText('could not be loaded completely')
      }))

    await test.step('the question', () =>
      without('question-and-result', async () => {
        const list = new ContactsPage(await portalPages.openApp())
        await list.table
          .getByRole('button', { name: /^Delete /u })
          .first()
          .click()
        await expect(list.alert).toContainText('A file of the app could not be loaded')
        await expect(list.alert).toBeInViewport()
        expect(portal.portal.store.bin()).toEqual([])
      }))

    await test.step('the screen of the card', async () => {
      await without('card-screen', async () => {
        const app = await portalPages.openCardTab(ODD.everything)
        await expect(app.getByRole('alert')).toContainText('A file of the app could not be loaded')
        expect(await axe(app)).toEqual([])
      })
      const app = portalPages.app()
      await app.getByRole('button', { name: 'Reload' }).click()
      await expect(app.getByRole('button', { name: 'Delete contact' })).toBeVisible()
    })
  })
})
