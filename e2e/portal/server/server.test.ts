import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RunningPortal } from '../contract.ts'
import { startPortal } from '../start.ts'

let running: RunningPortal
let base: string

beforeAll(async () => {
  running = await startPortal({ appUrl: 'http://127.0.0.1:4173/index.html', contacts: 120 })
  base = running.origin.replace('portal.localhost', '127.0.0.1')
})
beforeEach(() => control('reset', 'POST'))
afterAll(() => running.close())

async function call(method: string, params: object): Promise<Response> {
  const auth = running.portal.auth.issue(1).AUTH_ID
  return fetch(`${base}/rest/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...params, auth }),
  })
}

async function control(path: string, method = 'GET', body?: object): Promise<unknown> {
  const answer = await fetch(`${base}/__portal/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return answer.json()
}

describe('the socket', () => {
  test('calls itself portal.localhost, with the port', () => {
    expect(running.origin).toMatch(/^http:\/\/portal\.localhost:\d+$/)
    expect(running.portal.origin).toBe(running.origin)
  })

  test('answers a preflight', async () => {
    const answer = await fetch(`${base}/rest/crm.contact.get`, { method: 'OPTIONS' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-headers')).toBe('origin, content-type, accept')
    expect(answer.headers.has('access-control-allow-methods')).toBe(false)
    expect(answer.headers.get('connection')).toBe('keep-alive')
    expect(await answer.text()).toBe('')
  })

  test('cuts the connection after the work was done', async () => {
    running.portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-after' } })
    await expect((await call('crm.contact.delete', { id: 50 })).text()).rejects.toThrow('terminated')
    expect(running.portal.store.contact(50)).toBeUndefined()
  })

  test('carries every script there is', async () => {
    const body = (await (await call('crm.contact.get', { id: 17 })).json()) as { result: { NAME: string } }
    expect(body.result.NAME).toBe('عبد الرحمن')
  })
})

describe('the control API', () => {
  test('tells the state and one contact', async () => {
    await call('crm.contact.delete', { id: 50 })
    expect(await control('state')).toMatchObject({
      contacts: 119,
      deletedIds: [50],
      bin: [{ contactId: 50 }],
      settings: { lang: 'en' },
      app: { INSTALLED: true },
    })
    expect(await control('contacts/40')).toMatchObject({
      contact: { LAST_NAME: 'Everything' },
      items: { 2: [{}, {}, {}] },
    })
    expect(await control('contacts/50')).toEqual({ error: 'no such contact' })
  })

  test('switches the settings, and refuses what is none', async () => {
    expect(await control('settings', 'POST', { lang: 'ru', limits: { leakPerSecond: 5 } })).toMatchObject({
      lang: 'ru',
      limits: { leakPerSecond: 5, bucketSize: 50 },
    })
    expect(await control('settings', 'POST', { currentUserId: 12345 })).toEqual({ error: 'no such user' })
    expect(running.portal.settings.currentUserId).toBe(1)
  })

  test('scripts faults, colleagues included, and takes them back', async () => {
    await control('faults', 'POST', {
      method: 'crm.contact.get',
      kind: { type: 'colleague', do: 'delete', id: 60 },
    })
    expect((await call('crm.contact.get', { id: 60 })).status).toBe(400)
    await control('faults', 'POST', {
      method: '*',
      times: 9,
      kind: { type: 'http', status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED' } },
    })
    expect((await call('profile', {})).status).toBe(503)
    await control('faults', 'DELETE')
    expect((await call('profile', {})).status).toBe(200)
    expect(await control('faults', 'POST', { kind: { type: 'earthquake' } })).toEqual({
      error: 'not a fault',
    })
  })

  test('moves the time on: slow work is answered, tokens expire, nothing waits', async () => {
    const auth = running.portal.auth.issue(1).AUTH_ID
    expect(await control('clock', 'POST', { stopped: true })).toMatchObject({ stopped: true, waiting: [] })
    const at = running.portal.clock.now()
    await control('faults', 'POST', { method: 'crm.contact.get', kind: { type: 'slow', ms: 60_000 } })
    const slow = call('crm.contact.get', { id: 17 })
    await expect.poll(() => running.portal.clock.waiting).toEqual([at + 60_000])
    expect(await control('clock', 'POST', { advance: 59_999 })).toEqual({
      now: at + 59_999,
      stopped: true,
      waiting: [at + 60_000],
    })
    await control('clock', 'POST', { advance: 1 })
    const { time } = (await (await slow).json()) as { time: { operating: number } }
    expect(time.operating).toBe(60)
    await control('clock', 'POST', { advance: 3_540_000 })
    expect(running.portal.auth.check(auth)).toEqual({ error: 'expired_token' })
    expect(await control('clock', 'POST', { advance: -1 })).toEqual({
      error: 'advance is a number of ms, not below 0',
    })
    expect(await control('clock', 'POST', { stopped: false })).toMatchObject({ stopped: false })
  })

  test('ends every token, shows the log, and starts anew', async () => {
    const auth = running.portal.auth.issue(1).AUTH_ID
    await control('expire-tokens', 'POST')
    expect(running.portal.auth.check(auth)).toEqual({ error: 'expired_token' })
    expect(await control('log')).toEqual(JSON.parse(JSON.stringify(running.portal.log)))
    await control('reset', 'POST')
    expect(await control('state')).toMatchObject({
      contacts: 120,
      deletedIds: [],
      calls: 0,
      settings: { lang: 'en' },
    })
  })
})
