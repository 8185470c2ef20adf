/** A list in a file: which sheet, which columns, who was found, before anything is added. Asked of the real finder. */
import { Buffer } from 'node:buffer'
import type { Locator } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { ContactRows, contactsOf } from '../pages/contact-rows.ts'
import { ListPanel } from '../pages/list-panel.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import { SelectionBar } from '../pages/selection-bar.ts'
import { deletesSent } from '../support/portal-contacts.ts'
import type { Contact, RunningPortal } from '../portal/contract.ts'

test.use({ portalOptions: { contacts: 300 } })

interface Screen {
  rows: ContactRows
  bar: SelectionBar
  panel: ListPanel
}

async function open(portalPages: PortalPages): Promise<Screen> {
  const rows = await new ContactRows(await portalPages.openApp()).ready()
  return { rows, bar: new SelectionBar(rows.app), panel: await new ListPanel(rows.app).open() }
}

const choose = (panel: ListPanel, name: string, content: string): Promise<void> =>
  panel.file.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })

const three = (portal: RunningPortal): [Contact, Contact, Contact] =>
  contactsOf(portal) as [Contact, Contact, Contact]

/** The cells of the rows of a table, without its titles. */
const cellsIn = (table: Locator): Promise<string[][]> =>
  table
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)))

test('a list in a file or with several columns: what is used of it is guessed, said, asked and seen', async ({
  page,
  portal,
  portalPages,
  axe,
}) => {
  const [one, other, third] = three(portal)
  const { rows, bar, panel } = await open(portalPages)
  /** Another list, and nothing is left of the last one. */
  const next = async (): Promise<void> => {
    await bar.clear.click()
    await expect(bar.root).toContainText('Nothing selected')
    await panel.open()
    await expect(panel.text).toHaveValue('')
  }

  await test.step('an export of deals: the column of contacts is guessed, said so, and its people are seen before they are added', async () => {
    const deals = `Deals of May;;;\nID;Deal name;Contact ID;Contact\n${third.ID};Sale 1;${one.ID};A\n${third.ID};Sale 2;${other.ID};B\n`
    await choose(panel, 'deals.csv', deals)
    await expect(
      panel.root.getByText('Guessed from titles and values: C: Contact ID (IDs of contacts).'),
    ).toBeVisible()
    await expect(panel.root).toContainText('1 row above the titles is not read.')
    await expect(panel.column('A: ID').locator('option:checked')).toHaveText('Not used')
    expect(await axe(rows.app)).toEqual([])
    await panel.look.click()
    await expect(panel.found(2)).toBeFocused()
    const phoneOf = (contact: Contact): string =>
      contact.fm.find(({ TYPE_ID }) => TYPE_ID === 'PHONE')?.VALUE ?? ''
    const nameOf = (contact: Contact): string => [contact.NAME, contact.LAST_NAME].join(' ').trim()
    expect((await cellsIn(panel.matching)).map(([row, wanted]) => [row, wanted])).toEqual([
      ['3', `ID ${one.ID}`],
      ['4', `ID ${other.ID}`],
    ])
    for (const [row, contact] of [
      [3, one],
      [4, other],
    ] as const) {
      for (const words of [nameOf(contact), `ID ${contact.ID}`, phoneOf(contact)])
        await expect(panel.matched(row)).toContainText(words)
    }
    expect(await axe(rows.app)).toEqual([])
    await expect(bar.root).toContainText('Nothing selected')
    await panel.add(2).click()
    await expect(bar.count(2)).toBeVisible()
    for (const [index, ticked] of [true, true, false].entries()) {
      await expect(rows.at(index).getByRole('checkbox')).toBeChecked({ checked: ticked })
    }
    expect(deletesSent(portal.portal)).toBe(0)
  })

  await test.step('where no column names contacts the person says which one does, with the keyboard alone', async () => {
    await next()
    await choose(panel, 'people.csv', `Responsible ID;Number\n1;${one.ID}\n1;${other.ID}\n`)
    await expect(panel.root.getByText('Choose what is in the list')).toBeVisible()
    await expect(panel.look).toHaveAttribute('aria-disabled', 'true')
    await panel.look.focus()
    await page.keyboard.press('Enter')
    await expect(panel.look).toBeVisible()
    await panel.column('A: Responsible ID').focus()
    await page.keyboard.press('Tab')
    await expect(panel.column('B: Number')).toBeFocused()
    await page.keyboard.type('IDs')
    await expect(panel.root.getByText('Used: B: Number (IDs of contacts).')).toBeVisible()
    await panel.look.focus()
    await page.keyboard.press('Enter')
    await expect(panel.found(2)).toBeFocused()
    await panel.add(2).focus()
    await page.keyboard.press('Enter')
    await expect(bar.count(2)).toBeVisible()
  })

  await test.step('a workbook is read outside of the page: an HTML table that is called .xls', async () => {
    await next()
    const started = page.waitForEvent('worker', (worker) => worker.url().includes('book-worker'))
    await choose(panel, 'export.xls', `<table><tr><td>ID</td></tr><tr><td>${one.ID}</td></tr></table>`)
    await started
    await expect(panel.root.getByRole('combobox', { name: 'Sheet', exact: true })).toBeVisible()
    await panel.look.click()
    await panel.add(1).click()
    await expect(bar.count(1)).toBeVisible()
  })

  await test.step('a number that may be two is asked about, and never is two by itself', async () => {
    await next()
    await panel.text.fill(`${one.ID},${other.ID}`)
    await expect(panel.look).toHaveAttribute('aria-disabled', 'true')
    await expect(panel.root).toContainText('row 1: it may be one number or several')
    await panel.root.getByRole('radio', { name: 'Several numbers each' }).check()
    await panel.look.click()
    await expect(panel.found(2)).toBeVisible()
    await panel.add(2).click()
    await expect(bar.count(2)).toBeVisible()
  })

  await test.step('390 px wide, the column that is used is in sight, however many stand before it', async () => {
    await page.setViewportSize({ width: 390, height: 600 })
    await next()
    const titles = Array.from({ length: 30 }, (_, at) => `Column ${at}`)
    const line = (id: number): string => [...titles.map((title) => `${title} of ${id}`), id].join(';')
    await choose(
      panel,
      'wide.csv',
      `${[...titles, 'Contact ID'].join(';')}\n${line(one.ID)}\n${line(other.ID)}\n`,
    )
    await expect(panel.column('AE: Contact ID')).toBeInViewport()
    await panel.look.click()
    await expect(panel.found(2)).toBeVisible()
  })
})
