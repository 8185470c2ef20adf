/**
 * Sliders that the app opens in the local portal, and the portal's own screens around it
 * (portal README, "The portal's own pages" and "Places of the app").
 */
import { anyContact, expect, openTabIn, readyFrame, test } from '../portal/witness/fixtures.ts'

test('openPath from a tab', async ({ page, portal, openTab }) => {
  const frame = await openTab(anyContact(portal))

  await test.step('answers only when its slider closes; the odd prefix chooses the width', async () => {
    const other = anyContact(portal, 1)
    await frame.evaluate(async (id) => {
      const { slider } = await window.witness.ready
      window.noted = 'open'
      void slider.openPath(slider.getUrl(`/crm/contact/details/${id}/`), 950).then((result) => {
        window.noted = result
      })
    }, other)
    const card = page.locator('iframe.side-panel-frame')
    await expect(card.contentFrame().getByRole('tab', { name: 'General' })).toBeVisible()
    const address = new URL((await card.getAttribute('src')) ?? '', portal.origin)
    expect(address.pathname).toBe(`/crm/contact/details/${other}/`)
    expect(Object.fromEntries(address.searchParams)).toEqual({
      IFRAME: 'Y',
      IFRAME_TYPE: 'SIDE_SLIDER',
      from: 'rest_placement',
      from_app: portal.portal.app.clientId,
    })
    expect((await page.locator('.side-panel-body').boundingBox())?.width).toBe(950)
    await frame.evaluate(() => window.witness.allAnswered())
    expect(await frame.evaluate(() => window.noted)).toBe('open')
    await page.getByRole('button', { name: 'Close slider' }).click()
    await expect
      .poll(() => frame.evaluate(() => window.noted))
      .toEqual({ isOpenAtNewWindow: false, isClose: true })
    expect(await frame.evaluate(() => window.witness.heard.at(-1)?.replace(/^[^:]*:/, ''))).toBe(
      '{"result":"close"}',
    )
  })

  await test.step('refuses another origin and a relative path at once', async () => {
    for (const path of ['//example.com/crm/contact/details/1/', 'crm/contact/details/1/', '']) {
      const answer = await frame.evaluate(
        (p) => window.witness.ask('openPath', JSON.stringify({ path: p })),
        path,
      )
      expect(JSON.parse(answer)).toEqual({ result: 'error', errorCode: 'PATH_NOT_AVAILABLE' })
    }
  })
})

test('a page opens a slider of the app, and its calls are shown on the control page', async ({
  page,
  portal,
  witness,
  openPage,
}) => {
  const frame = await openPage()

  await test.step('openApplication: values become strings, escaped once in getInitData and raw in the body', async () => {
    await frame.evaluate(async () => {
      const { slider } = await window.witness.ready
      const params = { q: 'a<b & "c" &lt;', n: 5, flag: true, bx24_width: 700, bx24_title: 'Mine' }
      void slider.openSliderAppPage(params).then((result: unknown) => {
        window.noted = ['closed', result]
      })
    })
    const slider = page.getByRole('dialog', { name: 'Mine' })
    const inner = await readyFrame(slider.locator('iframe.app-frame'))
    expect(await inner.evaluate(() => window.witness.options())).toMatchObject({
      q: 'a&lt;b & &quot;c&quot; &amp;lt;',
      n: '5',
      flag: 'true',
    })
    const raw: unknown = JSON.parse(witness.openings[1]?.body.get('PLACEMENT_OPTIONS') ?? '')
    expect(raw).toMatchObject({ q: 'a<b & "c" &lt;', n: '5', flag: 'true' })
    expect(raw).not.toHaveProperty('bx24_width')
    expect((await slider.locator('.side-panel-body').boundingBox())?.width).toBe(700)
    // The content of such a slider stands in the top document.
    expect(inner.parentFrame()).toBe(page.mainFrame())
    // POPUP denies resizing.
    const denied = await inner.evaluate(async () => {
      window.witness.say(`resizeWindow:{"width":10,"height":10}:silent:${window.witness.sid}`)
      await window.witness.allAnswered()
      return window.witness.heard.filter((line) => line.startsWith('silent:'))
    })
    expect(denied).toEqual([])
    await inner.evaluate(async () => {
      void (await window.witness.ready).parent.closeApplication()
    })
    await expect(slider).toHaveCount(0)
    await expect.poll(() => frame.evaluate(() => window.noted)).toEqual(['closed', ''])
  })

  await test.step('the control page switches user, theme and faults, and shows the calls', async () => {
    await frame.evaluate(async () => {
      const b24 = await window.witness.ready
      await b24.actions.v2.call.make({ method: 'crm.contact.list', params: {} })
    })
    await page.goto(`${portal.origin}/__portal/`)
    await expect(page.getByRole('table', { name: 'REST calls' })).toContainText('crm.contact.list')
    await page.getByLabel('User').selectOption('2')
    await page.getByLabel('Theme').selectOption('dark')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    expect(portal.portal.settings.currentUserId).toBe(2)
    await page.getByLabel('Trouble').selectOption('drop after the work')
    await page.getByRole('button', { name: 'Add fault' }).click()
    await expect(page.getByText('drop-after')).toBeVisible()
    expect(portal.portal.faults.active).toMatchObject([
      { method: 'crm.contact.delete', kind: { type: 'drop-after' } },
    ])
  })
})

test('the tab of a card that is in a slider over the list', async ({ page, portal }) => {
  await page.goto(`${portal.origin}/crm/contact/list/`)
  const first = page.locator('#contact-grid tbody tr').first()
  const id = Number(await first.getAttribute('data-contact-id'))
  await first.getByRole('link').first().click()
  const frame = await openTabIn(page.frameLocator('iframe.side-panel-frame'))

  await test.step('the app stands in the card, and the card is not the top window', async () => {
    const card = frame.parentFrame()
    expect(card?.parentFrame()).toBe(page.mainFrame())
    expect(new URL(card?.url() ?? '').search).toBe('?IFRAME=Y&IFRAME_TYPE=SIDE_SLIDER')
    expect(JSON.stringify(await frame.evaluate(() => window.witness.options()))).toContain('IFRAME=Y')
  })

  await test.step('closeApplication does nothing in the tab', async () => {
    const answers = await frame.evaluate(async () => {
      window.witness.say(`closeApplication:silent:${window.witness.sid}`)
      await window.witness.allAnswered()
      return window.witness.heard.filter((line) => line.startsWith('silent:'))
    })
    expect(answers).toEqual([])
    await expect(page.locator('.side-panel')).toHaveCount(1)
  })

  await test.step('reloadData refreshes the list behind the card', async () => {
    portal.portal.store.updateContact(id, { NAME: 'Changed', LAST_NAME: 'Meanwhile' })
    const answer = await frame.evaluate(() => window.witness.call('placement', 'call', 'reloadData'))
    expect(answer).toBe('')
    await expect(first).toContainText('Changed Meanwhile')
  })
})

test('from the list the app is opened without and with a contact, in a newer and in an older portal', async ({
  page,
  portal,
  witness,
}) => {
  await page.goto(`${portal.origin}/crm/contact/list/`)

  await test.step('the toolbar opens its placement without an ID', async () => {
    await page.getByRole('button', { name: 'Applications' }).click()
    await page.getByRole('menuitem', { name: 'Tidy Contacts' }).click()
    const frame = await readyFrame(page.locator('.side-panel iframe.app-frame'))
    expect(witness.openings.at(-1)?.body.get('PLACEMENT')).toBe('CRM_CONTACT_LIST_TOOLBAR')
    expect(await frame.evaluate(() => window.witness.options())).toEqual({ URI: '/crm/contact/list/' })
  })

  await test.step('the row menu opens its placement with the contact, and reloadData loads the grid there', async () => {
    await page.goto(`${portal.origin}/crm/contact/list/`)
    const row = page.locator('#contact-grid tbody tr').first()
    const id = (await row.getAttribute('data-contact-id')) ?? ''
    await row.getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Check and delete…' }).click()
    const frame = await readyFrame(page.locator('.side-panel iframe.app-frame'))
    expect(witness.openings.at(-1)?.body.get('PLACEMENT')).toBe('CRM_CONTACT_LIST_MENU')
    expect(await frame.evaluate(() => window.witness.options())).toEqual({
      ID: id,
      URI: '/crm/contact/list/',
    })
    portal.portal.store.updateContact(Number(id), { NAME: 'Loaded', LAST_NAME: 'Anew' })
    await frame.evaluate(() => window.witness.call('placement', 'call', 'reloadData'))
    await expect(row).toContainText('Loaded Anew')
  })

  await test.step('an older portal adds no URI, gives empty options as [], and opens only listed paths', async () => {
    portal.portal.settings.older = true
    await page.goto(`${portal.origin}/crm/contact/list/`)
    await page.getByRole('button', { name: 'Applications' }).click()
    await page.getByRole('menuitem', { name: 'Tidy Contacts' }).click()
    const frame = await readyFrame(page.locator('.side-panel iframe.app-frame'))
    expect(await frame.evaluate(() => window.witness.options())).toEqual([])
    expect([...(witness.openings.at(-1)?.body.keys() ?? [])]).not.toContain('PLACEMENT_OPTIONS')
    expect([...(witness.openings.at(-1)?.body.keys() ?? [])]).not.toContain('APPLICATION_TOKEN')
    const refused = await frame.evaluate(() => window.witness.ask('openPath', '{"path":"/crm/recyclebin/"}'))
    expect(JSON.parse(refused)).toEqual({ result: 'error', errorCode: 'PATH_NOT_AVAILABLE' })
    const silent = await frame.evaluate(async () => {
      window.witness.say(`setScroll:{"scroll":0}:silent:${window.witness.sid}`)
      await window.witness.allAnswered()
      return window.witness.heard.filter((line) => line.startsWith('silent:'))
    })
    expect(silent).toEqual([])
  })
})

test('an installer in a slider closes it and opens the app anew, without a reload', async ({
  page,
  portal,
  openPage,
}) => {
  portal.portal.app.INSTALLED = false
  const frame = await openPage()
  await frame.evaluate(async () => {
    window.noted = 'not reloaded'
    void (await window.witness.ready).slider.openSliderAppPage({ bx24_title: 'Installer' })
  })
  const slider = page.getByRole('dialog', { name: 'Installer' })
  const installer = await readyFrame(slider.locator('iframe.app-frame'))
  await installer.evaluate(async () => {
    void (await window.witness.ready).installFinish()
  })
  await expect.poll(() => portal.portal.app.INSTALLED).toBe(true)
  await expect.poll(() => page.frames().includes(installer)).toBe(false)
  const reopened = await readyFrame(slider.locator('iframe.app-frame'))
  expect(await reopened.evaluate(async () => (await window.witness.ready).isInstallMode)).toBe(false)
  expect(await frame.evaluate(() => window.noted)).toBe('not reloaded')
})

test("the portal's own pages", async ({ page, portal }) => {
  const { store } = portal.portal

  await test.step('delete asks once, closes the card, and the bin gives the contact back under a new ID', async () => {
    await page.goto(`${portal.origin}/crm/contact/list/`)
    const row = page.locator('#contact-grid tbody tr').first()
    const id = Number(await row.getAttribute('data-contact-id'))
    await row.getByRole('link').first().click()
    const card = page.frameLocator('iframe.side-panel-frame')
    await card.getByRole('button', { name: 'Delete' }).click()
    await card
      .getByRole('dialog', { name: 'Delete this contact?' })
      .getByRole('button', { name: 'Delete' })
      .click()
    await expect(page.locator('.side-panel')).toHaveCount(0)
    await expect(page.locator(`tr[data-contact-id="${id}"]`)).toHaveCount(0)
    expect(store.contact(id)).toBeUndefined()
    await page.goto(`${portal.origin}/crm/contact/details/${id}/`)
    await expect(page.getByRole('alert')).toContainText('not found')
    await page.goto(`${portal.origin}/crm/recyclebin/`)
    await page.getByRole('button', { name: /^Restore/ }).click()
    await expect(page.getByRole('status')).toContainText('Restored as contact')
    expect(store.bin()).toHaveLength(0)
  })

  await test.step('names of contacts are text everywhere, never markup', async () => {
    const contact = store.addContact({ NAME: '<img src=x onerror=alert(1)>', LAST_NAME: '</script><b>"' })
    await page.goto(`${portal.origin}/crm/contact/details/${contact.ID}/`)
    await expect(page.locator('#pagetitle')).toHaveText('<img src=x onerror=alert(1)> </script><b>"')
    await page.goto(`${portal.origin}/crm/contact/list/`)
    await expect(page.getByRole('link', { name: '<img src=x' })).toHaveCount(1)
    await expect(page.locator('#contact-grid img, #contact-grid b')).toHaveCount(0)
  })
})

test('a handler of the left menu has an entry and a page of its own; a plan may refuse to restore', async ({
  page,
  portal,
  witness,
}) => {
  const { app, store, settings } = portal.portal
  app.placements.push({
    rowId: 41,
    placement: 'LEFT_MENU',
    handler: `${witness.url}?from=menu`,
    title: '',
    description: '',
    langAll: { en: { TITLE: 'Menu entry' }, ru: { TITLE: 'Пункт меню' } },
    options: {},
    userId: 0,
  })
  settings.lang = 'ru'
  store.deleteContact(anyContact(portal), settings.currentUserId)
  settings.binRestore = false
  await page.goto(`${portal.origin}/crm/recyclebin/`)
  await page.getByRole('button', { name: /^Восстановить/ }).click()
  await expect(page.getByRole('alert')).toContainText('limit_crm_recyclebin_restore')
  expect(store.bin()).toHaveLength(1)
  await page.getByRole('link', { name: 'Пункт меню' }).click()
  await readyFrame(page.locator('iframe.app-frame'))
  expect(witness.openings[0]?.body.get('PLACEMENT')).toBe('LEFT_MENU')
  expect([...(witness.openings[0]?.query.keys() ?? [])]).toEqual([
    'from',
    'DOMAIN',
    'PROTOCOL',
    'LANG',
    'APP_SID',
  ])
})
