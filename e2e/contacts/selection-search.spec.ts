/** What a changed search or filter does to what is selected: nothing is lost, and nothing goes along unseen. */
import { expect, test } from '../support/fixtures.ts'
import { contactsOf } from '../pages/contact-rows.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { openSelecting } from '../pages/selection-bar.ts'
import { contactOnTop, nameOf } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 400 } })

test('a changed search hides, says so, and takes nothing along unseen', async ({ portal, portalPages }) => {
  const { rows, bar } = await openSelecting(portalPages)
  const { search } = new ContactsPage(rows.app)
  const ticked = contactsOf(portal).slice(0, 3)
  const named = contactOnTop(portal, ({ ID }) => ticked.some((each) => each.ID === ID))
  await rows.box(0).click()
  await rows.box(2).click({ modifiers: ['Shift'] })
  await search.fill(nameOf(named))
  await expect(bar.root).toContainText('2 of them are hidden by the current search or filters.')
  await expect(bar.count(3)).toBeVisible()
  await expect(new ContactsPage(rows.app).checkbox(nameOf(named)).first()).toBeChecked()
  await bar.clearHidden.click()
  await expect(bar.count(1)).toBeVisible()
  await expect(bar.clearHidden).toHaveCount(0)
  await expect(bar.root).toBeFocused()
  await search.fill('')
  await expect.poll(() => rows.ticked()).toEqual([ticked.findIndex(({ ID }) => ID === named.ID)])
})

test('"all that match" is not claimed of what another search shows, and comes back with its own', async ({
  portal,
  portalPages,
}) => {
  const { rows, bar } = await openSelecting(portalPages)
  const { search } = new ContactsPage(rows.app)
  const total = contactsOf(portal).length
  await bar.pageBox.click()
  await bar.selectAll(String(total)).click()
  await search.fill(nameOf(contactsOf(portal)[0]!))
  await expect(bar.root).toContainText('They belong to another search or other filters.')
  await expect(bar.count(total)).toBeVisible()
  expect(await rows.ticked()).toEqual([])
  await bar.showAgain.click()
  await expect(search).toHaveValue('')
  await expect(rows.box(5)).toBeChecked()
})

test('as long as rows of the search are missing, it says that it is so many at most', async ({
  portal,
  portalPages,
}) => {
  const { rows, bar } = await openSelecting(portalPages)
  const truth = contactsOf(portal)
  expect(truth.filter(({ COMPANY_IDS }) => COMPANY_IDS.length === 0).length).toBeGreaterThan(60)
  const withCompany = [...truth.slice(0, 10).entries()].filter(
    ([, { COMPANY_IDS }]) => COMPANY_IDS.length > 0,
  )
  expect(withCompany.length).toBeGreaterThan(1)
  for (const [index] of withCompany) await rows.box(index).click()
  await rows.app.getByRole('button', { name: 'Filters' }).click()
  await rows.app.getByRole('checkbox', { name: 'Has no company' }).check()
  await expect(bar.root).toContainText(`Up to ${withCompany.length} of them are hidden`)
})

test('without search and filters nothing is called hidden that only has not come up', async ({
  portal,
  portalPages,
}) => {
  const { rows, bar } = await openSelecting(portalPages)
  const { search } = new ContactsPage(rows.app)
  const truth = contactsOf(portal)
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
})

test('rows of the question before cannot be ticked', async ({ portal, portalPages }) => {
  const { rows, bar } = await openSelecting(portalPages)
  portal.portal.faults.add({ method: 'crm.item.list', kind: { type: 'slow', ms: 60_000 } })
  await new ContactsPage(rows.app).search.fill('nobody is called this')
  await expect(rows.box(0)).toHaveAttribute('aria-disabled', 'true')
  await rows.box(0).dispatchEvent('click')
  await bar.pageBox.dispatchEvent('click')
  await rows.region.press('ControlOrMeta+a')
  await expect.poll(() => portal.portal.clock.waiting.length).toBe(1)
  portal.portal.clock.advance(60_000)
  await expect(rows.app.getByText('Nothing matches')).toBeVisible()
  await new ContactsPage(rows.app).search.fill('')
  await expect(rows.box(0)).not.toBeChecked()
  await expect(bar.root).toContainText('Nothing selected')
})
