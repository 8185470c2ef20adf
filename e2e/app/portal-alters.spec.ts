/** Portals that list more than was asked for, and that have other words than they were given: neither is believed. */
import {
  confirm,
  onTop,
  openPages,
  reviewAll,
  reviewThese,
  skipsNone,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { contactsOf } from '../pages/contact-rows.ts'
import { ContactsPage } from '../pages/contacts-page.ts'
import { RestorePage } from '../pages/deleted-page.ts'
import { broughtBack, USUAL_NOISE } from '../support/restoring.ts'

test.use({ portalOptions: { contacts: 1500 }, expectedConsole: [USUAL_NOISE] })

test('neither words that changed nor contacts that were not asked for are believed', async ({
  portal,
  portalPages,
  axe,
}) => {
  const held = portal.portal
  takesManyRequests(held)
  skipsNone(held)
  const pages = await openPages(portalPages)
  const restore = new RestorePage(pages.app)

  await test.step('what was restored is read back, and other words than those of the copy are told', async () => {
    const contacts = onTop(held, ({ COMPANY_IDS }) => COMPANY_IDS.length > 0).slice(0, 2)
    const [first] = contacts
    const markup = '<b>Call</b> javascript:alert(1)'
    held.store.updateContact(first?.ID ?? 0, { COMMENTS: markup })
    await reviewThese(pages, contacts)
    await confirm(pages, 2)
    await expect(pages.run.report).toContainText('2 contacts deleted')
    const backOf = (id = 0): number => broughtBack(held).get(id)?.[0] ?? 0
    // A rule of the portal changes one of them once it is there.
    const act = (): void => void held.store.updateContact(backOf(contacts[1]?.ID), { LAST_NAME: 'Renamed' })
    held.faults.add({ method: 'crm.contact.company.add', times: 100, kind: { type: 'colleague', act } })
    await pages.app.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(restore.report).toContainText('2 contacts restored')
    await expect(restore.report).toContainText('1 contact: the text differs from the copy')
    expect(held.store.contact(backOf(first?.ID))?.COMMENTS).toBe(markup)
    expect(await axe(pages.app)).toEqual([])
    held.faults.clear()
    await restore.done.click()
  })

  await test.step('a search with dates that the portal drops: only what matches goes, and the person is told', async () => {
    held.settings.dropsConditionsOn = ['DATE_CREATE']
    const before = held.store.deletedIds().length
    const found = contactsOf(portal).filter((contact) =>
      [contact.NAME, contact.SECOND_NAME, contact.LAST_NAME].some((part) =>
        part.toLowerCase().includes('an'),
      ),
    )
    const dayOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10)
    const from = dayOf(found[4]?.DATE_CREATE ?? 0)
    const wanted = found.filter(({ DATE_CREATE }) => dayOf(DATE_CREATE) >= from)
    // More than one screen of them, so that all that match can be asked for.
    expect(found.length).toBeGreaterThan(100)

    await new ContactsPage(pages.app).search.fill('an')
    await pages.app.getByRole('button', { name: 'Filters' }).click()
    await pages.app.getByLabel('Created from').fill(from)
    await expect(pages.app.getByText(`${found.length} contacts match`, { exact: true })).toBeVisible()
    await reviewAll(pages, found.length, { narrowed: true })
    await expect(
      pages.app
        .getByRole('status')
        .filter({ hasText: `${found.length - wanted.length} contacts are left out` }),
    ).toContainText('The portal listed more than was asked for.')
    expect(await axe(pages.app)).toEqual([])
    await confirm(pages, wanted.length)
    await expect(pages.run.result(wanted.length)).toBeVisible()
    expect(
      held.store
        .deletedIds()
        .slice(before)
        .toSorted((a, b) => a - b),
    ).toEqual(wanted.map(({ ID }) => ID).toSorted((a, b) => a - b))
  })
})
