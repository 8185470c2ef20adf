/** What others of the same browser can do: a page of the app's own origin, a frame beside the app, whoever reads storage. */
import { readFile } from 'node:fs/promises'
import { ownNameOf } from '../../src/device/names.ts'
import { AuditPage } from '../pages/audit-page.ts'
import { PortalPages } from '../pages/portal-pages.ts'
import { USER } from '../portal/store/users.ts'
import { personalData } from '../records/stored-records.ts'
import {
  confirm,
  onTop,
  openPages,
  reviewThese,
  skipsNone,
  takesManyRequests,
  turnTo,
} from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { USUAL_NOISE } from '../support/restoring.ts'
import type { Portal } from '../portal/contract.ts'
import type { FrameLocator } from '@playwright/test'

// A renewed token is one that was refused before.
test.use({
  portalOptions: { contacts: 70 },
  expectedConsole: [new RegExp(`${USUAL_NOISE.source}|status of 401`, 'u')],
})
test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

interface Stranger extends Window {
  heard: unknown[]
}

/** A script of the same origin, say of another app on the same CDN: it knows every name, and has every power of it. */
function meddle(app: FrameLocator, name: string): Promise<void> {
  return app.locator('body').evaluate((_, own) => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    const counts = { deleted: 999, gone: 0, kept: 0, failed: 0, unknown: 0 }
    for (const channelName of [own, `${own} lock`]) {
      const channel = new BroadcastChannel(channelName)
      channel.addEventListener('message', ({ data }) => heard.push(data))
      for (const message of [
        { progress: { phase: 'done', total: 999, settled: 999, counts } },
        { ask: 'delete-everything' },
        { ask: 'resume-asked', contactIds: [1, 2, 3] },
        { ask: { toString: 'stop-asked' } },
        { free: true },
        { refused: '' },
        'stop-asked',
        null,
      ])
        channel.postMessage(message)
    }
    // Holds it for good, and takes it from whoever has it.
    void navigator.locks.request(own, { steal: true }, () => new Promise(() => undefined))
  }, name)
}

/** Every token and renewal token that the portal hands out from now on. */
function tokensOf({ auth }: Portal): string[] {
  const issued: string[] = []
  const issue = auth.issue.bind(auth)
  auth.issue = (userId) => {
    const fields = issue(userId)
    issued.push(fields.AUTH_ID, fields.REFRESH_ID)
    return fields
  }
  return issued
}

/** All that the frame's origin has stored, as text. */
function storedIn(app: FrameLocator): Promise<string> {
  return app.locator('body').evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(new Error('cannot be read')))
      })
    const readable = (_: string, value: unknown): unknown =>
      ArrayBuffer.isView(value) ? new TextDecoder('latin1').decode(value) : value
    const parts = [
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      document.cookie,
    ]
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name))
      for (const store of database.objectStoreNames)
        parts.push(
          JSON.stringify(await done(database.transaction(store).objectStore(store).getAll()), readable),
        )
      database.close()
    }
    return parts.join('\n')
  })
}

async function unpacked(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(stream).text()
}

test('no token leaks, and neither a frame nor a page of the same origin changes what the app does', async ({
  context,
  page,
  portal,
  portalPages,
}) => {
  const held = portal.portal
  skipsNone(held)
  const tokens = tokensOf(held)
  const written: string[] = []
  context.on('request', (request) => written.push(request.url(), request.headers().referer ?? ''))
  context.on('console', (message) => written.push(message.text()))
  const pages = await openPages(portalPages)

  await test.step('a frame beside the app cannot speak for the portal', async () => {
    const before = await pages.app.getByRole('heading', { level: 1 }).allTextContents()
    // The app's frame is within reach of every frame of the page; an empty one has an origin that is not the portal's.
    await page.evaluate(async () => {
      const frame = document.createElement('iframe')
      frame.setAttribute('sandbox', 'allow-scripts')
      const messages = [
        'getInitData:{"INSTALL":true,"LANG":"ru"}',
        '0:{"IS_ADMIN":true}',
        { method: 'setInstall' },
        '{}',
      ]
      frame.srcdoc = `<script>for (const each of ${JSON.stringify(messages)})
      for (let at = 0; at < parent.frames.length; at++) parent.frames[at].postMessage(each, '*')
      parent.postMessage('said', '*')</script>`
      const said = new Promise((resolve) => {
        addEventListener('message', ({ data }) => data === 'said' && resolve(null))
      })
      document.body.append(frame)
      await said
    })
    await expect(pages.rows.table).toBeVisible()
    expect(await pages.app.getByRole('heading', { level: 1 }).allTextContents()).toEqual(before)
    expect(held.app.INSTALLED).toBe(true)
  })

  await test.step('no token is in an address, a log, a storage, a copy or an export', async () => {
    await reviewThese(pages, onTop(held).slice(0, 2))
    await expect(pages.review.delete(2)).toBeVisible()
    // Renewed in the middle of it.
    held.auth.expireAll()
    await confirm(pages, 2)
    await expect(pages.run.result(2)).toBeVisible()
    for (const button of [pages.run.download, pages.app.getByRole('button', { name: 'Download copy' })]) {
      const saved = page.waitForEvent('download')
      await button.click()
      const bytes = await readFile(await (await saved).path())
      const packed = bytes[0] === 0x1f
      written.push(packed ? await unpacked(bytes) : bytes.toString('utf8'))
    }
    const audit = new AuditPage(pages.app)
    await audit.certify.click()
    await expect(pages.app.getByRole('article')).toBeVisible()
    written.push(await pages.app.locator('html').evaluate((html) => html.outerHTML + location.href))
    const stored = await storedIn(pages.app)
    expect(stored).toContain('contact')
    written.push(stored, ...held.store.keptByApp().map(({ text }) => text))
    written.push(JSON.stringify([...held.app.userOptions.values(), held.app.appOptions]))
    expect(tokens.length).toBeGreaterThan(3)
    for (const token of tokens) expect(written.filter((text) => text.includes(token))).toEqual([])
    await audit.back.click()
    await pages.run.back.click()
  })

  await test.step('who forges messages and steals the lock changes nothing of what is deleted, told or kept', async () => {
    const chosen = structuredClone(onTop(held).slice(0, 5))
    const before = held.store.deletedIds().length
    const other = await openPages(new PortalPages(await context.newPage(), portal))
    await turnTo(pages)
    await reviewThese(pages, chosen)
    held.faults.add({ method: 'crm.contact.delete', kind: { type: 'slow', ms: 20_000 } })
    await confirm(pages, chosen.length)
    await expect.poll(() => held.clock.waiting.length).toBe(1)
    await meddle(other.app, ownNameOf(held.auth.memberId, USER.admin, 'run'))
    held.clock.advance(20_000)
    await expect(pages.run.result(chosen.length)).toBeVisible()
    await expect(pages.run.report).toContainText(`${chosen.length} contacts deleted`)
    const ids = chosen.map(({ ID }) => ID).toSorted((a, b) => a - b)
    expect(
      held.store
        .deletedIds()
        .slice(before)
        .toSorted((a, b) => a - b),
    ).toEqual(ids)
    // What the tabs tell each other names nobody.
    const heard = await other.app
      .locator('body')
      .evaluate(() => JSON.stringify((window as unknown as Stranger).heard))
    expect(heard).toContain('progress')
    for (const personal of personalData(chosen)) expect(heard).not.toContain(personal)
  })
})
