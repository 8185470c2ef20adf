/**
 * The local portal opens an app as the real one does: the unmodified SDK is the witness
 * (portal README, "How the portal opens the app", "Start data" and "Installing").
 */
import { anyContact, expect, openTabIn, readyFrame, test } from '../portal/witness/fixtures.ts'

test('a tab is opened, once, and the SDK initialises in it', async ({ page, portal, witness, openTab }) => {
  const id = anyContact(portal)

  const frame =
    await test.step('a tab is loaded once, on the first click, and only hidden afterwards', async () => {
      await page.goto(`${portal.origin}/crm/contact/details/${id}/`)
      await expect(page.getByRole('tab', { name: 'General' })).toHaveAttribute('aria-selected', 'true')
      expect(witness.openings).toHaveLength(0)
      const loaded = await openTabIn(page)
      await page.getByRole('tab', { name: 'General' }).click()
      await expect(page.locator('iframe.app-frame')).toBeHidden()
      await loaded.evaluate(() => {
        window.noted = 'the same document'
      })
      await page.getByRole('tab', { name: 'Linked records' }).click()
      await expect(page.locator('iframe.app-frame')).toBeVisible()
      expect(await loaded.evaluate(() => window.noted)).toBe('the same document')
      expect(witness.openings).toHaveLength(1)
      return loaded
    })

  await test.step('it is opened by a hidden form: query, fields in order, frame name, no src and no sandbox', async () => {
    const host = new URL(portal.origin).host
    const element = page.locator('iframe.app-frame')
    const name = (await element.getAttribute('name')) ?? ''
    const sid = name.split('|')[2] ?? ''
    expect(sid).toMatch(/^[0-9a-f]{32}$/)
    expect(name).toBe(`${host}|0|${sid}`)
    expect(await element.getAttribute('src')).toBeNull()
    expect(await element.getAttribute('sandbox')).toBeNull()
    expect(await element.getAttribute('allow')).toBe('geolocation *; microphone *; camera *; autoplay *;')
    await expect(page.locator('.app-loading-msg')).toHaveCount(0)

    const [opening] = witness.openings
    expect(opening?.method).toBe('POST')
    expect([...(opening?.query ?? [])]).toEqual([
      ['DOMAIN', host],
      ['PROTOCOL', '0'],
      ['LANG', 'en'],
      ['APP_SID', sid],
    ])
    expect([...(opening?.body.keys() ?? [])]).toEqual([
      'AUTH_ID',
      'AUTH_EXPIRES',
      'REFRESH_ID',
      'SERVER_ENDPOINT',
      'APPLICATION_TOKEN',
      'APPLICATION_SCOPE',
      'member_id',
      'status',
      'PLACEMENT',
      'PLACEMENT_OPTIONS',
    ])
    expect(opening?.body.get('AUTH_EXPIRES')).toBe('3600')
    expect(opening?.body.get('PLACEMENT')).toBe('CRM_CONTACT_DETAIL_TAB')
    expect(JSON.parse(opening?.body.get('PLACEMENT_OPTIONS') ?? '')).toEqual({
      ID: String(id),
      URI: `/crm/contact/details/${id}/`,
    })
  })

  await test.step('the SDK initialises, and the first run is over after it', async () => {
    const known = await frame.evaluate(async () => {
      const b24 = await window.witness.ready
      return {
        isFirstRun: b24.isFirstRun,
        isInstallMode: b24.isInstallMode,
        lang: b24.getLang(),
        origin: b24.getTargetOrigin(),
        title: b24.placement.title,
        options: await window.witness.options(),
        isAdmin: b24.auth.isAdmin,
        memberId: (b24.auth.getAuthData() || { member_id: '' }).member_id,
      }
    })
    expect(known).toEqual({
      isFirstRun: true,
      isInstallMode: false,
      lang: 'en',
      origin: portal.origin,
      title: 'CRM_CONTACT_DETAIL_TAB',
      options: { ID: String(id), URI: `/crm/contact/details/${id}/` },
      isAdmin: true,
      memberId: portal.portal.auth.memberId,
    })
    const again = await openTab(id)
    expect(await again.evaluate(async () => (await window.witness.ready).isFirstRun)).toBe(false)
  })

  await test.step('a contact that is being created has ID "0"', async () => {
    const created = await openTab(0)
    expect(await created.evaluate(() => window.witness.options())).toMatchObject({
      ID: '0',
    })
  })
})

test('the app page: options, language, and no second installation', async ({ portal, witness, openPage }) => {
  await test.step('GET parameters of the app page are its options, without the system ones', async () => {
    const frame = await openPage('?IFRAME=Y&_r=0.5&sessid=x&params[k]=v')
    const placement = await frame.evaluate(async () => {
      const { placement } = await window.witness.ready
      return { options: await window.witness.options(), isSliderMode: placement.isSliderMode }
    })
    expect(placement).toEqual({ options: { IFRAME: 'Y', params: { k: 'v' } }, isSliderMode: true })
  })

  await test.step('the portal tells the app its language as it is; getInitData has the types of the real one', async () => {
    for (const lang of ['la', 'ar', 'xx', 'en']) {
      portal.portal.settings.lang = lang
      const frame = await openPage()
      expect(witness.openings.at(-1)?.query.get('LANG')).toBe(lang)
      const data: unknown = JSON.parse(await frame.evaluate(() => window.witness.ask('getInitData')))
      expect(data).toMatchObject({
        LANG: lang,
        PROTOCOL: 0,
        PATH: '/rest',
        AUTH_EXPIRES: '3600',
        // True until the first time it was told.
        FIRST_RUN: false,
        IS_ADMIN: true,
        INSTALL: false,
        USER_OPTIONS: [],
        APP_OPTIONS: [],
        PLACEMENT: 'DEFAULT',
        PLACEMENT_OPTIONS: '',
      })
    }
  })

  await test.step('installFinish outside of install mode is refused by the SDK itself', async () => {
    const frame = await openPage()
    const fault = await frame.evaluate(async () => {
      const b24 = await window.witness.ready
      return b24.installFinish().then(
        () => 'finished',
        (problem: unknown) => String((problem as { code?: string }).code),
      )
    })
    expect(fault).toBe('JSSDK_FRAME_INSTALL_ALREADY_FINISHED')
  })
})

test.describe('a static app', () => {
  test.use({ portalOptions: { archive: ['index.html', 'app.js'] } })

  test('is opened by GET: the query only, no body', async ({ portal, witness, openTab }) => {
    const id = anyContact(portal)
    const frame = await openTab(id)
    const [opening] = witness.openings
    expect(opening?.method).toBe('GET')
    expect([...(opening?.query.keys() ?? [])]).toEqual(['DOMAIN', 'PROTOCOL', 'LANG', 'APP_SID'])
    expect([...(opening?.body ?? [])]).toEqual([])
    expect(await frame.evaluate(() => window.witness.options())).toMatchObject({
      ID: String(id),
    })
  })
})

test.describe('a static app that was just uploaded', () => {
  for (const [archive, address, isInstalled, isInstallMode] of [
    [['index.html', 'install.html'], '/install.html', false, true],
    [['index.html'], '/index.html', true, false],
  ] as const) {
    test.describe(archive.join(' and '), () => {
      test.use({ portalOptions: { app: 'new', archive } })

      test(`opens ${address} by GET`, async ({ portal, witness, openPage }) => {
        expect(portal.portal.app).toMatchObject({ INSTALLED: isInstalled, placements: [] })
        const frame = await openPage()
        expect(witness.openings).toMatchObject([{ method: 'GET', path: address }])
        expect(await frame.evaluate(async () => (await window.witness.ready).isInstallMode)).toBe(
          isInstallMode,
        )
      })
    })
  }
})

test.describe('an app that is not installed yet', () => {
  test.use({ portalOptions: { app: 'new' } })

  test('waits for an administrator, and opens in install mode for one', async ({
    page,
    portal,
    openPage,
  }) => {
    await test.step('tells anyone else that the installation is not finished, and shows no widgets', async () => {
      const { settings } = portal.portal
      const administrator = settings.currentUserId
      const plain = [...portal.portal.store.users.values()].find((user) => !user.admin)!
      settings.currentUserId = plain.ID
      await page.goto(`${portal.origin}/marketplace/app/${portal.portal.app.ID}/`)
      await expect(page.getByRole('alert')).toContainText('installation of the application is not finished')
      await expect(page.locator('iframe')).toHaveCount(0)
      await page.goto(`${portal.origin}/crm/contact/details/0/`)
      await expect(page.getByRole('tab')).toHaveCount(1)
      settings.currentUserId = administrator
    })

    await test.step('opens in install mode for an admin, and reloads as installed', async () => {
      const frame = await openPage()
      expect(await frame.evaluate(async () => (await window.witness.ready).isInstallMode)).toBe(true)
      await frame.evaluate(async () => {
        const b24 = await window.witness.ready
        // Never settles: the page goes away.
        void b24.installFinish()
      })
      await page.waitForURL(/install_finished=Y/)
      expect(portal.portal.app.INSTALLED).toBe(true)
      const reloaded = await readyFrame(page.locator('iframe.app-frame'))
      const after = await reloaded.evaluate(async () => {
        const b24 = await window.witness.ready
        return { isInstallMode: b24.isInstallMode, options: await window.witness.options() }
      })
      expect(after).toMatchObject({ isInstallMode: false, options: { install_finished: 'Y' } })
    })
  })
})
