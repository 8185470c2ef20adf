/** A connection that is lost in the middle of a run and comes back. */
import { listed, moreDeletes, openDesk, runSlowly } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 70 }, expectedConsole: [/Failed to load resource/u] })

test('without a connection a run waits and says so; with it it goes on by itself', async ({
  context,
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  const desk = await openDesk(portalPages)
  const total = await runSlowly(desk, held)
  await context.setOffline(true)
  await expect(desk.run.says('The portal cannot be reached')).toBeAttached()
  const sent = deletesSent(held)
  held.faults.clear()
  await context.setOffline(false)
  await moreDeletes(held, sent)
  await expect(desk.run.report).toContainText(`${total} contacts deleted`)
  expect(listed(held).length).toBe(0)
  expect(deletesSent(held)).toBe(total)
})
