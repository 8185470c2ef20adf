/** What a run says of its contacts, each with its own cause, and to those who can help. */
import {
  type Pages,
  box,
  confirm,
  listed,
  onTop,
  openPages,
  reviewAll,
  reviewThese,
  skipsNone,
  switchRulesOff,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Contact, Portal } from '../portal/contract.ts'
import { has, readings } from '../pages/contact-rows.ts'
import { linkDeal, nameOf } from '../support/portal-contacts.ts'
import { heldOf } from '../tools/held.ts'
import { USER } from '../portal/store/users.ts'

test.use({ expectedConsole: [/Failed to load resource/u] })
test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

/** Some that are on top of the list now, in the order in which a run deletes them. */
function six(held: Portal): readonly [Contact, Contact, Contact, Contact, Contact, Contact] {
  const fits = (each: Contact): boolean => has(each, 'PHONE') && each.COMPANY_IDS.length > 0
  const [a, b, c, d, e, f] = onTop(held, fits).toSorted((one, other) => one.ID - other.ID)
  if (!a || !b || !c || !d || !e || !f) throw new Error('too few contacts on top')
  return [a, b, c, d, e, f]
}

async function backToList({ run, bar }: Pages): Promise<void> {
  await run.back.click()
  await expect(bar.boxes.first()).toBeVisible()
}

test.describe('what happens to some contacts between the review and their turn', () => {
  test.use({ portalOptions: { contacts: 80 } })

  test('each keeps its own cause, is looked at again, and completes the report', async ({
    page,
    portal,
    portalPages,
    axe,
    time,
  }) => {
    const { portal: held } = portal
    const pages = await openPages(portalPages)
    const { review, run } = pages

    const [linked, changed, dated, ...going] = six(held)
    const facts = going.map((contact) => ({
      name: nameOf(contact),
      phone: contact.fm.find(({ TYPE_ID }) => TYPE_ID === 'PHONE')?.VALUE ?? '',
      company: held.store.company(contact.COMPANY_IDS[0] ?? 0)?.TITLE ?? '',
    }))
    await test.step('what changed, or got a deal of €90,000, after the review stays, and the reason is said', async () => {
      await reviewThese(pages, [linked, changed, dated, ...going])
      await switchRulesOff(pages)
      for (const { name, company } of facts) await expect(review.row(name)).toContainText(company)
      held.store.updateContact(changed.ID, { POST: 'Director' })
      held.store.updateContact(dated.ID, {
        POST: 'Important now',
        DATE_MODIFY: Math.floor(held.now() / 1000) + 1,
      })
      await linkDeal(portal, linked, 'Roof')
      const before = heldOf(held, linked.ID)
      await confirm(pages, 6)
      await time.passesUntil(expect(run.result(6)).toBeVisible())
      await expect(run.report).toContainText('3 contacts deleted')
      await expect(run.report).toContainText('2 skipped: was changed after your review')
      await expect(run.report).toContainText('1 skipped: was linked to something new after your review')
      expect(heldOf(held, linked.ID)).toEqual(before)
      expect(held.store.contact(changed.ID)).toBeDefined()
      expect(held.store.contact(dated.ID)).toBeDefined()
      expect(going.map(({ ID }) => heldOf(held, ID))).toEqual([null, null, null])
    })

    await test.step('the rows of the result have what told the contacts apart in the review, without asking again', async () => {
      const asked = readings(portal).length
      await run.report.getByRole('button', { name: /^Show contacts: 3 contacts deleted/u }).click()
      for (const { name, phone, company } of facts) {
        const row = run.report.getByRole('listitem').filter({ hasText: name })
        await expect(row).toContainText(phone)
        await expect(row).toContainText(company)
      }
      expect(readings(portal).length).toBe(asked)
    })

    await test.step('the report comes as a file that a spreadsheet reads', async () => {
      const coming = page.waitForEvent('download')
      await run.download.click()
      const stream = await (await coming).createReadStream()
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      const text = Buffer.concat(chunks).toString('utf8')
      expect(text.startsWith('\uFEFFID,Name,"Phone, e-mail, company",Result,Reason\r\n')).toBe(true)
      for (const contact of going) {
        expect(text).toContain(`${contact.ID},`)
        expect(text).toContain(nameOf(contact))
      }
      expect(text.trimEnd().split('\r\n')).toHaveLength(7)
    })

    await test.step('a contact that got a deal after the review is asked about again', async () => {
      const before = heldOf(held, linked.ID)
      await run.report
        .getByRole('group', { name: /linked to something new/u })
        .getByRole('button', { name: 'Review these again' })
        .click()
      // The rules were off for that run only: now one skips the contact.
      await expect(review.heading).toHaveText('Nothing would be deleted')
      await review.deleteAnyway(nameOf(linked)).click()
      await expect(review.title(1)).toBeVisible()
      await review.consequences.click()
      await expect(pages.app.getByText('€90,000').filter({ visible: true }).first()).toBeVisible()
      expect(heldOf(held, linked.ID)).toEqual(before)
      await confirm(pages, 1)
      await time.passesUntil(expect(run.report).toContainText('1 contact deleted'))
      expect(heldOf(held, linked.ID)).toBeNull()
      await backToList(pages)
    })

    skipsNone(held)
    await test.step('answers that get lost: the report opens with what is still being checked and until when, and completes itself', async () => {
      const total = listed(held).length
      await reviewThese(pages, onTop(held).slice(0, 6))
      held.faults.add({ method: 'crm.contact.delete', times: 1, kind: { type: 'drop-before' } })
      await confirm(pages, 6)
      const checked = run.says(/^3 contacts are still being checked, until \d/u)
      await time.passesUntil(expect(checked).toBeVisible())
      const early = held.clock.now()

      await expect(run.result(6)).toBeVisible()
      await expect(run.report).toContainText('3 contacts deleted')
      await expect(run.report).toContainText('3 not known')
      await expect(run.lookAgain).toHaveCount(0)
      await expect(run.progress).toHaveCount(0)
      expect(listed(held).length).toBe(total - 3)
      expect(await axe(pages.app)).toEqual([])

      await time.passesUntil(expect(run.report).toContainText('6 contacts deleted'))
      await expect(checked).toHaveCount(0)
      await expect(run.back).toBeVisible()
      expect(listed(held).length).toBe(total - 6)
      expect(held.clock.now() - early).toBeGreaterThan(50_000)
      await backToList(pages)
    })

    const chosen = onTop(held)
      .slice(0, 6)
      .toSorted((a, b) => a.ID - b.ID)
    const left = (): Contact[] => chosen.filter(({ ID }) => held.store.contact(ID) !== undefined)
    await test.step('a colleague who was faster, and the refusals after that in the same batch, keep their own causes', async () => {
      const total = listed(held).length
      await reviewThese(pages, chosen)
      const gone = chosen[3]
      if (gone === undefined) throw new Error('too few contacts')
      const act = (at: Portal): void => void at.store.deleteContact(gone.ID, USER.firstColleague)
      const refuse = { type: 'refuse', error: '', description: 'Access denied.' } as const
      held.faults.add({ method: 'crm.contact.delete', kind: { type: 'colleague', act } })
      held.faults.add({ method: 'crm.contact.delete', skip: 3, times: 2, kind: refuse })
      await confirm(pages, 6)
      await time.passesUntil(expect(run.result(6)).toBeVisible())
      await expect(run.report).toContainText('3 contacts deleted')
      await expect(run.report).toContainText('1 was already gone')
      await expect(run.report).toContainText('2 not deleted: no permission')
      expect(listed(held).length).toBe(total - 4)
      expect(left()).toHaveLength(2)
    })

    await test.step('"Show in list" shows and selects exactly those, "Retry" reviews exactly those', async () => {
      await run.showInList.click()
      await expect(pages.bar.count(2)).toBeVisible()
      await expect(pages.bar.boxes).toHaveCount(2)
      for (const contact of left()) await expect(box(pages, contact)).toBeChecked()

      await pages.bar.review.click()
      await expect(review.title(2)).toBeVisible()
      const veto = { type: 'refuse', error: 'ERROR_CORE', description: 'A handler says no' } as const
      held.faults.add({ method: 'crm.contact.delete', times: 1, kind: veto })
      await confirm(pages, 2)
      await time.passesUntil(expect(run.report).toContainText('1 not deleted'))
      const [last] = left()
      if (last === undefined) throw new Error('none is left')
      await run.retry.click()
      await expect(review.title(1)).toBeVisible()
      await expect(review.rows).toHaveCount(1)
      await expect(review.checkbox(nameOf(last))).toBeChecked()
      await confirm(pages, 1)
      await time.passesUntil(expect(run.report).toContainText('1 contact deleted'))
      expect(held.store.contact(last.ID)).toBeUndefined()
    })
  })
})

test.describe('without the right to delete', () => {
  test.use({ portalOptions: { contacts: 70 } })

  test('a reader, and a manager who may delete only his own, are told what was refused', async ({
    page,
    portal,
    portalPages,
    time,
  }) => {
    const { portal: held } = portal

    await test.step('who may only read is told so for each, and nothing is gone', async () => {
      held.settings.currentUserId = USER.reader
      const chosen = onTop(held).slice(0, 5)
      const pages = await openPages(portalPages)
      await reviewThese(pages, chosen)
      await switchRulesOff(pages)
      await confirm(pages, 5)
      await time.passesUntil(expect(pages.run.report).toContainText('5 not deleted: no permission'))
      for (const { ID } of chosen) expect(held.store.contact(ID)).toBeDefined()
      expect(held.app.userOptions.get(USER.reader) ?? {}).not.toHaveProperty('guards')
      expect(held.app.appOptions).not.toHaveProperty('guards')
      await pages.run.back.click()
    })

    held.settings.currentUserId = USER.manager
    skipsNone(held)
    const pages = await openPages(portalPages)
    const total = listed(held).length
    const mine = listed(held).filter((id) => held.store.contact(id)?.ASSIGNED_BY_ID === USER.manager).length
    await test.step('a manager is told which were refused, and they are still there', async () => {
      await reviewAll(pages, total)
      await pages.review.confirmTyped(total)
      await time.passesUntil(expect(pages.run.result(total)).toBeVisible())
      // So many refusals in a row stop a run; what it did not touch it says.
      while (await pages.run.resume.isVisible()) {
        await pages.run.resume.click()
        await time.passesUntil(expect(pages.run.result(total)).toBeVisible())
      }
      await expect(pages.run.report).toContainText(`${mine} contacts deleted`)
      await expect(pages.run.report).toContainText(`${mine} deleted, ${total - mine} not deleted`)
      await expect(pages.run.report).toContainText(`${total - mine} not deleted: no permission`)
      expect(listed(held).length).toBe(total - mine)
    })

    await pages.run.copyMessage.click()
    const message = pages.app.getByRole('dialog', { name: 'Message to those responsible' })
    const field = message.getByRole('textbox', { name: 'Message' })
    await test.step('the message to those responsible names each of them, and is copied', async () => {
      await expect(field).not.toHaveValue('')
      const text = await field.inputValue()
      for (const id of listed(held)) {
        const { ASSIGNED_BY_ID } = held.store.contact(id) ?? {}
        expect(text).toContain(`ID ${id}: ${portal.origin}/crm/contact/details/${id}/`)
        expect(text).toContain(held.store.users.get(ASSIGNED_BY_ID ?? 0)?.LAST_NAME)
      }
      await message.getByRole('button', { name: 'Copy', exact: true }).click()
      await expect(message.getByRole('status')).toHaveText('Copied. Paste it into a chat or an e-mail.')
    })

    await test.step('on a phone the message is read without scrolling sideways', async () => {
      const wide = await field.evaluate(({ clientWidth }) => clientWidth)
      await page.setViewportSize({ width: 390, height: 700 })
      await expect
        .poll(() => field.evaluate(({ clientWidth }) => clientWidth))
        .toBeLessThan(Math.min(wide, 390))
      await expect(field).toHaveValue(new RegExp(`/crm/contact/details/${listed(held)[0] ?? 0}/`, 'u'))
      expect(await field.evaluate((each) => each.scrollWidth - each.clientWidth)).toBeLessThanOrEqual(0)
      await page.setViewportSize({ width: 1280, height: 800 })
    })

    await test.step('and they are chosen for another try', async () => {
      await message.getByRole('button', { name: 'Close' }).click()
      await pages.run.showInList.click()
      await expect(pages.bar.count(total - mine)).toBeVisible()
    })
  })
})
