/** Each suggestion has the count that the portal has, and opening one costs few requests, none for more than a page. */
import { CleanUpPage } from '../pages/clean-up-page.ts'
import type { Contact } from '../portal/contract.ts'
import { listed, openPages, skipsNone, takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 260 } })

const DEAL = 2
const INVOICE = 31
const has = ({ fm }: Contact, kind: string): boolean => fm.some(({ TYPE_ID }) => TYPE_ID === kind)
const yearsAgo = (years: number): number => {
  const day = new Date()
  day.setHours(0, 0, 0, 0)
  day.setFullYear(day.getFullYear() - years)
  return day.getTime() / 1000
}

const SUGGESTIONS: Readonly<Record<string, (contact: Contact) => boolean>> = {
  'No phone and no e-mail': (one) => !has(one, 'PHONE') && !has(one, 'EMAIL'),
  'No activity for two years': ({ LAST_ACTIVITY_TIME: at }) => at > 0 && at < yearsAgo(2),
  'Of people who left': ({ ASSIGNED_BY_ID }) => ASSIGNED_BY_ID === 5 || ASSIGNED_BY_ID === 7,
  'Without a name': (one) => one.NAME + one.SECOND_NAME + one.LAST_NAME === '',
  'Names that look like tests': (one) =>
    [one.NAME, one.SECOND_NAME, one.LAST_NAME].some((part) =>
      /test|тест|asdf|qwerty|фыва|йцукен/iu.test(part),
    ),
}

test('each suggestion has the count of the portal, and its review costs few requests', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  const { store } = held
  takesManyRequests(held)
  skipsNone(held)
  for (const id of [5, 7]) store.users.get(id)!.active = false
  for (const id of listed(held)) {
    store.updateContact(id, {
      ...(id % 6 === 0 ? { NAME: '', SECOND_NAME: '', LAST_NAME: id % 12 === 0 ? 'Test' : '' } : {}),
      ...(id % 5 === 0 ? { LAST_ACTIVITY_TIME: yearsAgo(3) } : {}),
      ...(id % 7 === 0 ? { fm: [] } : {}),
    })
  }
  const pages = await openPages(portalPages)
  const page = await new CleanUpPage(pages.app).open()
  for (const [title, holds] of Object.entries(SUGGESTIONS)) {
    await test.step(title, async () => {
      const truth = listed(held).filter((id) => holds(store.contact(id)!))
      expect(truth.length).toBeGreaterThan(1)
      const card = (await page.counted()).suggestion(title)
      await expect(card.getByText(String(truth.length), { exact: true })).toBeVisible()

      const before = held.log.length
      await card.getByRole('button', { name: 'Review deletion' }).click()
      await expect(pages.review.title(truth.length)).toBeVisible()
      await expect(pages.review.keep).toBeVisible()
      // Who asks, rules, count, rows, links, the protect list, the place of copies, and what the first rows show.
      const requests = held.log.slice(before)
      expect(requests.length).toBeLessThanOrEqual(15)
      expect(deletesSent(held)).toBe(0)
      await pages.review.keep.click()
    })
  }

  await test.step('open work is counted, too, as the card says; by the usual rules its review skips open deals', async () => {
    delete held.app.appOptions.guards
    const title = 'No activity for two years'
    const quiet = listed(held).filter((id) => SUGGESTIONS[title]?.(store.contact(id)!))
    const busy = quiet.filter((id) =>
      [DEAL, INVOICE].some((type) => store.itemsOfContact(type, id).some(({ closed }) => !closed)),
    )
    expect(busy.length).toBeGreaterThan(0)
    const card = (await page.counted()).suggestion(title)
    await expect(card).toContainText('the review skips open deals')
    await card.getByRole('button', { name: 'Review deletion' }).click()
    await expect(pages.review.title(quiet.length - busy.length)).toBeVisible()
    await expect(pages.review.skipped).toHaveText(new RegExp(`Skipped\\s*${busy.length}$`, 'u'))
  })
})
