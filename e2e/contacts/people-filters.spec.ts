/** Who created and who changed a contact: chosen in the portal's own picker, found as the portal has it. */
import { ContactRows, contactsOf } from '../pages/contact-rows.ts'
import { USER } from '../portal/store/users.ts'
import { expect, test } from '../support/fixtures.ts'

test.use({ portalOptions: { contacts: 200 } })

const FIELDS = [
  ['Created by', 'Choose who created…', 'CREATED_BY_ID'],
  ['Changed by', 'Choose who changed…', 'MODIFY_BY_ID'],
] as const

for (const [label, choose, field] of FIELDS) {
  test(`${label.toLowerCase()} one person, and then one more`, async ({ page, portal, portalPages }) => {
    const { store } = portal.portal
    const people = [USER.manager, USER.admin]
    for (const one of contactsOf(portal)) {
      const who = [USER.manager, USER.admin, USER.firstColleague][one.ID % 3] ?? USER.admin
      store.updateContact(one.ID, {
        CREATED_BY_ID: USER.lastColleague,
        MODIFY_BY_ID: USER.lastColleague,
        [field]: who,
      })
    }
    const { app } = await new ContactRows(await portalPages.openApp()).ready()
    await app.getByRole('button', { name: 'Filters' }).click()
    const chosen: number[] = []
    for (const id of people) {
      const { NAME, LAST_NAME } = store.users.get(id)!
      await app.getByRole('group', { name: label, exact: true }).getByRole('button', { name: choose }).click()
      const picker = page.getByRole('dialog')
      await picker.getByText(`${NAME} ${LAST_NAME}`).click()
      await picker.getByRole('button', { name: 'Select' }).click()
      chosen.push(id)
      const truth = contactsOf(portal).filter((one) => chosen.includes(one[field]))
      expect(truth.length).toBeGreaterThan(1)
      await expect(app.getByText(`${truth.length} contacts match`, { exact: true })).toBeVisible()
      await expect(
        app.getByRole('button', { name: new RegExp(`^Remove filter: ${label}: .*${LAST_NAME}`, 'u') }),
      ).toHaveCount(1)
    }
  })
}
