/** The screen of what was deleted: kept archives, files whole and damaged, search, erasing, keyboard, a low window. */
import { gunzipSync } from 'node:zlib'
import { readFile } from 'node:fs/promises'
import type { FrameLocator, Locator } from '@playwright/test'
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { ContactRows } from '../pages/contact-rows.ts'
import { copied } from '../support/one-copy.ts'
import {
  broughtBack,
  deleteAll,
  USUAL_NOISE,
  nameIn,
  openRestorePages,
  some,
  type RestorePages,
} from '../support/restoring.ts'
import type { RunningPortal } from '../portal/contract.ts'
import { archiveTextOf, keepInPortal, packed } from '../support/archive-of.ts'

test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

test.use({ portalOptions: { contacts: 200 }, expectedConsole: [USUAL_NOISE] })

test('what the screen of deleted contacts does with copies', async ({ portal, portalPages, axe }) => {
  const held = portal.portal
  const { page } = portalPages
  const [first, second] = [some(held, 4), some(held, 5, 100)]
  const [name, oldName] = [nameIn(held, second[2] ?? 0), nameIn(held, first[1] ?? 0)]
  const names = new Map(first.map((id) => [id, nameIn(held, id)]))
  await keepInPortal(portal, 'run-old', first)
  await keepInPortal(portal, 'run-young', second)
  deleteAll(held, [...first, ...second])
  const { deleted, restore, app } = await openRestorePages(portalPages)

  await test.step('runs that the portal keeps are listed and opened, searched, downloaded and erased', async () => {
    await deleted.open.click()
    await expect(deleted.heading).toBeFocused()
    await expect(app.getByText('stored in the portal').first()).toBeVisible()
    // The contacts of all deletions are in one list.
    await expect(deleted.table.getByRole('row')).toHaveCount(1 + 9)
    await deleted.search.fill(oldName)
    await expect(deleted.row(oldName)).toBeVisible()
    await deleted.search.fill('')
    await expect(app.getByRole('checkbox', { name: 'Choose all deletions' })).toBeChecked()
    await expect(deleted.table.getByRole('row')).toHaveCount(1 + 9)

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
    await expect(deleted.table.getByRole('row')).toHaveCount(1 + 4)
  })

  const time = app.getByRole('combobox', { name: 'Retention' })
  await test.step('how long copies are kept is shown and can be changed', async () => {
    await expect(time).toHaveValue('30')
    await expect(app.getByText('How long copies are stored, for everybody on the portal.')).toBeVisible()
    await time.selectOption('until they are erased by hand')
    await expect(app.getByText('Saved.')).toBeVisible()
    await expect(app.getByText(/stored until it is erased/)).toBeVisible()
  })

  await page.reload()
  await new ContactRows(app).ready()

  await test.step('a contact comes back by keyboard alone', async () => {
    const { keyboard } = page
    const isFocused = (one: Locator): Promise<boolean> => one.evaluate((it) => it === document.activeElement)
    const tabTo = async (one: Locator): Promise<void> => {
      for (let tabs = 0; tabs < 20 && !(await isFocused(one)); tabs++) await keyboard.press('Tab')
    }
    await deleted.open.focus()
    await keyboard.press('Enter')
    await expect(deleted.heading).toBeFocused()
    // What was erased and chosen before the reload.
    await expect(deleted.table.getByRole('row')).toHaveCount(1 + 4)
    await expect(time).toHaveValue('')
    await tabTo(deleted.table.getByRole('button', { name: 'Restore', exact: true }).first())
    await keyboard.press('Enter')
    await expect(app.getByRole('heading', { name: 'Restore 1 contact' })).toBeFocused()
    await tabTo(restore.restore(1))
    await keyboard.press('Enter')
    await expect(restore.result(1)).toBeFocused()
    expect([...broughtBack(held).values()].map(({ length }) => length)).toEqual([1])
    await tabTo(restore.done)
    await keyboard.press('Enter')
    await expect(deleted.heading).toBeFocused()
  })

  await test.step('what was ticked and is restored is ticked no more', async () => {
    const [one, other, left = 0] = first.filter((id) => !broughtBack(held).has(id))
    for (const id of [one, other])
      await deleted
        .row(names.get(id ?? 0) ?? '')
        .getByRole('checkbox')
        .check()
    await expect(app.getByText('2 contacts selected')).toBeVisible()
    // A look at the plan alone changes nothing.
    await deleted.restore(2).click()
    await restore.button('Do not restore').click()
    await expect(app.getByText('2 contacts selected')).toBeVisible()
    await deleted.restore(2).click()
    await restore.restore(2).click()
    await expect(restore.report).toContainText('2 contacts restored')
    await restore.done.click()
    await expect(deleted.table.getByText(/^Restored as ID \d+$/u)).toHaveCount(1 + 2)
    await expect(deleted.table.getByRole('checkbox', { checked: true })).toHaveCount(0)
    await expect(deleted.restore(1)).toBeVisible()
    expect([held.store.contact(left), broughtBack(held).has(left)]).toEqual([undefined, false])
  })

  await test.step('only the copy is erased in whose row it is said, whatever is chosen and ticked', async () => {
    for (const from of [70, 75]) {
      const ids = some(held, 2, from)
      await keepInPortal(portal, `run-${from}`, ids)
      deleteAll(held, ids)
    }
    await deleted.back.click()
    await deleted.open.click()
    await app.getByRole('checkbox', { name: 'Choose all deletions' }).check()
    await expect(deleted.table.getByRole('row')).toHaveCount(1 + 8)
    await deleted.table.getByRole('checkbox').nth(1).check()
    await deleted.erase.click()
    const question = app.getByRole('alertdialog', { name: 'Erase the copy of 2 contacts?' })
    await question.getByRole('button', { name: 'Erase copy', exact: true }).click()
    await expect(app.getByText('The copy was erased.')).toBeVisible()
    await expect.poll(() => copied(held).size).toBe(6)
    // Several at once say how many they are.
    await app.getByRole('button', { name: 'Erase 2 copies…' }).click()
    const both = app.getByRole('alertdialog', { name: 'Erase the 2 copies of 6 contacts?' })
    await both.getByRole('button', { name: 'Erase 2 copies', exact: true }).click()
    await expect(app.getByText('2 copies were erased.')).toBeVisible()
    expect(copied(held).size).toBe(0)
  })

  // Opened anew, where no copy is kept.
  await deleted.back.click()
  await deleted.open.click()
  await test.step('every way for a file to be wrong has its words, and altered contacts stay away', () =>
    expectWrongFiles({ deleted, app }, portal, axe))

  await test.step('a low window has the button that restores in sight, and one scroll bar for all', async () => {
    const ids = some(held, 60, 120)
    for (let run = 0; run < 6; run++)
      await keepInPortal(portal, `low-${run}`, ids.slice(run * 10, run * 10 + 10))
    deleteAll(held, ids)
    await deleted.back.click()
    await page.setViewportSize({ width: 1280, height: 600 })
    await deleted.open.click()
    await expect(deleted.restore(60)).toBeInViewport({ ratio: 1 })
    await app.getByRole('button', { name: 'Show all 6 deletions' }).click()
    await expect(app.getByRole('checkbox', { name: /^Choose the deletion of/u })).toHaveCount(6)
    const scrolling = () =>
      app.locator('main:visible').evaluate(
        (main) =>
          [main, ...main.querySelectorAll('*')].filter((each) => {
            const { overflowY } = getComputedStyle(each)
            return ['auto', 'scroll'].includes(overflowY) && each.scrollHeight > each.clientHeight
          }).length,
      )
    expect(await scrolling()).toBe(1)
    expect(await axe(app)).toEqual([])
    // To the last contact, by the page alone.
    await deleted.heading.focus()
    await page.keyboard.press('End')
    await expect(deleted.table.getByRole('row').last()).toHaveAttribute('aria-rowindex', '61')
    await expect(deleted.table.getByRole('row').last()).toBeInViewport()
    await expect(deleted.restore(60)).toBeInViewport({ ratio: 1 })
  })
})

async function expectWrongFiles(
  { deleted, app }: Pick<RestorePages, 'deleted' | 'app'>,
  portal: RunningPortal,
  axe: (target: FrameLocator) => Promise<string[]>,
): Promise<void> {
  const held = portal.portal
  const back = broughtBack(held).size
  const ids = some(held, 4, 80)
  const text = await archiveTextOf(portal, ids)
  const foreign = await archiveTextOf(portal, ids, 'another-portal')
  deleteAll(held, ids)
  await deleted.chooseFile('copy.ndjson.gz', Buffer.from('not one of ours'))
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
  expect(broughtBack(held).size).toBe(back)
}
