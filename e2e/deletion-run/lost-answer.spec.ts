/** A run whose last answers were lost: the report can be read while the app finds out, and completes itself. */
import { confirm, listed, onTop, openDesk, reviewThese, switchRulesOff } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'

/** A broken answer is noise that the browser makes of itself. */
test.use({ expectedConsole: [/Failed to load resource/u], portalOptions: { contacts: 70 } })

test('the report opens with what is still being checked and until when, and completes itself', async ({
  portal,
  portalPages,
  axe,
  time,
}) => {
  const { portal: held } = portal
  const chosen = onTop(held).slice(0, 6)
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  await reviewThese(desk, chosen)
  await switchRulesOff(desk)
  held.faults.add({ method: 'crm.contact.delete', times: 1, kind: { type: 'drop-before' } })
  await confirm(desk, 6)
  const checked = desk.run.says(/^3 contacts are still being checked, until \d/u)
  await time.passesUntil(expect(checked).toBeVisible())
  const early = held.clock.now()

  await expect(desk.run.result(6)).toBeVisible()
  await expect(desk.run.report).toContainText('3 contacts deleted')
  await expect(desk.run.report).toContainText('3 not known')
  await expect(desk.run.lookAgain).toHaveCount(0)
  await expect(desk.run.progress).toHaveCount(0)
  expect(listed(held).length).toBe(total - 3)
  expect(await axe(desk.app)).toEqual([])

  await time.passesUntil(expect(desk.run.report).toContainText('6 contacts deleted'))
  await expect(checked).toHaveCount(0)
  await expect(desk.run.back).toBeVisible()
  expect(listed(held).length).toBe(total - 6)
  expect(held.clock.now() - early).toBeGreaterThan(50_000)
})
