/**
 * The local portal answers messages, and keeps silent, as the real one does
 * (portal README, "Messages and their answers").
 */
import { anyContact, expect, test } from '../portal/witness/fixtures.ts'
import type { Frame } from '@playwright/test'

/** Says each message and returns what came back for the key `silent` by the time all was answered. */
async function repliesTo(frame: Frame, messages: readonly string[]): Promise<string[]> {
  return frame.evaluate(async (sent) => {
    for (const message of sent) window.witness.say(message.replace('SID', window.witness.sid))
    await window.witness.allAnswered()
    return window.witness.heard.filter((line) => line.startsWith('silent:'))
  }, messages)
}

test('in a placement', async ({ page, portal, witness, openTab }) => {
  const frame = await openTab(anyContact(portal))

  await test.step('unknown command, wrong sid, colon command, bad event, another origin: silence', async () => {
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

  await test.step('getInterface lists only what the placement adds', async () => {
    const inTab = await frame.evaluate(() => window.witness.call('placement', 'getInterface'))
    expect(inTab).toEqual({ command: ['reloadData'], event: [] })
  })

  await test.step('setTitle is denied, and the SDK calls the silence safe; resizing is in height only', async () => {
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

  await test.step('setScroll scrolls and echoes; reloadWindow loads the card anew', async () => {
    const echo = await frame.evaluate(() => window.witness.ask('setScroll', '{"scroll":0}'))
    expect(JSON.parse(echo)).toEqual({ scroll: 0 })
    const loaded = page.waitForEvent('load')
    await frame.evaluate(() => window.witness.say(`reloadWindow:key:${window.witness.sid}`))
    await loaded
    await expect(page.locator('iframe.app-frame')).toHaveCount(0)
    expect(witness.openings).toHaveLength(1)
  })
})

test('on its own page', async ({ page, portal, openPage }) => {
  const frame = await openPage()

  await test.step('getInterface lists nothing', async () => {
    expect(JSON.parse(await frame.evaluate(() => window.witness.ask('getInterface')))).toEqual({
      command: [],
      event: [],
    })
    await expect(page.locator('iframe.app-frame')).toHaveCount(1)
  })

  await test.step('the app sets the heading, parameters may hold colons, and it is resized both ways', async () => {
    const answer = await frame.evaluate(() => window.witness.call('parent', 'setTitle', 'He:llo'))
    expect(answer).toEqual({ title: 'He:llo' })
    await expect(page.locator('#pagetitle')).toHaveText('He:llo')
    await expect(page).toHaveTitle(/Tidy Contacts/)

    const resized = await frame.evaluate(() => window.witness.call('parent', 'resizeWindow', 640, 700))
    expect(resized).toEqual({ width: 640, height: 700 })
    // An unreadable width becomes 100 px.
    const odd = await frame.evaluate(() =>
      window.witness.ask('resizeWindow', '{"width":"wide","height":500}'),
    )
    expect(JSON.parse(odd)).toEqual({ width: 100, height: 500 })
  })

  await test.step('selecting people: one object, an array, and no reply when cancelled', async () => {
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

  await test.step('selecting access rights and CRM items', async () => {
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

  await test.step('options: an admin saves app options, and values come back as strings', async () => {
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

  await test.step('app options of anyone else are dropped without a word', async () => {
    const plain = [...portal.portal.store.users.values()].find((user) => !user.admin)!
    portal.portal.settings.currentUserId = plain.ID
    const before = structuredClone(portal.portal.app.appOptions)
    const theirs = await openPage()
    expect(await repliesTo(theirs, ['setAppOption:{"name":"theirs","value":"1"}:silent:SID'])).toEqual([])
    expect(portal.portal.app.appOptions).toEqual(before)
  })
})
