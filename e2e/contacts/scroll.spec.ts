import { expect, test } from '../support/fixtures.ts'
import { ContactRows, contactsOf, readings } from '../pages/contact-rows.ts'

test.use({ portalOptions: { contacts: 20_000 } })

test('20,000 rows are flown over, jumped to, walked, scrolled, ticked, opened and deleted', async ({
  page,
  portal,
  portalPages,
}) => {
  const rows = await new ContactRows(await portalPages.openApp()).ready()
  const truth = contactsOf(portal)

  await test.step('a flight over the list does not ask for what it flies over', async () => {
    const before = readings(portal).length
    const places = await rows.region.evaluate(async (region) => {
      const seen = new Set<string | null>()
      // In one breath, so that no pause in it depends on how busy this machine is.
      for (let step = 1; step <= 60; step += 1) {
        region.scrollTop = step * 4_000
        region.dispatchEvent(new Event('scroll'))
        await Promise.resolve()
        seen.add(region.querySelector('tr[data-row]')?.ariaRowIndex ?? null)
      }
      return seen.size
    })
    expect(places).toBe(60)
    await expect(rows.at(6_000).getByRole('link')).toHaveAttribute(
      'href',
      new RegExp(`/${truth[6_000]!.ID}/$`, 'u'),
    )
    expect(readings(portal).length - before).toBeLessThanOrEqual(2)
    expect(await rows.table.locator('tr[data-row]').count()).toBeLessThan(80)
  })

  await test.step('a jump to the end and to the middle asks for those pages alone', async () => {
    const before = readings(portal).length

    await rows.scrollTo(1)
    await expect(rows.at(truth.length - 1).getByRole('link')).toHaveAttribute(
      'href',
      new RegExp(`/${truth.at(-1)!.ID}/$`, 'u'),
    )
    await rows.scrollTo(0.5)
    const middle = Math.floor(truth.length / 2)
    await expect(rows.at(middle).getByRole('link')).toHaveAttribute(
      'href',
      new RegExp(`/${truth[middle]!.ID}/$`, 'u'),
    )
    // Two places, each on at most two pages.
    expect(readings(portal).length - before).toBeLessThanOrEqual(4)
  })

  await rows.scrollTo(0)
  await expect(rows.at(0).getByRole('link')).toBeInViewport()

  await test.step('by keyboard, all rows are one stop of the Tab key; arrows, Home, End and pages move inside, never under the header', async () => {
    const header = (await rows.table.getByRole('columnheader').first().boundingBox())!
    const last = truth.length - 1
    await rows.header('Changed').getByRole('button').focus()
    await page.keyboard.press('Tab')
    await expect(rows.box(0)).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(rows.at(0).getByRole('link')).toBeFocused()
    for (let row = 1; row <= 14; row += 1) {
      await page.keyboard.press('ArrowDown')
      await expect(rows.at(row).getByRole('link')).toBeFocused()
    }
    for (let row = 13; row > 2; row -= 1) {
      await page.keyboard.press('ArrowUp')
      const link = rows.at(row).getByRole('link')
      await expect(link).toBeFocused()
      expect((await link.boundingBox())!.y).toBeGreaterThanOrEqual(header.y + header.height)
    }
    await page.keyboard.press('End')
    await expect(rows.at(3).getByRole('button', { name: /^Delete / })).toBeFocused()
    await page.keyboard.press('Home')
    await expect(rows.box(3)).toBeFocused()
    await page.keyboard.press('ControlOrMeta+End')
    await expect(rows.box(last)).toBeFocused()
    await page.keyboard.press('PageUp')
    await expect(rows.box(last)).not.toBeFocused()
    await page.keyboard.press('ControlOrMeta+Home')
    await expect(rows.box(0)).toBeFocused()
    // Out of the rows and back: to the row that was left.
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+Tab')
    await expect(rows.header('Changed').getByRole('button')).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(rows.box(1)).toBeFocused()
  })

  await test.step('page keys scroll the list, its end is its last contact, and a row with the focus stays in the page', async () => {
    await rows.region.focus()
    await page.keyboard.press('PageDown')
    // The browser scrolls smoothly, and a key that comes meanwhile may be lost.
    let before = 0
    const rests = async (): Promise<boolean> => {
      const [now, then] = [await rows.region.evaluate((region) => region.scrollTop), before]
      before = now
      return now > 100 && now === then
    }
    await expect.poll(rests).toBe(true)
    await page.keyboard.press('End')
    await expect(rows.at(truth.length - 1)).toBeInViewport()
    await expect(rows.at(truth.length - 1).getByRole('link')).toBeVisible()
    await page.keyboard.press('Home')
    await expect(rows.at(0).getByRole('link')).toBeInViewport()

    // It stays although it is scrolled away.
    const button = rows.at(1).getByRole('button', { name: /^Delete / })
    await button.focus()
    await rows.scrollTo(1)
    await expect(rows.at(300)).toHaveCount(0)
    await expect(button).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await expect(rows.at(1).getByRole('link')).toBeInViewport()
  })

  await test.step('Space ticks, Delete asks, wherever in the row the focus is', async () => {
    await expect(rows.box(1)).toBeEnabled()
    await rows.at(1).getByRole('link').focus()
    await page.keyboard.press('Space')
    await expect(rows.box(1)).toBeChecked()
    await page.keyboard.press('Delete')
    await expect(rows.app.getByRole('alertdialog')).toContainText(truth[1]!.LAST_NAME)
    await page.keyboard.press('Escape')
    await expect(rows.app.getByRole('alertdialog')).toHaveCount(0)
    expect(portal.portal.store.deletedIds()).toEqual([])
  })

  await test.step('after a deletion the focus is on the next row', async () => {
    await rows.expectFirst(truth.slice(0, 4).map(({ ID }) => ID))
    await rows
      .at(2)
      .getByRole('button', { name: /^Delete / })
      .press('Enter')
    await expect(rows.app.getByRole('button', { name: 'Keep contact' })).toBeFocused()
    await page.keyboard.press('Tab')
    const confirm = rows.app.getByRole('button', { name: 'Delete contact' })
    await expect(confirm).toBeFocused()
    // Until what hangs on the contact was read it takes no answer.
    await expect(confirm).toBeEnabled()
    await page.keyboard.press('Enter')
    await expect(
      rows.app.getByText(`${(truth.length - 1).toLocaleString('en')} contacts`, { exact: true }),
    ).toBeVisible()
    await rows.expectFirst([truth[0]!.ID, truth[1]!.ID, truth[3]!.ID])
    await expect(rows.at(2).getByRole('button', { name: /^Delete / })).toBeFocused()
    expect(portal.portal.store.deletedIds()).toEqual([truth[2]!.ID])
  })

  await test.step('Enter opens, wherever in the row the focus is', async () => {
    await rows.box(1).focus()
    await page.keyboard.press('Enter')
    await expect(portalPages.slider().getByRole('heading', { level: 1 })).toContainText(truth[1]!.LAST_NAME)
  })
})
