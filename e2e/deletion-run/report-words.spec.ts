/** What a run says of its contacts, of the time that is left, and to those who can help. */
import {
  confirm,
  onTop,
  openDesk,
  reviewThese,
  runSlowly,
  switchRulesOff,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { has, readings } from '../pages/contact-rows.ts'
import { nameOf } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

test.use({ portalOptions: { contacts: 130 } })

test('the rows of the result have what told the contacts apart in the review, without asking again', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  takesManyRequests(held)
  const contacts = onTop(held, (each) => has(each, 'PHONE') && each.COMPANY_IDS.length > 0).slice(0, 3)
  const facts = contacts.map((contact) => ({
    name: nameOf(contact),
    phone: contact.fm.find(({ TYPE_ID }) => TYPE_ID === 'PHONE')?.VALUE ?? '',
    company: held.store.company(contact.COMPANY_IDS[0] ?? 0)?.TITLE ?? '',
  }))
  const desk = await openDesk(portalPages)
  await reviewThese(desk, contacts)
  await switchRulesOff(desk)
  for (const { name, company } of facts) await expect(desk.review.row(name)).toContainText(company)
  await confirm(desk, 3)
  await expect(desk.run.report).toContainText('3 contacts deleted')
  const asked = readings(portal).length
  await desk.run.report.getByRole('button', { name: /^Show contacts: 3 contacts deleted/u }).click()
  for (const { name, phone, company } of facts) {
    const row = desk.run.report.getByRole('listitem').filter({ hasText: name })
    await expect(row).toContainText(phone)
    await expect(row).toContainText(company)
  }
  expect(readings(portal).length).toBe(asked)
})

test('while the time left cannot be told, that is said', async ({ portal, portalPages }) => {
  const desk = await openDesk(portalPages)
  await runSlowly(desk, portal.portal)
  await expect(desk.app.getByText(/Time left: not known yet\.$/u)).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 700 }, expectedConsole: [/Failed to load resource/u] })

  test('the message to those responsible is read without scrolling sideways', async ({
    portal,
    portalPages,
  }) => {
    const held = portal.portal
    held.settings.currentUserId = USER.manager
    const theirs = onTop(held, (each) => each.ASSIGNED_BY_ID !== USER.manager).slice(0, 2)
    const desk = await openDesk(portalPages)
    await reviewThese(desk, theirs)
    await switchRulesOff(desk)
    await confirm(desk, 2)
    await expect(desk.run.report).toContainText('2 not deleted: no permission')
    await desk.run.copyMessage.click()
    const message = desk.app.getByRole('textbox', { name: 'Message' })
    await expect(message).toHaveValue(new RegExp(`/crm/contact/details/${theirs[0]?.ID ?? 0}/`, 'u'))
    expect(await message.evaluate((field) => field.scrollWidth - field.clientWidth)).toBeLessThanOrEqual(0)
  })
})
