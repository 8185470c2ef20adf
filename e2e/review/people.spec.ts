/** Whose contacts they are, and who they are: what a person must see before many are deleted. */
import {
  confirm,
  listed,
  onTop,
  openPages,
  reviewAll,
  reviewThese,
  skipsNone,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { USER } from '../portal/store/users.ts'

test.use({ portalOptions: { contacts: 130 } })

test('who is no administrator hears whose they are, leaves those of colleagues out, or in again', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  takesManyRequests(held)
  skipsNone(held)
  held.settings.currentUserId = USER.manager
  const pages = await openPages(portalPages)

  await test.step('contacts that were left out come back', async () => {
    const foreign = onTop(held, ({ ASSIGNED_BY_ID }) => ASSIGNED_BY_ID !== USER.manager).slice(0, 2)
    await reviewThese(pages, foreign)
    await pages.review.leaveOut.click()
    await expect(pages.review.heading).toHaveText('Nothing would be deleted')
    await pages.app.getByRole('button', { name: 'Include them' }).click()
    await expect(pages.review.title(2)).toBeVisible()
    await pages.review.keep.click()
    await pages.bar.clear.click()
  })

  await test.step('who is no administrator hears whose they are, and leaves those of colleagues out', async () => {
    const everybody = listed(held)
    const own = everybody.filter((id) => held.store.contact(id)?.ASSIGNED_BY_ID === USER.manager)
    const others = new Set(everybody.map((id) => held.store.contact(id)?.ASSIGNED_BY_ID))
    others.delete(USER.manager)
    await reviewAll(pages, everybody.length)
    await expect(
      pages.app.getByText(
        `${own.length} yours · ${everybody.length - own.length} contacts of ${others.size} colleagues: you may lack the right to delete them.`,
      ),
    ).toBeVisible()
    await pages.review.leaveOut.click()
    await expect(pages.review.title(own.length)).toBeVisible()
    await expect(pages.review.toBeDeleted).toHaveText(new RegExp(`${own.length}$`, 'u'))
    expect(await axe(pages.app)).toEqual([])

    await confirm(pages, own.length)
    await expect(pages.run.result(own.length)).toBeVisible()
    const left = new Set(held.store.contactIds())
    expect(everybody.filter((id) => !left.has(id))).toEqual(own)
  })
})

test('an administrator tells two of the same name apart, and deletes six others at full speed', async ({
  portal,
  portalPages,
  axe,
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
  const pages = await openPages(portalPages)

  await test.step('two of the same name are told apart in the list and in the question', async () => {
    const boxes = pages.rows.table.getByRole('checkbox', { name: 'Select Tina Twin', exact: true })
    for (const place of [0, 1]) await boxes.nth(place).check()
    await pages.bar.review.click()
    await expect(pages.app.getByText('Selected by: 2 contacts ticked in the list')).toBeVisible()
    for (const { ID, fm } of twins) {
      const row = pages.review.rows.filter({ hasText: `ID ${ID}` })
      await expect(row).toContainText(fm[0]?.VALUE ?? '')
      await expect(row.getByRole('checkbox', { name: 'Select Tina Twin' })).toHaveAccessibleDescription(
        new RegExp(`^ID ${ID} · created`, 'u'),
      )
    }
    await pages.review.delete(2).click()
    for (const { ID, fm } of twins) {
      await expect(
        pages.review
          .question(2)
          .getByRole('listitem')
          .filter({ hasText: `ID ${ID}` }),
      ).toContainText(fm[0]?.VALUE ?? '')
    }
    await pages.review.question(2).getByRole('button', { name: 'Keep contacts' }).click()
    await pages.review.keep.click()
    await pages.bar.clear.click()
  })

  await test.step('full speed is offered in the review, off until it is chosen, and the run does what it does', async () => {
    const total = listed(held).length
    skipsNone(held)
    await reviewThese(pages, onTop(held).slice(0, 6))
    await pages.review.moreChoices.click()
    await expect(pages.review.fullSpeed).not.toBeChecked()
    await pages.review.fullSpeed.check()
    expect(await axe(pages.app)).toEqual([])
    await confirm(pages, 6)
    await expect(pages.run.report).toContainText('6 contacts deleted')
    expect(listed(held).length).toBe(total - 6)
    // Nobody else sends: nothing is refused.
    expect(held.log.filter(({ httpStatus }) => httpStatus === 503)).toEqual([])
  })
})
