/** Languages that differ most from English: from right to left, with long words, without spaces, and with other letters. */
import { languageOf } from '../../src/i18n/languages.ts'
import { expect, test } from '../support/fixtures.ts'
import { faultsOfWidth } from '../support/screens/reflow.ts'
import { wordsIn, withoutMarks } from '../support/words.ts'

test.use({ portalOptions: { contacts: 60 }, viewport: { width: 320, height: 700 } })

test('a contact is found, asked about and deleted on a phone and on a computer, in the portal’s language', async ({
  page,
  portal,
  portalPages,
  axe,
}) => {
  const { store, settings } = portal.portal

  await test.step('ru: the page has the app’s Russian name as its heading, before anything is done', async () => {
    settings.lang = 'ru'
    const app = await portalPages.openApp()
    await expect(app.getByRole('table').getByRole('link').first()).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'Чистые контакты', exact: true })).toBeVisible()
  })

  for (const code of ['ar', 'de', 'th', 'ja', 'kz'] as const) {
    await test.step(code, async () => {
      settings.lang = code
      const before = store.deletedIds().length
      const say = wordsIn(code)
      const { tag, direction } = languageOf(code)
      const app = await portalPages.openApp()
      await expect(app.locator('html')).toHaveAttribute('lang', tag)
      await expect(app.locator('html')).toHaveAttribute('dir', direction)
      await expect(app.getByRole('heading', { level: 1, name: say('contacts.title') })).toBeVisible()
      await expect(app.getByRole('searchbox', { name: say('contacts.search') })).toBeVisible()

      const row = app
        .getByRole('table')
        .getByRole('row')
        .filter({ has: app.getByRole('link') })
        .first()
      const name = await row.getByRole('link').innerText()
      const hasRoom = async (): Promise<void> => {
        for (const width of [1280, 320]) {
          await page.setViewportSize({ width, height: 700 })
          const frame = await app.owner().evaluate((element) => element.clientWidth)
          await expect
            .poll(() => app.locator('html').evaluate(faultsOfWidth))
            .toMatchObject({ width: frame, faults: [] })
        }
      }
      await hasRoom()
      await row.getByRole('button').last().click()
      const question = app.getByRole('alertdialog')
      const press = question.getByRole('button', { name: say('deletion.confirm'), exact: true })
      await expect(press).toBeEnabled()
      await hasRoom()
      expect(await axe(app)).toEqual([])
      await press.click()
      await expect(question).toHaveCount(0)
      await expect(app.getByRole('status').filter({ hasText: name })).toBeVisible()
      const gone = store.deletedIds().slice(before)
      expect(gone).toHaveLength(1)
      expect(gone[0]).toBeGreaterThan(0)
      expect(withoutMarks(await app.getByRole('status').filter({ hasText: name }).innerText())).toContain(
        name,
      )
      await hasRoom()
    })
  }
})
