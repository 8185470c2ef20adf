/** The app in the card of one contact. */
import type { FrameLocator, Page } from '@playwright/test'
import { countPresses } from '../support/counted-presses.ts'
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { archived, madeAgain, undo, undoOne } from '../support/one-copy.ts'
import { wordsIn } from '../support/words.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import { DeleteDialog } from '../pages/delete-dialog.ts'
import { contactOnTop, deletesSent, nameOf } from '../support/portal-contacts.ts'
import type { Portal, RestLogEntry } from '../portal/contract.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { USER } from '../portal/store/users.ts'
import { heldOf } from '../tools/held.ts'

test.use({ portalOptions: { contacts: 300 } })

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

const rich = ODD.everything

function nameIn(portal: Portal, id: number): string {
  return nameOf(portal.store.contact(id)!)
}

/** The count beside a section's title. */
function section(app: FrameLocator, title: string): { count: ReturnType<FrameLocator['getByRole']> } {
  return { count: app.getByRole('heading', { level: 2, name: new RegExp(`^${title}`, 'u') }) }
}

for (const slider of [false, true]) {
  test(`who it is, what hangs on it, deleted and undone, ${slider ? 'nested in a slider' : 'as the top page'}`, async ({
    portal,
    portalPages,
    page,
    context,
  }) => {
    const { portal: held, origin } = portal
    const { store } = held
    const name = nameIn(held, rich)
    const before = heldOf(held, rich)
    const counted = await countPresses(context)
    const app = await portalPages.openCardTab(rich, { slider })
    const tab = new ContactTab(app)

    await test.step('shows who it is and what hangs on it', async () => {
      await expect(tab.heading(name)).toBeVisible()
      await expect(section(app, 'Deals').count).toHaveText(`Deals${store.itemsOfContact(2, rich).length}`)
      await expect(section(app, 'Invoices').count).toHaveText(
        `Invoices${store.itemsOfContact(31, rich).length}`,
      )
      await expect(section(app, 'Activities').count).toHaveText(
        `Activities${store.activitiesOfContact(rich).length}`,
      )
      const [deal] = store.itemsOfContact(2, rich)
      await expect(app.getByRole('link', { name: deal!.title, exact: true })).toHaveAttribute(
        'href',
        `${origin}/crm/deal/details/${deal!.id}/`,
      )
      // All of it in two round trips; one more asks whether it is protected.
      const isProtection = ({ commands = [] }: RestLogEntry) =>
        commands.some(({ method }) => method === 'app.option.get')
      const sent = held.log.filter((entry) => !isProtection(entry))
      expect(sent.map((entry) => entry.method)).toEqual(['batch', 'batch'])
    })

    await test.step('a wheel over the frame scrolls the card around it, to the end and back', async () => {
      const [first, last] = [tab.heading(name), app.getByRole('region').last()]
      await expect(last).not.toBeInViewport({ ratio: 1 })
      await first.hover()
      for (const [by, end] of [
        [500, last],
        [-500, first],
      ] as const) {
        await expect(async () => {
          await page.mouse.wheel(0, by)
          await expect(end).toBeInViewport({ ratio: 1, timeout: 500 })
        }).toPass()
      }
    })

    await test.step('U1: deleting it ends in a clear screen, and takes 3 presses from the card as the top page', async () => {
      const dialog = await tab.askToDelete(name)
      await expect(dialog.keep).toBeFocused()
      await expect(dialog.root).toContainText(`ID ${rich} ·`)
      await expect(dialog.confirm).toBeEnabled()
      await dialog.confirm.click()
      await expect(tab.status.filter({ hasText: `${name} was deleted` })).toBeVisible()
      await expect(tab.heading(name)).toBeFocused()
      await expect(tab.delete).toHaveCount(0)
      await expect(app.getByRole('link', { name: 'Go to the recycle bin' })).toBeVisible()
      expect(store.contact(rich)).toBeUndefined()
      // The list behind the slider has been refreshed.
      if (slider) await expect(page.getByRole('button', { name: `Actions for ${name}` })).toHaveCount(0)
      else await expect.poll(() => [counted.presses, counted.typed]).toEqual([3, 0])
    })

    await test.step('U1: "Undo" takes 1 press, and leads to the new card', async () => {
      counted.reset()
      await undoOne(app)
      await expect(tab.heading(name)).toBeVisible()
      await expect(undo(app)).toHaveCount(0)
      const newId = madeAgain(held, rich)
      expect(heldOf(held, newId)).toEqual(before)
      const back = tab.status.filter({ hasText: `${name} was restored with the new ID ${newId}` })
      await expect(back).toContainText('Not restored:')
      await expect(back.getByRole('link', { name: 'Open card' })).toBeVisible()
      await expect(app.getByText(`${name} was deleted`)).toHaveCount(0)
      // Restored from there as well, it would be there twice.
      await expect(app.getByRole('link', { name: 'Go to the recycle bin' })).toHaveCount(0)
      await expect.poll(() => [counted.presses, counted.typed]).toEqual([1, 0])
      await app.getByRole('link', { name: 'Open card' }).click()
      await expect(portalPages.slider().getByRole('heading', { name, level: 1 })).toBeVisible()
      await portalPages.closeSlider()
    })

    await test.step('what was deleted is in the recycle bin', async () => {
      await portalPages.openRecycleBin()
      await expect(page.getByText(name)).toBeVisible()
    })

    if (!slider) return
    await test.step('"Undo" in the slider of the portal’s own list, which then shows the contact again', async () => {
      const contact = contactOnTop(portal, ({ ID }) => ID !== madeAgain(held, rich))
      const other = nameOf(contact)
      const otherBefore = heldOf(held, contact.ID)
      await portalPages.openContactList()
      await portalPages.find(other)
      await (
        await portalPages.openRowMenu(other)
      )
        .getByRole('menuitem', { name: 'Check and delete…' })
        .click()
      const own = portalPages.appInSlider()
      await new DeleteDialog(own, other).confirm.click()
      await expect(undo(own)).toBeVisible()
      expect(store.contact(contact.ID)).toBeUndefined()
      await undoOne(own)
      await expect(own.getByRole('button', { name: 'Close', exact: true })).toBeVisible()
      await expect(own.getByRole('status')).toContainText(`with the new ID ${madeAgain(held, contact.ID)}`)
      expect(heldOf(held, madeAgain(held, contact.ID))).toEqual(otherBefore)
    })
  })
}

/** Shows another tab for longer than a frame, as every person does: what is hidden and shown within one is not seen. */
async function leaveTab(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'General' }).click()
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

test('one tab, while its contact changes in many ways and goes', async ({
  portal,
  portalPages,
  page,
  axe,
}) => {
  const { portal: held } = portal
  const { store } = held
  held.faults.add({
    method: 'crm.activity.list',
    times: 10,
    kind: { type: 'refuse', error: 'insufficient_scope', description: '' },
  })
  const app = await portalPages.openCardTab(rich)
  const tab = new ContactTab(app)
  const [deal] = store.itemsOfContact(2, rich)
  const shownAs = (lastName: string) => tab.heading(`${store.contact(rich)!.NAME} ${lastName}`)

  await test.step('a part that cannot be read is said in its place, and the rest is there', async () => {
    await expect(section(app, 'Deals').count).toBeVisible()
    await expect(app.getByRole('region', { name: 'Activities' })).toContainText(
      'Activities could not be read',
    )
    expect(await axe(app)).toEqual([])
    held.faults.clear()
  })

  await test.step('what was changed in a slider shows when it closes', async () => {
    await app.getByRole('link', { name: deal!.title, exact: true }).click()
    await expect(page.locator('dialog.side-panel')).toBeVisible()
    store.updateContact(rich, { LAST_NAME: 'Renamed' })
    await portalPages.closeSlider()
    await expect(shownAs('Renamed')).toBeVisible()
  })

  await test.step('a tab that is shown again reads again', async () => {
    await leaveTab(page)
    store.updateContact(rich, { LAST_NAME: 'Renamed-Again' })
    await page.getByRole('tab', { name: 'Linked records' }).click()
    await expect(shownAs('Renamed-Again')).toBeVisible()
  })

  await test.step('a contact that a colleague changed meanwhile is asked about again, and may be kept', async () => {
    const name = nameIn(held, rich)
    const dialog = await tab.askToDelete(name)
    await expect(dialog.confirm).toBeEnabled()
    // The portal tells in whole seconds when a contact was changed, and the step before changed it just now.
    held.clock.advance(1_000)
    store.updateContact(rich, { COMMENTS: 'Called, wants to stay.' })
    const before = heldOf(held, rich)
    await dialog.confirm.click()
    await expect(dialog.root).toContainText(`${name} was changed since you opened this question`)
    await dialog.keep.click()
    await expect(dialog.root).toHaveCount(0)
    expect(deletesSent(held)).toBe(0)
    expect(heldOf(held, rich)).toEqual(before)
    await expect.poll(() => archived(held)).toEqual([])
  })

  await test.step('shown again after it went, it says so', async () => {
    await leaveTab(page)
    store.deleteContact(rich, USER.firstColleague)
    await page.getByRole('tab', { name: 'Linked records' }).click()
    await expect(app.getByRole('heading', { name: 'This contact is no longer there' })).toBeVisible()
    await expect(tab.delete).toHaveCount(0)
  })
})

test('tabs of contacts with nothing and with much, in other languages and lights', async ({
  portal,
  portalPages,
  page,
  axe,
}) => {
  const { portal: held, origin } = portal
  const openCard = async (tabOf: (card: Page) => Promise<void>): Promise<FrameLocator> => {
    await page.goto(`${origin}/crm/contact/details/${rich}/`)
    await tabOf(page)
    return portalPages.app()
  }

  await test.step('a contact that is only being created gets an explanation', async () => {
    const app = await portalPages.openCardTab(0)
    await expect(app.getByText('Save the contact first')).toBeVisible()
    await expect(app.getByRole('button', { name: 'Delete contact' })).toHaveCount(0)
    expect(await axe(app)).toEqual([])
  })

  await test.step('a contact without anything says so', async () => {
    const app = await portalPages.openCardTab(ODD.nothing)
    await expect(app.getByText('Nothing you can see is linked to this contact.')).toBeVisible()
    expect(await axe(app)).toEqual([])
  })

  await test.step('the first five, then all that were read; the frame is as high as its content, and grows with it', async () => {
    const app = await portalPages.openCardTab(ODD.sixtyDeals)
    const deals = app.getByRole('region', { name: /^Deals/u })
    await expect(deals.getByRole('listitem')).toHaveCount(5)
    await expect(section(app, 'Deals').count).toHaveText('Deals50+')
    const frame = page.locator('iframe[id^="appframe_"]')
    const fits = async (): Promise<boolean> => {
      const content = await app.locator('main').evaluate((main: HTMLElement) => main.offsetHeight)
      const height = (await frame.boundingBox())?.height ?? 0
      return height >= content && height < Math.max(content, 600) + 60
    }
    await expect.poll(fits).toBe(true)
    await deals.getByRole('button', { name: 'Show the first 50' }).click()
    await expect(deals.getByRole('listitem')).toHaveCount(50)
    await expect.poll(fits).toBe(true)
    await deals.getByRole('button', { name: 'Show fewer' }).click()
    await expect(deals.getByRole('listitem')).toHaveCount(5)
  })

  await test.step('dark, chosen once', async () => {
    const app = portalPages.app()
    await expect(app.locator('html')).not.toHaveAttribute('data-theme', 'dark')
    await app.getByRole('button', { name: 'More', exact: true }).click()
    await app.getByRole('combobox', { name: 'Appearance' }).selectOption('Dark')
    await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.keyboard.press('Escape')
  })

  await test.step('Russian, and the dark that was chosen remembered', async () => {
    held.settings.lang = 'ru'
    const app = await openCard((card) => card.getByRole('tab', { name: 'Linked records' }).click())
    await app.getByRole('button', { name: 'Удалить контакт' }).click()
    const dialog = app.getByRole('alertdialog', { name: `Удалить контакт «${nameIn(held, rich)}»?` })
    await expect(dialog.getByRole('button', { name: 'Оставить контакт' })).toBeFocused()
    await expect(app.locator('html')).toHaveAttribute('lang', 'ru')
    await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark')
    // The window is lower than the frame, and the question longer than the window: its buttons are in sight all the same.
    await page.setViewportSize({ width: 1280, height: 600 })
    await expect(dialog.getByRole('button', { name: 'Удалить контакт' })).toBeInViewport({ ratio: 1 })
    // Where next to nothing of the frame is in sight, the page scrolls to a question that can be read.
    await page.setViewportSize({ width: 1280, height: 200 })
    await expect.poll(async () => (await dialog.boundingBox())?.height).toBeGreaterThan(200)
  })

  await test.step('Arabic, laid out from the right', async () => {
    held.settings.lang = 'ar'
    const app = await openCard((card) => card.getByRole('tab').last().click())
    await expect(app.getByRole('button', { name: wordsIn('ar')('deletion.confirm') })).toBeVisible()
    await expect(app.locator('html')).toHaveAttribute('dir', 'rtl')
    await expect(app.locator('html')).toHaveAttribute('lang', 'ar')
  })
})
