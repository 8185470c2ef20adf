/**
 * The local portal answers messages, and keeps silent, as the real one does
 * (portal README, "Messages and their answers").
 */
import { anyContact, expect, readyFrame, test } from '../portal/witness/fixtures.ts'
import type { Frame } from '@playwright/test'

/** Says each message and returns what came back for the key `silent` by the time all was answered. */
async function repliesTo(frame: Frame, messages: readonly string[]): Promise<string[]> {
  return frame.evaluate(async (sent) => {
    for (const message of sent) window.witness.say(message.replace('SID', window.witness.sid))
    await window.witness.allAnswered()
    return window.witness.heard.filter((line) => line.startsWith('silent:'))
  }, messages)
}

test('unknown command, wrong sid, colon command, bad event, another origin: silence', async ({
  portal,
  openTab,
}) => {
  const frame = await openTab(anyContact(portal))
  const messages = [
    'noSuchCommand:silent:SID',
    'getInitData:silent:0123456789abcdef0123456789abcdef',
    'setValue:"x":silent:SID',
    'bindLayoutEventCallback:silent:SID',
    'placementBindEvent:{"event":"Some::event"}:silent:SID',
    'imCallTo:{"userId":1,"video":true}:silent:SID',
  ]
  expect(await repliesTo(frame, messages)).toEqual([])
  const objects = await frame.evaluate(async () => {
    const { sid } = window.witness
    window.witness.say({ method: 'Mod:cmd', params: { x: 1 }, callback: 'silent', appSid: sid })
    window.witness.say({ method: 'getInterface', params: '', callback: 'object', appSid: sid })
    await window.witness.allAnswered()
    return window.witness.heard.filter((line) => /^(?:silent|object):/.test(line))
  })
  expect(objects).toEqual(['object:{"command":["reloadData"],"event":[]}'])

  // Nor is another origin heard that knows the sid.
  const answers = await frame.evaluate(async () => {
    const intruded = new Promise((resolve) => {
      window.addEventListener('message', ({ data }) => {
        if (data === 'intruded') resolve(undefined)
      })
    })
    const intruder = document.createElement('iframe')
    // Same server, another host name: another origin.
    intruder.src = `http://localhost:${location.port}/intruder.html?sid=${window.witness.sid}`
    document.body.append(intruder)
    await intruded
    await window.witness.allAnswered()
    return window.witness.heard.filter((line) => line.startsWith('intruder:'))
  })
  expect(answers).toEqual([])
})

test('in a placement setTitle is denied, and the SDK calls the silence safe; resizing is in height only', async ({
  page,
  portal,
  openTab,
}) => {
  const frame = await openTab(anyContact(portal))
  const before = await page.locator('#pagetitle').textContent()
  const answer = await frame.evaluate(() => window.witness.call('parent', 'setTitle', 'He:llo'))
  expect(answer).toEqual({ isSafely: true })
  expect(await page.locator('#pagetitle').textContent()).toBe(before)

  const layout = page.locator('.app-frame-layout')
  const width = (await layout.boundingBox())?.width
  const resized = await frame.evaluate(() => window.witness.call('parent', 'resizeWindow', 300, 900))
  expect(resized).toEqual({ width, height: 900 })
  // 0 and NaN are ignored.
  for (const height of ['0', '"tall"']) {
    const ignored = await frame.evaluate(
      (size) => window.witness.ask('resizeWindow', `{"height":${size}}`),
      height,
    )
    expect(JSON.parse(ignored)).toEqual({ width, height: 900 })
  }
})

test('on its own page the app sets the heading, parameters may hold colons, and it is resized both ways', async ({
  page,
  openPage,
}) => {
  const frame = await openPage()
  const answer = await frame.evaluate(() => window.witness.call('parent', 'setTitle', 'He:llo'))
  expect(answer).toEqual({ title: 'He:llo' })
  await expect(page.locator('#pagetitle')).toHaveText('He:llo')
  await expect(page).toHaveTitle(/Tidy Contacts/)

  const resized = await frame.evaluate(() => window.witness.call('parent', 'resizeWindow', 640, 700))
  expect(resized).toEqual({ width: 640, height: 700 })
  // An unreadable width becomes 100 px.
  const odd = await frame.evaluate(() => window.witness.ask('resizeWindow', '{"width":"wide","height":500}'))
  expect(JSON.parse(odd)).toEqual({ width: 100, height: 500 })
})

test('options: an admin saves app options, and values come back as strings', async ({ portal, openPage }) => {
  const frame = await openPage()
  await frame.evaluate(async () => {
    const { options } = await window.witness.ready
    await Promise.all([options.appSet('a', { n: 1 }), options.appSet('b', 'x')])
    await options.userSet('mine', 'value')
  })
  expect(portal.portal.app.appOptions).toEqual({ a: { n: '1' }, b: 'x' })
  await expect.poll(() => portal.portal.app.userOptions.get(1)).toEqual({ mine: 'value' })
  const again = await openPage()
  const kept = await again.evaluate(async () => {
    const { options } = await window.witness.ready
    return [options.appGet('b') as unknown, options.userGet('mine') as unknown]
  })
  expect(kept).toEqual(['x', 'value'])
})

test('app options of anyone else are dropped without a word', async ({ portal, openPage }) => {
  const plain = [...portal.portal.store.users.values()].find((user) => !user.admin)!
  portal.portal.settings.currentUserId = plain.ID
  const frame = await openPage()
  expect(await repliesTo(frame, ['setAppOption:{"name":"a","value":"1"}:silent:SID'])).toEqual([])
  expect(portal.portal.app.appOptions).toEqual({})
})

test('getInterface lists only what the placement adds', async ({ page, portal, openTab, openPage }) => {
  const tab = await openTab(anyContact(portal))
  const inTab = await tab.evaluate(() => window.witness.call('placement', 'getInterface'))
  expect(inTab).toEqual({ command: ['reloadData'], event: [] })
  const own = await openPage()
  expect(JSON.parse(await own.evaluate(() => window.witness.ask('getInterface')))).toEqual({
    command: [],
    event: [],
  })
  await expect(page.locator('iframe.app-frame')).toHaveCount(1)
})

test('reloadData refreshes the list behind the card', async ({ page, portal }) => {
  await page.goto(`${portal.origin}/crm/contact/list/`)
  const first = page.locator('#contact-grid tbody tr').first()
  const id = Number(await first.getAttribute('data-contact-id'))
  await first.getByRole('link').first().click()
  const card = page.frameLocator('iframe.side-panel-frame')
  await card.getByRole('tab', { name: 'Linked records' }).click()
  const frame = await readyFrame(card.locator('iframe.app-frame'))
  portal.portal.store.updateContact(id, { NAME: 'Changed', LAST_NAME: 'Meanwhile' })
  const answer = await frame.evaluate(() => window.witness.call('placement', 'call', 'reloadData'))
  expect(answer).toBe('')
  await expect(first).toContainText('Changed Meanwhile')
})

test('setScroll scrolls and echoes; reloadWindow loads the card anew', async ({
  page,
  portal,
  witness,
  openTab,
}) => {
  const frame = await openTab(anyContact(portal))
  const echo = await frame.evaluate(() => window.witness.ask('setScroll', '{"scroll":0}'))
  expect(JSON.parse(echo)).toEqual({ scroll: 0 })
  const loaded = page.waitForEvent('load')
  await frame.evaluate(() => window.witness.say(`reloadWindow:key:${window.witness.sid}`))
  await loaded
  await expect(page.locator('iframe.app-frame')).toHaveCount(0)
  expect(witness.openings).toHaveLength(1)
})

test('selecting people: one object, an array, and no reply when cancelled', async ({
  page,
  portal,
  openPage,
}) => {
  const frame = await openPage()
  const [first, second] = [...portal.portal.store.users.values()]
  const one = frame.evaluate(async () => (await window.witness.ready).dialog.selectUser())
  const single = page.getByRole('dialog', { name: 'Select employee', exact: true })
  await single.getByRole('radio', { name: first!.LAST_NAME }).check()
  await single.getByRole('button', { name: 'Select' }).click()
  expect(await one).toMatchObject({ id: first!.ID, position: first!.WORK_POSITION, sub: false, sup: false })

  const some = frame.evaluate(async () => (await window.witness.ready).dialog.selectUsers())
  const many = page.getByRole('dialog', { name: 'Select employees' })
  await many.getByRole('checkbox', { name: first!.LAST_NAME }).check()
  await many.getByRole('checkbox', { name: second!.LAST_NAME }).check()
  await many.getByRole('button', { name: 'Select' }).click()
  expect(await some).toMatchObject([{ id: first!.ID }, { id: second!.ID }])

  await frame.evaluate(() => window.witness.say(`selectUser:{"mult":false}:silent:${window.witness.sid}`))
  await single.getByRole('button', { name: 'Cancel' }).click()
  expect(await repliesTo(frame, [])).toEqual([])
})

test('selecting access rights and CRM items', async ({ page, openPage }) => {
  const frame = await openPage()
  const rights = frame.evaluate(async () => (await window.witness.ready).dialog.selectAccess(['U1']))
  const access = page.getByRole('dialog', { name: 'Select access permissions' })
  await access.getByRole('checkbox', { name: 'All employees' }).check()
  await access.getByRole('button', { name: 'Select' }).click()
  expect((await rights).map((right) => right.id)).toEqual(['AU', 'U1'])

  const items = frame.evaluate(async () =>
    (await window.witness.ready).dialog.selectCRM({ entityType: ['contact'], multiple: true, value: {} }),
  )
  const crm = page.getByRole('dialog', { name: 'Select CRM items' })
  await crm.getByRole('checkbox').nth(0).check()
  await crm.getByRole('checkbox').nth(1).check()
  await crm.getByRole('button', { name: 'Select' }).click()
  expect((await items).contact?.map((item) => item.id)).toEqual([
    expect.stringMatching(/^C_\d+$/),
    expect.stringMatching(/^C_\d+$/),
  ])
})
