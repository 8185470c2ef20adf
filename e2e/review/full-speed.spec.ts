/** The choice of full speed: off by itself, and a run with it provokes no refusal where nobody else sends. */
import { confirm, listed, onTop, openDesk, reviewThese, switchRulesOff } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'

test.use({ portalOptions: { contacts: 70 } })

test('full speed is offered in the review, off until it is chosen, and the run does what it does', async ({
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  const total = listed(held).length
  const desk = await openDesk(portalPages)
  await reviewThese(desk, onTop(held).slice(0, 6))
  await switchRulesOff(desk)
  await desk.review.moreChoices.click()
  await expect(desk.review.fullSpeed).not.toBeChecked()
  await desk.review.fullSpeed.check()
  expect(await axe(desk.app)).toEqual([])
  await confirm(desk, 6)
  await expect(desk.run.report).toContainText('6 contacts deleted')
  expect(listed(held).length).toBe(total - 6)
  expect(held.log.filter(({ httpStatus }) => httpStatus === 503)).toEqual([])
})
