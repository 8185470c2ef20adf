/** A portal that lets the app keep copies on the person's own Drive alone, with and without a way to read them there. */
import type { Page } from '@playwright/test'
import { confirm, onTop, openDesk, reviewThese, switchRulesOff, takesManyRequests } from './bulk.ts'
import { expect, test } from './fixtures.ts'
import { EvidencePage } from './pages/evidence-page.ts'
import { PortalPages } from './pages/portal-pages.ts'
import type { Contact, Portal } from './portal/contract.ts'
import { USER } from './portal/store/users.ts'
import { expectOnce, openRestoreDesk, USUAL_NOISE } from './restoring.ts'

test.use({
  portalOptions: { contacts: 200 },
  // Chromium tells of every file that the portal lets no frame fetch.
  expectedConsole: [new RegExp(`${USUAL_NOISE.source}|download\\.json`, 'u')],
})
test.beforeEach(({ portal: { portal } }) => {
  takesManyRequests(portal)
  portal.app.scopes.delete('entity')
  portal.app.scopes.add('disk')
})

function archiveFiles({ store }: Portal): ReturnType<Portal['store']['driveFiles']> {
  return store.driveFiles(USER.admin).filter(({ name }) => name.endsWith('.ndjson'))
}

/** Deletes three contacts with the app, and leaves the result. */
async function deleteThree(portalPages: PortalPages, held: Portal): Promise<Contact[]> {
  const desk = await openDesk(portalPages)
  const three = onTop(held).slice(0, 3)
  await reviewThese(desk, three)
  await expect(desk.app.getByText('The copies lie on your Drive and in this browser')).toBeVisible()
  await switchRulesOff(desk)
  await confirm(desk, 3)
  await expect(desk.run.result(3)).toBeVisible({ timeout: 60_000 })
  for (const { ID } of three) expect(held.store.contact(ID)).toBeUndefined()
  await expect.poll(() => archiveFiles(held).at(-1)?.text.slice(0, 20)).toContain('"kind":"trailer"')
  const kept = archiveFiles(held)
  expect(kept.every(({ folder }) => folder === 'Tidy Contacts')).toBe(true)
  const text = kept.map((file) => file.text).join('')
  for (const { ID } of three) expect(text.includes(`"contact":{"id":${ID},`)).toBe(true)
  // Where the Drive may not be read the browser's copy does.
  const download = portalPages.page.waitForEvent('download')
  await desk.app.getByRole('button', { name: 'Download archive' }).click()
  await download
  await desk.app.getByRole('button', { name: 'Back to the list' }).click()
  return three
}

test('copies on the Drive are listed, brought back, recorded and erased', async ({
  portal,
  portalPages,
  axe,
}) => {
  const held = portal.portal
  held.settings.downloadsAllowCors = true
  const three = await deleteThree(portalPages, held)
  const { app, deleted, restore } = await openRestoreDesk(portalPages)
  await deleted.open.click()
  await expect(app.getByText('kept in this browser and your Drive')).toBeVisible()
  await expect(deleted.table.getByRole('row')).toHaveCount(1 + 3)
  expect(await axe(app)).toEqual([])
  await deleted.restore(3).click()
  await restore.restore(3).click()
  await expect(restore.result(3)).toBeVisible({ timeout: 60_000 })
  expectOnce(
    held,
    three.map(({ ID }) => ID),
  )
  await restore.done.click()
  await deleted.erase.click()
  await app.getByRole('button', { name: 'Erase archive', exact: true }).click()
  await expect(app.getByText('The archive was erased.')).toBeVisible()
  expect(archiveFiles(held)).toEqual([])
  await app.getByRole('button', { name: 'Audit', exact: true }).click()
  const evidence = new EvidencePage(app)
  await expect(evidence.rows).toHaveCount(2)
  const [deletion] = held.store.driveFiles(USER.admin).filter(({ text }) => text.includes('"deletion"'))
  expect(deletion?.name).toMatch(/^record\..+\.json$/u)
  await expect
    .poll(() =>
      held.store
        .driveFiles(USER.admin)
        .map(({ text }) => text)
        .join(),
    )
    .toContain('"archive-erased"')
})

test('where the app may read nothing of the Drive it says so, and opens the files that a person fetches there', async ({
  browser,
  portal,
  portalPages,
  axe,
}) => {
  const held = portal.portal
  const three = await deleteThree(portalPages, held)
  const kept = archiveFiles(held)
  // Another browser has no copy of its own.
  const elsewhere = await browser.newContext()
  const other = new PortalPages(await elsewhere.newPage(), portal)
  const { app, deleted, restore } = await openRestoreDesk(other)
  await deleted.open.click()
  await expect(app.getByText(/lies on your Drive, where the app cannot read it/)).toBeVisible()
  await expect(app.getByText(kept[0]?.name ?? '')).toBeVisible()
  await expect(app.getByText('Choose a deletion above')).toHaveCount(0)
  expect(await axe(app)).toEqual([])

  const drive = other.page.waitForEvent('popup')
  await app.getByRole('link', { name: 'Open my Drive' }).click()
  const files = await fetched(await drive)
  expect(files.map(({ name }) => name)).toEqual(kept.map(({ name }) => name))

  await deleted.chooseFiles(files.slice(1))
  await expect(deleted.alert).toContainText('the first part is not among the chosen files')
  await deleted.chooseFiles(files.filter((_, at) => at !== 1))
  await expect(app.getByText(/1 file is missing/)).toBeVisible()
  expect(await axe(app)).toEqual([])
  await deleted.chooseFiles(files.toReversed())
  await expect(deleted.table.getByRole('row')).toHaveCount(1 + 3)
  await expect(app.getByText('is missing')).toHaveCount(0)
  await deleted.restore(3).click()
  await restore.restore(3).click()
  await expect(restore.result(3)).toBeVisible({ timeout: 60_000 })
  const ids = three.map(({ ID }) => ID)
  expectOnce(held, ids)
  await restore.done.click()

  // What cannot be read can be erased, and is not passed over in silence.
  await app.getByRole('checkbox', { name: /^Choose the deletion of [A-Z]/ }).check()
  await deleted.erase.click()
  await app.getByRole('button', { name: 'Erase archive', exact: true }).click()
  await expect(app.getByText('The archive was erased.')).toBeVisible()
  expect(archiveFiles(held)).toEqual([])
  await app.getByRole('button', { name: 'Audit', exact: true }).click()
  await expect(app.getByText('1 record lies on your Drive, where the app cannot read it')).toBeVisible()
  await elsewhere.close()
})

/** All files of archives that the portal's own page of the Drive offers, fetched by their links. */
async function fetched(drive: Page): Promise<{ name: string; buffer: Buffer }[]> {
  const files: { name: string; buffer: Buffer }[] = []
  for (const link of await drive.getByRole('link', { name: /\.ndjson$/ }).all()) {
    const download = drive.waitForEvent('download')
    await link.click()
    const file = await download
    const pieces: Buffer[] = []
    for await (const piece of await file.createReadStream()) pieces.push(piece as Buffer)
    files.push({ name: file.suggestedFilename(), buffer: Buffer.concat(pieces) })
  }
  await drive.close()
  return files
}
