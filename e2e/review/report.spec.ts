/** "Report without deleting": a file and a page to print, with what a restore would bring back of each contact. */
import { readFile } from 'node:fs/promises'
import type { Portal } from '../portal/contract.ts'
import { listed, openPages, reviewAll } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deletesSent } from '../support/portal-contacts.ts'
import { frameOf, printed } from '../records/stored-records.ts'

test.use({ portalOptions: { contacts: 60 } })

const completed = ({ store }: Portal, id: number): number =>
  store.activitiesOfContact(id).filter(({ COMPLETED }) => COMPLETED).length

test('the file says of each contact what comes back and what does not; the page says the same', async ({
  page,
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  const pages = await openPages(portalPages)
  await reviewAll(pages, listed(held).length)
  const button = pages.app.getByRole('button', { name: 'Report without deleting' })
  const before = await button.boundingBox()
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  // "Page to print" has not taken the place of what was pressed.
  await expect(pages.app.getByRole('button', { name: 'Page to print' })).toBeVisible()
  expect((await button.boundingBox())?.x).toBe(before?.x)
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  const titles = lines.findIndex((line) => line.startsWith('ID,'))
  await test.step('it hands the plan round as a file', () => expectPlan(lines, titles, held))
  expect(lines[titles]).toMatch(/,Comes back on a restore,Does not come back$/u)
  const deleted = lines.slice(titles + 1).filter((line) => line.includes('Would be deleted'))
  const kept = lines.slice(titles + 1).filter((line) => !line.includes('Would be deleted'))
  expect(kept.every((line) => line.endsWith(',,'))).toBe(true)
  let someLost = 0
  for (const line of deleted) {
    const lost = completed(held, Number(line.split(',')[0]))
    const words = lost === 0 ? '' : `${lost} completed ${lost === 1 ? 'activity' : 'activities'}`
    expect(line.split(',').at(-1)).toBe(words)
    expect(line).toContain('The contact, with a new ID')
    someLost += Math.min(1, lost)
  }
  expect(someLost).toBeGreaterThan(0)
  const digest = /,([0-9a-f]{64})$/u.exec(lines.find((line) => line.startsWith('SHA-256')) ?? '')?.[1]

  await pages.app.getByRole('button', { name: 'Page to print' }).click()
  const sheet = pages.app.getByRole('article', { name: 'Planned deletion, nothing deleted yet' })
  await expect(pages.app.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(sheet).toContainText(digest ?? '?')
  await expect(sheet).toContainText('It cannot restore its history')
  await expect(sheet.getByRole('term').filter({ hasText: ':' })).toHaveCount(0)
  await expect(sheet.getByRole('row')).toHaveCount(1 + listed(held).length)
  await expect(sheet.getByRole('row').nth(1)).toContainText('Would be deleted')
  expect(await axe(pages.app)).toEqual([])
  const looks = await Promise.all(
    ['light', 'dark'].map(async (theme) => printed(page, await frameOf(sheet), theme)),
  )
  expect(looks[0]).toEqual(looks[1])
  await pages.app.owner().evaluate((frame) => frame.style.setProperty('width', '360px'))
  expect(await axe(pages.app)).toEqual([])

  await pages.app.getByRole('button', { name: 'Back to the review' }).click()
  await expect(pages.review.heading).toBeFocused()
  await expect(pages.review.title(deleted.length)).toBeVisible()
  expect(deletesSent(held)).toBe(0)
})

/** Each contact is in it once, and the numbers at its head are those of its lines. */
function expectPlan(lines: readonly string[], titles: number, held: Portal): void {
  expect(lines[0]).toContain('Planned deletion, nothing deleted yet')
  const decisions = lines.slice(titles + 1)
  expect(decisions.map((line) => Number(line.split(',')[0])).toSorted((a, b) => a - b)).toEqual(
    listed(held).toSorted((a, b) => a - b),
  )
  const counted = (words: string): number => decisions.filter((line) => line.includes(words)).length
  const said = (words: string): number =>
    Number(lines.find((line) => line.startsWith(`${words},`))?.split(',')[1])
  for (const words of ['Would be deleted', 'Skipped by a rule', 'Not ticked'])
    expect([words, said(words)]).toEqual([words, counted(words)])
  expect(said('Would be deleted')).toBeGreaterThan(0)
  expect(said('Skipped by a rule')).toBeGreaterThan(0)
  expect(lines.find((line) => line.startsWith('SHA-256'))).toMatch(/,[0-9a-f]{64}$/u)
  expect(deletesSent(held)).toBe(0)
}
