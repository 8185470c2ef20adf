/** Languages that differ most from English: from right to left, with long words, without spaces, and with other letters. */
import { languageOf } from '../../src/i18n/languages.ts'
import { expect, test } from '../support/fixtures.ts'
import { faultsOfWidth } from '../support/screens/reflow.ts'
import { wordsIn, withoutMarks } from '../support/words.ts'

test.use({ portalOptions: { contacts: 60 } })

for (const code of ['ar', 'de', 'th', 'ja', 'kz'] as const) {
  test.describe(`${code}, on a phone and on a desk`, () => {
    test.use({ viewport: { width: 320, height: 700 } })

    test('a contact is found, asked about and deleted, in the portal’s language', async ({
      page,
      portal,
      portalPages,
      axe,
    }) => {
      const { portal: held } = portal
      held.settings.lang = code
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
      const [gone] = held.store.deletedIds()
      expect(held.store.deletedIds()).toHaveLength(1)
      expect(gone).toBeGreaterThan(0)
      expect(withoutMarks(await app.getByRole('status').filter({ hasText: name }).innerText())).toContain(
        name,
      )
      await hasRoom()
    })
  })
}
