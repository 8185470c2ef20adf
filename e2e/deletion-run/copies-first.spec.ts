/** A portal that lets the app keep nothing: copies first, the file in the person's hands, then the deletion. */
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { listed, openPages, reviewAll, skipsNone, takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { deletesSent } from '../support/portal-contacts.ts'

test.use({ portalOptions: { contacts: 70 } })
test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test('nothing is deleted before all are copied and the file was offered', async ({
  page,
  portal,
  portalPages,
  axe,
}) => {
  const { portal: held } = portal
  held.app.scopes.delete('entity')
  skipsNone(held)
  const ids = listed(held)
  const pages = await openPages(portalPages)
  await reviewAll(pages, ids.length)
  await expect(pages.app.getByText('This portal does not let the app store copies')).toBeVisible()
  const first = pages.app.getByRole('checkbox', { name: /^Copy all contacts first/u })
  await expect(first).toBeChecked()
  await pages.review.confirmTyped(ids.length)
  await expect(pages.app.getByText('Copying is done.').first()).toBeVisible()
  expect(deletesSent(held)).toBe(0)
  // After a reload, too, it is "Delete now" that deletes, and not "Go on".
  await page.reload()
  await pages.app.getByRole('button', { name: 'Go on' }).click()
  await expect(pages.app.getByText('Copying is done.').first()).toBeVisible()
  await expect(pages.app.getByRole('button', { name: 'Delete now' })).toBeVisible()
  expect(deletesSent(held)).toBe(0)
  expect(await axe(pages.app)).toEqual([])
  const file = page.waitForEvent('download')
  await pages.app.getByRole('button', { name: 'Download copy' }).click()
  const text = gunzipSync(await readFile(await (await file).path())).toString()
  const copied = [...text.matchAll(/"kind":"contact","contact":\{"id":(\d+),/gu)].map(([, id]) => Number(id))
  expect(copied.toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b))
  expect(text.trimEnd().split('\n').at(-1)).toContain('"kind":"trailer"')
  expect(listed(held)).toEqual(ids)
  await pages.app.getByRole('button', { name: 'Delete now' }).click()
  await expect(pages.run.result(ids.length)).toBeVisible()
  expect(listed(held)).toEqual([])
})
