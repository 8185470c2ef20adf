/** One contact deleted where the browser keeps nothing for a frame of another site. */
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { Download, Page } from '@playwright/test'
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect } from '../support/fixtures.ts'
import { testWithoutStorage as test } from '../support/frame-storage.ts'
import { deleteOne, madeAgain, undoOne, whenDeleted } from '../support/one-copy.ts'
import { DeletedPage, RestorePage } from '../pages/deleted-page.ts'
import type { Portal } from '../portal/contract.ts'
import { contactOnTop, nameOf, openList } from '../support/portal-contacts.ts'
import { openFile } from '../support/restoring.ts'
import { heldOf } from '../tools/held.ts'

test.use({
  portalOptions: { contacts: 300 },
  expectedConsole: [/Failed to load resource/u],
})

test('a contact deleted and brought back, with a place in the portal and without', async ({
  portal,
  portalPages,
  page,
  axe,
}) => {
  const held = portal.portal
  // More requests in a minute than one person sends.
  takesManyRequests(held)

  await test.step('is no hindrance where the portal keeps the copy', async () => {
    const contact = contactOnTop(portal)
    const seen = whenDeleted(held)
    const { app, list } = await openList(portalPages)
    await deleteOne(app, list, contact)
    expect(seen[0]?.join()).toContain('"kind":"trailer","contacts":1')
    await undoOne(app)
    expect(madeAgain(held, contact.ID)).toBeGreaterThan(contact.ID)
    held.faults.clear()
  })

  held.app.scopes.delete('entity')
  // One that a restore made keeps the key of its first life.
  const first = contactOnTop(portal, ({ ORIGINATOR_ID }) => ORIGINATOR_ID === '')
  const second = contactOnTop(portal, ({ ID, ORIGINATOR_ID }) => ID !== first.ID && ORIGINATOR_ID === '')
  const before = [first, second].map(({ ID }) => heldOf(held, ID))
  const files = await readBeforeDeletes(page, held)
  const { app, list } = await openList(portalPages)

  await test.step('and a portal that keeps nothing: a file first, on the one press', async () => {
    const dialog = await list.askToDelete(nameOf(first))
    await expect(dialog.root).toContainText('A copy is first saved as a file on this computer')
    await expect(dialog.root).toContainText('ticks the permission “entity”')
    await expect(dialog.confirm).toBeEnabled()
    expect(await axe(app)).toEqual([])
    await dialog.confirm.click()

    const reported = list.status.filter({ hasText: `${nameOf(first)} was deleted` })
    await expect(reported).toContainText('Keep the file with the copy')
    expect(held.store.contact(first.ID)).toBeUndefined()
    const [file] = files
    await expect(reported).toContainText(`Keep the file with the copy: ${file?.name}.`)
    // Nothing was deleted while the file was read.
    expect(files).toMatchObject([{ contactIds: [first.ID], stillThere: true }])
    expect(file?.text).toContain('"kind":"trailer","contacts":1,"incomplete":0')
    expect(await axe(app)).toEqual([])
    const again = page.waitForEvent('download')
    await reported.getByRole('button', { name: 'Save the file again' }).click()
    expect((await again).suggestedFilename()).toBe(file?.name)
  })

  await test.step('one way back: "Undo"', async () => {
    await undoOne(app)
    expect(heldOf(held, madeAgain(held, first.ID))).toEqual(before[0])
  })

  await test.step('the other way back: the file, opened', async () => {
    // The rows have made room for it.
    await expect(list.row(nameOf(first))).toBeVisible()
    await deleteOne(app, list, second)
    expect(held.store.contact(second.ID)).toBeUndefined()
    const pages = { app, deleted: new DeletedPage(app), restore: new RestorePage(app) }
    await openFile(pages, files[1]?.bytes ?? Buffer.of())
    await pages.deleted.restore(1).click()
    await expect(pages.restore.comesBack).toContainText('1 contact')
    await pages.restore.restore(1).click()
    await expect(pages.restore.result(1)).toBeVisible()
    expect(heldOf(held, madeAgain(held, second.ID))).toEqual(before[1])
  })
})

interface ReadFile {
  readonly name: string
  readonly bytes: Buffer
  readonly text: string
  readonly contactIds: number[]
  readonly stillThere: boolean
}

/** Keeps each delete waiting until the file that was offered before it has been read. */
async function readBeforeDeletes(page: Page, { store }: Portal): Promise<ReadFile[]> {
  const files: ReadFile[] = []
  const offered: Download[] = []
  // A file that is saved again has its first name.
  const isNew = (download: Download) => files.every(({ name }) => name !== download.suggestedFilename())
  page.on('download', (download) => offered.push(download))
  await page.route(/\/rest\/batch/u, async (route) => {
    if (route.request().postData()?.includes('crm.contact.delete') === true) {
      await expect.poll(() => offered.some(isNew)).toBe(true)
      const download = offered.find(isNew)!
      const bytes = await readFile(await download.path())
      const text = gunzipSync(bytes).toString('utf8')
      const contactIds = [...text.matchAll(/"kind":"contact","contact":\{"id":(\d+)/gu)].map(([, id]) =>
        Number(id),
      )
      const stillThere = contactIds.every((id) => store.contact(id) !== undefined)
      files.push({ name: download.suggestedFilename(), bytes, text, contactIds, stillThere })
    }
    await route.continue()
  })
  return files
}
