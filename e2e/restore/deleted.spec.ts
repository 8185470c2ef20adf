/** The screen of what was deleted: kept archives, files whole and damaged, search, erasing, keyboard. */
import { gunzipSync } from 'node:zlib'
import { readFile } from 'node:fs/promises'
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { copied } from '../support/one-copy.ts'
import {
  broughtBack,
  deleteAll,
  USUAL_NOISE,
  nameIn,
  openFile,
  openRestoreDesk,
  some,
} from '../support/restoring.ts'
import { archiveTextOf, keepInPortal, packed } from '../support/archive-of.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({ portalOptions: { contacts: 200 }, expectedConsole: [USUAL_NOISE] })

test('runs that the portal keeps are listed and opened, searched, downloaded and erased', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  const [first, second] = [some(held, 3), some(held, 5, 100)]
  const [name, oldName] = [nameIn(held, second[2] ?? 0), nameIn(held, first[1] ?? 0)]
  await keepInPortal(portal, 'run-old', first)
  await keepInPortal(portal, 'run-young', second)
  deleteAll(held, [...first, ...second])
  const { deleted, app } = await openRestoreDesk(portalPages)
  await deleted.open.click()
  await expect(deleted.heading).toBeFocused()
  await expect(app.getByText('stored in the portal').first()).toBeVisible()
  // The contacts of all deletions are in one list.
  await expect(deleted.table.getByRole('row')).toHaveCount(1 + 8)
  await deleted.search.fill(oldName)
  await expect(deleted.row(oldName)).toBeVisible()
  await deleted.search.fill('')
  await expect(app.getByRole('checkbox', { name: 'Choose all deletions' })).toBeChecked()
  await expect(deleted.table.getByRole('row')).toHaveCount(1 + 8)

  await deleted.search.fill(name.toUpperCase())
  await expect(deleted.row(name)).toBeVisible()
  await expect(deleted.restore(1)).toBeVisible()
  await deleted.search.fill('nobody is called so')
  await expect(app.getByText('No deleted contact matches.')).toBeVisible()
  await app.getByRole('button', { name: 'Clear the search' }).click()

  // One run alone: its file is the archive as it is kept.
  await app
    .getByRole('checkbox', { name: /^Choose the deletion of/ })
    .nth(1)
    .uncheck()
  await expect(deleted.table.getByRole('row')).toHaveCount(1 + 5)
  const download = portalPages.page.waitForEvent('download')
  await deleted.download.click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^deleted-contacts-.*\.ndjson\.gz$/)
  const lines = gunzipSync(await readFile(await file.path()))
    .toString('utf8')
    .trimEnd()
    .split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { kind?: string }).kind)).toEqual([
    undefined,
    ...second.map(() => 'contact'),
    'trailer',
  ])

  await deleted.erase.click()
  const question = app.getByRole('alertdialog', { name: 'Erase the copy of 5 contacts?' })
  await expect(question.getByRole('button', { name: 'Keep copy' })).toBeFocused()
  await question.getByRole('button', { name: 'Erase copy' }).click()
  await expect(app.getByText('The copy was erased.')).toBeVisible()
  await expect(app.getByRole('checkbox', { name: /^Choose the deletion of/ })).toHaveCount(1)
  await app.getByRole('checkbox', { name: /^Choose the deletion of/ }).check()
  await expect(deleted.table.getByRole('row')).toHaveCount(1 + 3)
  await portalPages.page.reload()
  const again = await openRestoreDesk(portalPages)
  await again.deleted.open.click()
  await expect(again.deleted.table.getByRole('row')).toHaveCount(1 + 3)
})

test('only the copy is erased in whose row it is said, whatever is chosen and ticked', async ({
  portal,
  portalPages,
}) => {
  const held = portal.portal
  const [first, second, third] = [some(held, 2), some(held, 2, 70), some(held, 2, 80)]
  for (const [at, ids] of [first, second, third].entries()) await keepInPortal(portal, `run-${at}`, ids)
  deleteAll(held, [...first, ...second, ...third])
  const { deleted, app } = await openRestoreDesk(portalPages)
  await deleted.open.click()
  await app.getByRole('checkbox', { name: 'Choose all deletions' }).check()
  await expect(deleted.table.getByRole('row')).toHaveCount(1 + 6)
  await deleted.table.getByRole('checkbox').nth(1).check()
  await deleted.erase.click()
  const question = app.getByRole('alertdialog', { name: 'Erase the copy of 2 contacts?' })
  await question.getByRole('button', { name: 'Erase copy', exact: true }).click()
  await expect(app.getByText('The copy was erased.')).toBeVisible()
  await expect.poll(() => copied(held).size).toBe(4)
  // Several at once say how many they are.
  await app.getByRole('button', { name: 'Erase 2 copies…' }).click()
  const both = app.getByRole('alertdialog', { name: 'Erase the 2 copies of 4 contacts?' })
  await both.getByRole('button', { name: 'Erase 2 copies', exact: true }).click()
  await expect(app.getByText('2 copies were erased.')).toBeVisible()
  expect(copied(held).size).toBe(0)
})

test('how long copies are kept is shown and can be changed', async ({ portal, portalPages }) => {
  const held = portal.portal
  const ids = some(held, 2)
  await keepInPortal(portal, 'run', ids)
  deleteAll(held, ids)
  const { deleted, app } = await openRestoreDesk(portalPages)
  await deleted.open.click()
  const time = app.getByRole('combobox', { name: 'Retention' })
  await expect(time).toHaveValue('30')
  await expect(app.getByText('How long copies are stored, for everybody on the portal.')).toBeVisible()
  await time.selectOption('until they are erased by hand')
  await expect(app.getByText('Saved.')).toBeVisible()
  await expect(app.getByText(/stored until it is erased/)).toBeVisible()
  await portalPages.page.reload()
  const again = await openRestoreDesk(portalPages)
  await again.deleted.open.click()
  await expect(again.app.getByRole('combobox', { name: 'Retention' })).toHaveValue('')
  await expect(again.deleted.table.getByRole('row')).toHaveCount(1 + 2)
})

test('every way for a file to be wrong has its words, and altered contacts stay away', async ({
  portal,
  portalPages,
  axe,
}) => {
  const held = portal.portal
  const ids = some(held, 4)
  const text = await archiveTextOf(portal, ids)
  const foreign = await archiveTextOf(portal, ids, 'another-portal')
  deleteAll(held, ids)
  const desk = await openRestoreDesk(portalPages)
  const { deleted, app } = desk
  await openFile(desk, Buffer.from('not one of ours'))
  await expect(deleted.alert).toContainText('It is not a Tidy Contacts copy.')
  await deleted.chooseFile('empty.gz', Buffer.alloc(0))
  await expect(deleted.alert).toContainText('The file is empty.')
  await deleted.chooseFile('newer.gz', await packed(text.replace('"version":1', '"version":2')))
  await expect(deleted.alert).toContainText('A newer version of this app wrote it (format 2)')
  await deleted.chooseFile('short.ndjson', Buffer.from(text.slice(0, 60)))
  await expect(deleted.alert).toContainText('ends in the middle of its first line')
  await deleted.chooseFile('header.gz', await packed(text.replace('"writtenAt":', '"writtenWhen":')))
  await expect(deleted.alert).toContainText('Its first line is damaged')
  await deleted.chooseFile('drive.zip', Buffer.from('PK\u0003\u0004'))
  await expect(deleted.alert).toContainText('Unpack it')
  await deleted.chooseFiles([
    { name: 'one.0000.ndjson', buffer: Buffer.from(text) },
    { name: 'other.0001.ndjson', buffer: Buffer.from(text) },
  ])
  await expect(deleted.alert).toContainText('do not belong together')
  expect(await axe(app)).toEqual([])
  const [header = ''] = text.split('\n')
  await deleted.chooseFile('one.0000.ndjson', Buffer.from(`${header}\n`))
  await expect(app.getByText('The chosen files hold no contact.')).toBeVisible()

  const whole = await packed(text)
  // Dropped anywhere on the page, a file is opened as if it had been chosen.
  await app.locator('main:visible').evaluate(
    (page, bytes) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([new Uint8Array(bytes)], 'dropped.gz'))
      page.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    },
    [...whole],
  )
  await expect(app.getByText('dropped.gz')).toBeVisible()
  await expect(deleted.table.getByRole('row')).toHaveCount(1 + 4)
  await deleted.chooseFile('cut.gz', whole.subarray(0, whole.length - 30))
  await expect(app.getByText('cut.gz: the end is missing')).toBeVisible()
  await expect(deleted.table.getByRole('row')).not.toHaveCount(1)

  await deleted.chooseFile('foreign.gz', await packed(foreign))
  await expect(app.getByText(/^foreign.gz belongs to another portal/)).toBeVisible()
  await expect(deleted.table.getByRole('row')).toHaveCount(1 + 4)
  await expect(app.getByRole('button', { name: /^Restore \d+ contact/ })).toHaveCount(0)
  await expect(deleted.table.getByRole('button', { name: 'Restore' }).first()).toHaveAttribute(
    'aria-disabled',
    'true',
  )

  // Somebody put another name into a part of the file: none of its contacts can be vouched for.
  await deleted.chooseFile('altered.gz', await packed(text.replace(/"NAME":"/u, '"NAME":"X')))
  await expect(app.getByText('altered.gz was changed after it was written')).toBeVisible()
  await expect(deleted.table.getByText('Altered in the file').first()).toBeVisible()
  expect(await axe(app)).toEqual([])
  expect(broughtBack(held).size).toBe(0)
})

test('a contact comes back by keyboard alone', async ({ portal, portalPages }) => {
  const held = portal.portal
  const ids = some(held, 2)
  await keepInPortal(portal, 'run', ids)
  deleteAll(held, ids)
  const { deleted, restore, app } = await openRestoreDesk(portalPages)
  const { keyboard } = portalPages.page
  await deleted.open.focus()
  await keyboard.press('Enter')
  await expect(deleted.heading).toBeFocused()
  await expect(deleted.table).toBeVisible()
  const rowButton = deleted.table.getByRole('button', { name: 'Restore', exact: true }).first()
  for (let tabs = 0; tabs < 20 && !(await rowButton.evaluate((it) => it === document.activeElement)); tabs++)
    await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(app.getByRole('heading', { name: 'Restore 1 contact' })).toBeFocused()
  for (let tabs = 0; tabs < 20; tabs++) {
    await keyboard.press('Tab')
    if (await restore.restore(1).evaluate((it) => it === document.activeElement)) break
  }
  await keyboard.press('Enter')
  await expect(restore.result(1)).toBeFocused()
  expect([...broughtBack(held).values()].map(({ length }) => length)).toEqual([1])
  for (
    let tabs = 0;
    tabs < 20 && !(await restore.done.evaluate((it) => it === document.activeElement));
    tabs++
  )
    await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(deleted.heading).toBeFocused()
})
