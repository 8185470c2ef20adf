/** REST from the frame: cross-site, preflighted, refreshed by the parent (portal README, "Requests and answers"). */
import { anyContact, expect, test } from '../portal/witness/fixtures.ts'
import { USER } from '../portal/store/users.ts'

test('a call across sites is answered; the token is in the body', async ({ portal, openPage }) => {
  const frame = await openPage()
  const total = await frame.evaluate(async () => {
    const b24 = await window.witness.ready
    const answer = await b24.actions.v2.call.make({
      method: 'crm.contact.list',
      params: { select: ['ID'], start: 0 },
    })
    return answer.getTotal()
  })
  // The list leaves out contacts of other categories (portal README, "Two families of methods").
  const { store } = portal.portal
  expect(total).toBe([...store.contactIds()].filter((id) => store.contact(id)?.CATEGORY_ID === 0).length)
  const [entry] = portal.portal.log
  expect(entry).toMatchObject({ httpMethod: 'POST', method: 'crm.contact.list', userId: 1, httpStatus: 200 })
  expect(entry?.params).not.toHaveProperty('auth')
  // As the SDK sends it, JSON to an address of its own.
  expect(portal.portal.preflights).toEqual(['crm.contact.list'])
})

test.describe('what a real portal refuses too', () => {
  test.use({ expectedNoise: /Failed to load resource|blocked by CORS policy/ })

  test('to an administrator', async ({ page, portal, openPage }) => {
    const frame = await openPage()

    await test.step('a custom header does not get through the preflight', async () => {
      const outcomes = await frame.evaluate(async (origin) => {
        const post = (headers: Record<string, string>) =>
          fetch(`${origin}/rest/crm.contact.list`, { method: 'POST', headers, body: '{}' }).then(
            (response) => response.status,
            (fault: unknown) => String(fault),
          )
        return [
          await post({ 'Content-Type': 'application/json', 'X-Request-ID': '1' }),
          await post({ 'Content-Type': 'application/json', Authorization: 'Bearer x' }),
          await post({ 'Content-Type': 'application/json' }),
        ]
      }, portal.origin)
      expect(outcomes).toEqual(['TypeError: Failed to fetch', 'TypeError: Failed to fetch', 401])
    })

    await test.step('an expired token is refreshed through the parent, and the call is sent again', async () => {
      const since = portal.portal.log.length
      portal.portal.auth.expireAll()
      const isSuccess = await frame.evaluate(async () => {
        const b24 = await window.witness.ready
        const answer = await b24.actions.v2.call.make({
          method: 'crm.contact.list',
          params: { select: ['ID'] },
        })
        return answer.isSuccess
      })
      expect(isSuccess).toBe(true)
      expect(portal.portal.log.slice(since).map((entry) => entry.httpStatus)).toEqual([401, 200])
      const replies = await frame.evaluate(() =>
        window.witness.heard.filter((line) => line.includes('REFRESH_ID')),
      )
      // The first is getInitData.
      expect(replies).toHaveLength(2)
    })

    await test.step('a refused refresh alerts, and never replies', async () => {
      portal.portal.auth.refuseRefresh = true
      const alerted = new Promise<string>((resolve) => {
        page.once('dialog', (dialog) => {
          resolve(dialog.message())
          void dialog.dismiss()
        })
      })
      await frame.evaluate(() => window.witness.say(`refreshAuth:silent:${window.witness.sid}`))
      expect(await alerted).toBe('Unable to get new token! Reload page, please!')
      const heard = await frame.evaluate(async () => {
        await window.witness.allAnswered()
        return window.witness.heard.filter((line) => line.startsWith('silent:'))
      })
      expect(heard).toEqual([])
    })
  })

  test('to who may only read', async ({ portal, openPage }) => {
    portal.portal.settings.currentUserId = USER.reader
    const id = anyContact(portal)
    const frame = await openPage()

    await test.step('a single refused delete loses the text: the empty code becomes ERR_BAD_REQUEST', async () => {
      const fault = await frame.evaluate(async (contactId) => {
        const b24 = await window.witness.ready
        try {
          await b24.actions.v2.call.make({ method: 'crm.contact.delete', params: { id: contactId } })
          return undefined
        } catch (problem) {
          const { code, message } = problem as { code: string; message: string }
          return { code, message }
        }
      }, id)
      expect(fault).toEqual({ code: 'ERR_BAD_REQUEST', message: 'Request failed with status code 400' })
      expect(portal.portal.store.contact(id)).toBeDefined()
    })

    await test.step("the SDK's batch calls a refused delete a success, though the portal refused it", async () => {
      const outcome = await frame.evaluate(async (contactId) => {
        const b24 = await window.witness.ready
        const answer = await b24.actions.v2.batch.make({
          calls: { gone: { method: 'crm.contact.delete', params: { id: contactId } } },
          options: { isHaltOnError: false },
        })
        return {
          isSuccess: answer.isSuccess,
          messages: answer.getErrorMessages(),
          data: answer.getData(),
        }
      }, id)
      expect(outcome).toEqual({ isSuccess: true, messages: [], data: {} })
      expect(portal.portal.store.contact(id)).toBeDefined()
      expect(portal.portal.log.at(-1)?.commands).toMatchObject([{ method: 'crm.contact.delete', error: '' }])
    })
  })
})

test.describe('a stranger', () => {
  test.use({ expectedNoise: /status of 403/ })

  test("the pages' own requests do nothing without the page's sessid", async ({ page, portal }) => {
    const { app, store } = portal.portal
    const id = anyContact(portal)
    // From a page of the portal itself, so that only the sessid is missing.
    await page.goto(`${portal.origin}/crm/contact/list/`)
    const statuses = await page.evaluate(async (contactId) => {
      const post = async (url: string, form: Record<string, string>) =>
        (await fetch(url, { method: 'POST', body: new URLSearchParams({ sessid: 'guessed', ...form }) }))
          .status
      return [
        await post('/bitrix/components/bitrix/app.layout/ajax.php', { action: 'set_installed', v: 'N' }),
        await post('/crm/contact/delete.ajax.php', { id: contactId }),
        (await fetch(`/crm/contact/delete.ajax.php?id=${contactId}`)).status,
      ]
    }, String(id))
    expect(statuses).toEqual([403, 403, 403])
    expect(app.INSTALLED).toBe(true)
    expect(store.contact(id)).toBeDefined()
  })
})

test.describe('a phone', () => {
  test.use({
    userAgent: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36',
  })

  test('has no sliders for openPath', async ({ portal, openTab }) => {
    const frame = await openTab(anyContact(portal))
    const answer = await frame.evaluate(() =>
      window.witness.ask('openPath', '{"path":"/crm/contact/details/1/"}'),
    )
    expect(JSON.parse(answer)).toEqual({ result: 'error', errorCode: 'METHOD_NOT_SUPPORTED_ON_DEVICE' })
  })
})
