/** Deleting many: what the screen says of each contact is compared with what the portal holds. */
import {
  type Desk,
  confirm,
  listed,
  onTop,
  openDesk,
  reviewAll,
  reviewThese,
  switchRulesOff,
  takesManyRequests,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import type { Portal } from '../portal/contract.ts'
import { deletesSent, nameOf } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({ portalOptions: { contacts: 70 } })

async function deleteEverybody(desk: Desk, total: number): Promise<void> {
  await reviewAll(desk, total)
  await switchRulesOff(desk)
  await desk.review.confirmTyped(total)
}

function commandsSent({ log }: Portal, method: string): number {
  return log.flatMap(({ commands }) => commands ?? []).filter((command) => command.method === method).length
}

test('all that match: every one of them gone, in batches, and the counts add up', async ({
  portal,
  portalPages,
  time,
}) => {
  const { portal: held } = portal
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  held.settings.latencyMs = 300
  await deleteEverybody(desk, total)
  await expect(desk.run.progress).toBeVisible()
  held.settings.latencyMs = 0
  await time.passesUntil(expect(desk.run.result(total)).toBeVisible())
  await expect(desk.run.report).toContainText(`${total} contacts deleted`)
  expect(listed(held).length).toBe(0)
  expect(commandsSent(held, 'crm.contact.delete')).toBe(total)
  await desk.run.back.click()
  await expect(desk.app.getByText('No contacts you can see')).toBeVisible()
})

test.describe('a manager who may delete only his own', () => {
  test('is told which were refused, and they are still there, chosen for another try', async ({
    portal,
    portalPages,
    time,
  }) => {
    const { portal: held } = portal
    held.settings.currentUserId = USER.manager
    const mine = listed(held).filter((id) => held.store.contact(id)?.ASSIGNED_BY_ID === USER.manager).length
    const total = listed(held).length
    const desk = await openDesk(portalPages)
    await deleteEverybody(desk, total)
    await time.passesUntil(expect(desk.run.result(total)).toBeVisible())
    // So many refusals in a row stop a run; what it did not touch it says.
    while (await desk.run.resume.isVisible()) {
      await desk.run.resume.click()
      await time.passesUntil(expect(desk.run.result(total)).toBeVisible())
    }
    await expect(desk.run.report).toContainText(`${mine} contacts deleted`)
    await expect(desk.run.report).toContainText(`${mine} deleted, ${total - mine} not deleted`)
    await expect(desk.run.report).toContainText(`${total - mine} not deleted: no permission`)
    expect(listed(held).length).toBe(total - mine)
    await desk.run.copyMessage.click()
    const message = desk.app.getByRole('dialog', { name: 'Message to those responsible' })
    const text = await message.getByRole('textbox', { name: 'Message' }).inputValue()
    for (const id of listed(held)) {
      const { ASSIGNED_BY_ID } = held.store.contact(id) ?? {}
      expect(text).toContain(`ID ${id}: ${portal.origin}/crm/contact/details/${id}/`)
      expect(text).toContain(held.store.users.get(ASSIGNED_BY_ID ?? 0)?.LAST_NAME)
    }
    await message.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(message.getByRole('status')).toHaveText('Copied. Paste it into a chat or an e-mail.')
    await message.getByRole('button', { name: 'Close' }).click()
    await desk.run.showInList.click()
    await expect(desk.bar.count(total - mine)).toBeVisible()
  })
})

test.describe('when things go wrong', () => {
  test.use({ expectedConsole: [/Failed to load resource/u] })

  test('answers that get lost after the work are found out about, and nothing is deleted twice', async ({
    portal,
    portalPages,
    time,
  }) => {
    const { portal: held } = portal
    const total = listed(held).length
    const desk = await openDesk(portalPages)
    held.faults.add({ method: 'crm.contact.delete', skip: 3, times: 1, kind: { type: 'drop-after' } })
    held.faults.add({ method: 'crm.contact.delete', skip: 40, times: 1, kind: { type: 'malformed-json' } })
    await deleteEverybody(desk, total)
    await time.passesUntil(expect(desk.run.result(total)).toBeVisible())
    await expect(desk.run.report).toContainText(`${total} contacts deleted`)
    expect(listed(held).length).toBe(0)
    expect(commandsSent(held, 'crm.contact.delete')).toBe(total)
  })

  test('a colleague who was faster, and the refusals after that in the same batch, keep their own causes', async ({
    portal,
    portalPages,
    time,
  }) => {
    const { portal: held } = portal
    const total = listed(held).length
    const chosen = onTop(held).slice(0, 6)
    const gone = chosen[2]
    if (gone === undefined || chosen.length < 6) throw new Error('too few contacts')
    const desk = await openDesk(portalPages)
    await reviewThese(desk, chosen)
    await switchRulesOff(desk)
    held.faults.add({
      method: 'crm.contact.delete',
      kind: {
        type: 'colleague',
        act: (portal) => void portal.store.deleteContact(gone.ID, USER.firstColleague),
      },
    })
    held.faults.add({
      method: 'crm.contact.delete',
      skip: 4,
      kind: { type: 'refuse', error: '', description: 'Access denied.' },
    })
    await confirm(desk, 6)
    await time.passesUntil(expect(desk.run.result(6)).toBeVisible())
    await expect(desk.run.report).toContainText('4 contacts deleted')
    await expect(desk.run.report).toContainText('1 was already gone')
    await expect(desk.run.report).toContainText('1 not deleted: no permission')
    expect(listed(held).length).toBe(total - 5)
  })

  test('the portal’s limit is waited for, says until when, and Stop ends it with what was done', async ({
    portal,
    portalPages,
    time,
  }) => {
    const { portal: held } = portal
    const total = listed(held).length
    const desk = await openDesk(portalPages)
    held.faults.add({
      method: 'crm.contact.delete',
      skip: 10,
      times: 1000,
      kind: {
        type: 'refuse',
        error: 'OPERATION_TIME_LIMIT',
        description: 'Method is blocked due to operation time limit',
      },
    })
    await deleteEverybody(desk, total)
    await time.passesUntil(expect(desk.run.says(/goes on at \d/u)).toBeAttached())
    await desk.run.stop.click()
    await time.passesUntil(expect(desk.run.result(total)).toBeVisible())
    await expect(desk.run.report).toContainText('10 contacts deleted')
    await expect(desk.run.report).toContainText(`${total - 10} were still waiting`)
    expect(listed(held).length).toBe(total - 10)
  })

  test('an app that is removed in the middle: the run ends, and says why', async ({
    portal,
    portalPages,
    time,
  }) => {
    const { portal: held } = portal
    const total = listed(held).length
    const desk = await openDesk(portalPages)
    held.faults.add({
      method: 'crm.contact.delete',
      skip: 5,
      kind: { type: 'colleague', act: (portal) => (portal.app.removed = true) },
    })
    await deleteEverybody(desk, total)
    await time.passesUntil(expect(desk.run.alert.filter({ hasText: 'no longer installed' })).toBeVisible())
    // The copies or the deletes may meet it first: the run pauses, with its results folded, or is over.
    await expect(desk.run.details.or(desk.run.report).first()).toBeVisible()
    if (await desk.run.details.isVisible()) await desk.run.details.click()
    await expect(desk.run.report).toContainText('still waiting')
    const gone = total - listed(held).length
    await expect(desk.run.report).toContainText(`${gone} contacts deleted`)
  })

  test('a token that runs out in the middle is renewed, and all go', async ({
    portal,
    portalPages,
    time,
  }) => {
    const { portal: held } = portal
    const total = listed(held).length
    const desk = await openDesk(portalPages)
    held.faults.add({
      method: 'crm.contact.delete',
      skip: 8,
      kind: { type: 'colleague', act: (portal) => portal.auth.expireAll() },
    })
    await deleteEverybody(desk, total)
    await time.passesUntil(expect(desk.run.report).toContainText(`${total} contacts deleted`))
    expect(listed(held).length).toBe(0)
  })
})

test('what changed after the review stays', async ({ portal, portalPages, time }) => {
  const { portal: held } = portal
  const chosen = onTop(held).slice(0, 5)
  const changed = chosen[3]
  if (changed === undefined || chosen.length < 5) throw new Error('too few contacts')
  const desk = await openDesk(portalPages)
  await reviewThese(desk, chosen)
  await switchRulesOff(desk)
  held.store.updateContact(changed.ID, { POST: 'Director' })
  await confirm(desk, 5)
  await time.passesUntil(expect(desk.run.result(5)).toBeVisible())
  await expect(desk.run.report).toContainText('4 contacts deleted')
  await expect(desk.run.report).toContainText('1 skipped: was changed after your review')
  expect(held.store.contact(changed.ID)).toBeDefined()
})

test('Pause sends nothing more, Resume goes on to the end', async ({ portal, portalPages, time }) => {
  const { portal: held } = portal
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  await reviewAll(desk, total)
  await switchRulesOff(desk)
  // So slow that most are still to come when Pause is pressed.
  held.faults.add({ method: 'crm.contact.delete', times: 1000, kind: { type: 'slow', ms: 400 } })
  await desk.review.confirmTyped(total)
  await expect.poll(() => deletesSent(held)).toBeGreaterThan(0)
  await desk.run.pause.click()
  await time.passesUntil(expect(desk.run.says('Nothing more is sent until you resume')).toBeAttached())
  const sent = deletesSent(held)
  const gone = total - listed(held).length
  expect(gone).toBe(sent)
  expect(gone).toBeLessThan(total)
  const heading = desk.app.owner().page().locator('#pagetitle')
  await expect(heading).toHaveText(`Paused at ${Math.floor((100 * gone) / total)}% · Deleting contacts`)
  await desk.run.details.click()
  await expect(desk.run.report).toContainText(`${gone} contacts deleted`)
  held.faults.clear()
  await desk.run.resume.click()
  await time.passesUntil(expect(desk.run.report).toContainText(`${total} contacts deleted`))
  await expect(heading).toHaveText(`Done: ${total} deleted`)
  expect(listed(held)).toEqual([])
})

test('the report comes as a file that a spreadsheet reads', async ({ page, portal, portalPages, time }) => {
  const chosen = onTop(portal.portal).slice(0, 2)
  const [first] = chosen
  if (first === undefined) throw new Error('no contact')
  const desk = await openDesk(portalPages)
  await reviewThese(desk, chosen)
  await switchRulesOff(desk)
  await confirm(desk, 2)
  await time.passesUntil(expect(desk.run.result(2)).toBeVisible())
  const coming = page.waitForEvent('download')
  await desk.run.download.click()
  const stream = await (await coming).createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  expect(text.startsWith('\uFEFFID,Name,"Phone, e-mail, company",Result,Reason\r\n')).toBe(true)
  expect(text).toContain(`${first.ID},`)
  expect(text).toContain(nameOf(first))
  expect(text.trimEnd().split('\r\n')).toHaveLength(3)
})
