/** Whose contacts they are, and who they are: what a person must see before many are deleted. */
import {
  confirm,
  listed,
  onTop,
  openDesk,
  reviewAll,
  reviewThese,
  switchRulesOff,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { nameOf } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

test.use({ portalOptions: { contacts: 130 } })

test('who is no administrator hears whose they are, and leaves those of colleagues out', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  held.settings.currentUserId = USER.manager
  const everybody = listed(held)
  const own = everybody.filter((id) => held.store.contact(id)?.ASSIGNED_BY_ID === USER.manager)
  const others = new Set(everybody.map((id) => held.store.contact(id)?.ASSIGNED_BY_ID))
  others.delete(USER.manager)
  const desk = await openDesk(portalPages)
  await reviewAll(desk, everybody.length)
  await switchRulesOff(desk)
  await expect(
    desk.app.getByText(
      `${own.length} yours · ${everybody.length - own.length} contacts of ${others.size} colleagues: you may lack the right to delete them.`,
    ),
  ).toBeVisible()
  await desk.review.leaveOut.click()
  await expect(desk.review.title(own.length)).toBeVisible()
  await expect(desk.review.toBeDeleted).toHaveText(new RegExp(`${own.length}$`, 'u'))
  expect(await axe(desk.app)).toEqual([])

  await confirm(desk, own.length)
  await expect(desk.run.result(own.length)).toBeVisible()
  const left = new Set(held.store.contactIds())
  expect(everybody.filter((id) => !left.has(id))).toEqual(own)
})

test('an administrator may delete all, and is not warned', async ({ portal, portalPages }) => {
  const desk = await openDesk(portalPages)
  await reviewAll(desk, listed(portal.portal).length)
  await expect(desk.review.heading).toHaveText(/^Delete \d+ contacts$/u)
  await expect(desk.review.leaveOut).toBeHidden()
})

test('two of the same name are told apart in the list and in the question', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const [company] = onTop(held).flatMap(({ COMPANY_IDS }) => COMPANY_IDS)
  const twins = [1, 2].map((which) =>
    held.store.addContact({
      NAME: 'Tina',
      LAST_NAME: 'Twin',
      COMPANY_IDS: which === 1 && company !== undefined ? [company] : [],
      fm: [{ ID: which, TYPE_ID: 'PHONE', VALUE: `+49 30 555 000${which}`, VALUE_TYPE: 'WORK' }],
    }),
  )
  const desk = await openDesk(portalPages)
  const boxes = desk.rows.table.getByRole('checkbox', { name: 'Select Tina Twin', exact: true })
  for (const place of [0, 1]) await boxes.nth(place).check()
  await desk.bar.review.click()
  await expect(desk.app.getByText('Selected by: 2 contacts ticked in the list')).toBeVisible()
  for (const { ID, fm } of twins) {
    const row = desk.review.rows.filter({ hasText: `ID ${ID}` })
    await expect(row).toContainText(fm[0]?.VALUE ?? '')
    await expect(row.getByRole('checkbox', { name: 'Select Tina Twin' })).toHaveAccessibleDescription(
      new RegExp(`^ID ${ID} · created`, 'u'),
    )
  }
  await desk.review.delete(2).click()
  for (const { ID, fm } of twins) {
    await expect(
      desk.review
        .question(2)
        .getByRole('listitem')
        .filter({ hasText: `ID ${ID}` }),
    ).toContainText(fm[0]?.VALUE ?? '')
  }
})

test('the page scrolls, the list with it, and the confirmation stays in sight', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  await reviewAll(desk, total)
  await switchRulesOff(desk)
  await expect(desk.review.delete(total)).toBeInViewport()
  const [last] = onTop(held, ({ ID }) => ID === Math.max(...listed(held)))
  await desk.app.getByRole('combobox', { name: 'Order' }).selectOption('By ID')
  // A person turns the wheel until the end of the list.
  const scrolled = desk.review.list.evaluate((table) => {
    let scroller = table.parentElement
    const scrollers: Element[] = []
    for (; scroller !== null; scroller = scroller.parentElement)
      if (scroller.scrollHeight > scroller.clientHeight + 1) scrollers.push(scroller)
    scrollers[0]?.scrollTo({ top: 1e6 })
    return scrollers.length
  })
  expect(await scrolled).toBe(1)
  if (last !== undefined) await expect(desk.review.row(nameOf(last))).toBeInViewport()
  await expect(desk.review.rows.last()).toHaveAttribute('aria-rowindex', String(total + 1))
  await expect(desk.review.delete(total)).toBeInViewport()
})

test('contacts that were left out come back', async ({ portal, portalPages }) => {
  const { portal: held } = portal
  held.settings.currentUserId = USER.manager
  const foreign = onTop(held, ({ ASSIGNED_BY_ID }) => ASSIGNED_BY_ID !== USER.manager).slice(0, 2)
  const desk = await openDesk(portalPages)
  await reviewThese(desk, foreign)
  await switchRulesOff(desk)
  await desk.review.leaveOut.click()
  await expect(desk.review.heading).toHaveText('Nothing would be deleted')
  await desk.app.getByRole('button', { name: 'Include them' }).click()
  await expect(desk.review.title(2)).toBeVisible()
})
