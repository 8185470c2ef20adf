/** What a changed search or filter does to what is selected: nothing is lost, and nothing goes along unseen. */
import { expect, test } from '../support/fixtures.ts'
import { contactsOf } from '../pages/contact-rows.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { openSelecting } from '../pages/selection-bar.ts'
import { contactOnTop, nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 400 } })

test('a changed search or filter hides what is selected, says so, and takes nothing along unseen', async ({
  page,
  portal,
  portalPages,
}) => {
  const { rows, bar } = await openSelecting(portalPages)
  const list = new ContactsPage(rows.app)
  const { search } = list
  const truth = contactsOf(portal)

  await test.step('a changed search hides, says so, and takes nothing along unseen', async () => {
    const ticked = truth.slice(0, 3)
    const named = contactOnTop(portal, ({ ID }) => ticked.some((each) => each.ID === ID))
    await rows.box(0).click()
    await rows.box(2).click({ modifiers: ['Shift'] })
    await search.fill(nameOf(named))
    await expect(bar.root).toContainText('2 of them are hidden by the current search or filters.')
    await expect(bar.count(3)).toBeVisible()
    await expect(list.checkbox(nameOf(named)).first()).toBeChecked()
    await bar.clearHidden.click()
    await expect(bar.count(1)).toBeVisible()
    await expect(bar.clearHidden).toHaveCount(0)
    await expect(bar.root).toBeFocused()
    await search.fill('')
    await expect.poll(() => rows.ticked()).toEqual([ticked.findIndex(({ ID }) => ID === named.ID)])
    await bar.clear.click()
  })

  await test.step('as long as rows of the search are missing, it says that it is so many at most', async () => {
    expect(truth.filter(({ COMPANY_IDS }) => COMPANY_IDS.length === 0).length).toBeGreaterThan(60)
    const withCompany = [...truth.slice(0, 10).entries()].filter(
      ([, { COMPANY_IDS }]) => COMPANY_IDS.length > 0,
    )
    expect(withCompany.length).toBeGreaterThan(1)
    for (const [index] of withCompany) await rows.box(index).check()
    await rows.app.getByRole('button', { name: 'Filters' }).click()
    await rows.app.getByRole('checkbox', { name: 'Has no company' }).check()
    await expect(bar.root).toContainText(`Up to ${withCompany.length} of them are hidden`)
    await rows.app.getByRole('button', { name: 'Clear filters' }).click()
    await expect(bar.root).not.toContainText('hidden')
    await page.keyboard.press('Escape')
    await bar.clear.click()
  })

  await test.step('without search and filters nothing is called hidden that only has not come up', async () => {
    const oldest = truth.at(-1)!
    await search.fill(nameOf(oldest))
    await expect.poll(async () => (await rows.ids()).includes(oldest.ID)).toBe(true)
    await rows.box((await rows.ids()).indexOf(oldest.ID)).click()
    await search.fill('')
    await expect(bar.root).toContainText('1 of them has not come up in this list yet.')
    await expect(bar.clearHidden).toHaveCount(0)
    await rows.scrollTo(1)
    await expect(rows.box(truth.length - 1)).toBeChecked()
    await expect(bar.root).not.toContainText('has not come up')
    await bar.clear.click()
    await rows.scrollTo(0)
    await expect(rows.box(0)).not.toBeChecked()
  })

  await test.step('"all that match" is not claimed of what another search shows, and comes back with its own', async () => {
    await bar.tickLoaded()
    await bar.selectAll(String(truth.length)).click()
    await search.fill(nameOf(truth[0]!))
    await expect(bar.root).toContainText('They belong to another search or other filters.')
    await expect(bar.count(truth.length)).toBeVisible()
    expect(await rows.ticked()).toEqual([])
    await bar.showAgain.click()
    await expect(search).toHaveValue('')
    await expect(rows.box(5)).toBeChecked()
  })
})
