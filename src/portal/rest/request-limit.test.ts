import { ApiVersion, B24Hook } from '@bitrix24/b24jssdk'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunningPortal } from '../../../e2e/portal/contract.ts'
import { startPortal } from '../../../e2e/portal/start.ts'
import type { Params } from './query-string.ts'
import { limitRequests } from './request-limit.ts'

/** Uses the SDK itself over HTTP. The SDK only speaks https, so the test rewrites its addresses on the way out. */

let running: RunningPortal
let now = 0
beforeEach(async () => {
  running = await startPortal({ port: 0, appUrl: 'http://127.0.0.1:1/index.html', contacts: 100 })
})
afterEach(() => running.close())

function limited() {
  const host = running.origin.replace('http://portal.localhost', '127.0.0.1')
  const hook = new B24Hook({
    b24Url: `https://${host}`,
    userId: 1,
    secret: running.portal.auth.issueWebhook(1),
  })
  hook.offClientSideWarning()
  const client = hook.getHttpClient(ApiVersion.v2).ajaxClient
  client.interceptors.request.use((config) => ({
    ...config,
    url: config.url?.replace('https:', 'http:') ?? '',
  }))
  const timeouts: (number | undefined)[] = []
  const limit = limitRequests(client, () => now)
  client.interceptors.response.use((response) => {
    timeouts.push(response.config.timeout)
    return response
  })
  const send = (params: Params) => hook.actions.v2.call.make({ method: 'batch', params })
  return { limit, send, timeouts }
}

const batch = () => ({ halt: 0, cmd: { c60: 'crm.contact.delete?id=60' } })

describe('limits of single requests', () => {
  it('hold for the one batch they were set for', async () => {
    const { limit, send, timeouts } = limited()
    const answer = await send(limit(batch(), 5_000))
    await send(limit(batch(), undefined))
    expect(timeouts).toEqual([5_000, 30_000])
    expect(answer.getData()).toMatchObject({ result: { result: { c60: true } } })
    expect(running.portal.store.contact(60)).toBeUndefined()
  })

  it('send nothing after giving up: a delete must not arrive late', async () => {
    const { limit, send } = limited()
    const late = limit(batch(), 5_000)
    now += 5_001
    await expect(send(late)).rejects.toThrow()
    expect(running.portal.store.contact(60)).toBeDefined()
    expect(running.portal.log).toHaveLength(0)
  })
})
