/** An independent client that we did not write, unmodified, over HTTP: @2bad/bitrix against the local portal. */
import { Bitrix } from '@2bad/bitrix'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningPortal } from './contract.ts'
import { startPortal } from './start.ts'
import { ODD } from './store/odd-contacts.ts'
import { USER } from './store/users.ts'

let running: RunningPortal
/** Node need not know *.localhost. */
let rest: string

beforeAll(async () => {
  running = await startPortal({ appUrl: 'http://127.0.0.1:4173/index.html', contacts: 180 })
  rest = `${running.origin.replace('portal.localhost', '127.0.0.1')}/rest`
})
afterAll(() => running.close())

function clientOf(userId: number): ReturnType<typeof Bitrix> {
  return Bitrix(`${rest}/${userId}/${running.portal.auth.issueWebhook(userId)}`)
}

function notOf(userId: number): number {
  for (const id of running.portal.store.contactIds()) {
    const contact = running.portal.store.contact(id)
    if (contact !== undefined && contact.ASSIGNED_BY_ID !== userId && id > ODD.everything) return id
  }
  throw new Error('everything is his')
}

describe('@2bad/bitrix', () => {
  test('lists every contact of category 0 over several pages', async () => {
    const { result, total } = await clientOf(USER.admin).contacts.list({ select: ['ID', 'LAST_NAME'] })
    const ids = new Set(result.map(({ ID }) => ID))
    expect(result).toHaveLength(total)
    expect(ids.size).toBe(total)
    expect(total).toBe(running.portal.store.contactCount() - 1)
  })

  test('gets one, with its HTML as it is', async () => {
    const { result, time } = await clientOf(USER.admin).contacts.get(String(ODD.html))
    expect(result).toMatchObject({ ID: String(ODD.html), NAME: '<b>Bobby</b>' })
    expect(time.duration).toBeGreaterThanOrEqual(0)
  })

  test('filters through its own query encoding', async () => {
    const { result } = await clientOf(USER.admin).contacts.list({
      filter: { '=LAST_NAME': 'Twin', '>ID': ODD.sameNameA },
    })
    expect(result.map(({ ID }) => ID)).toEqual([String(ODD.sameNameB)])
  })

  test('is refused the delete of another’s contact in a batch, and nothing is lost', async () => {
    const id = notOf(USER.manager)
    const client = clientOf(USER.manager)
    // Its list of methods has no delete; the call takes any text.
    const commands = [{ method: 'crm.contact.delete', params: { id } }] as unknown as Parameters<
      typeof client.batch
    >[0]
    await expect(client.batch(commands)).rejects.toThrow('Received errors in 1 commands')
    expect(running.portal.store.contact(id)).toBeDefined()
    expect(running.portal.log.at(-1)).toMatchObject({
      method: 'batch',
      httpStatus: 200,
      commands: [{ method: 'crm.contact.delete', error: '' }],
    })
  })

  test('deletes one, which is then in the bin', async () => {
    const client = clientOf(USER.admin)
    const method = 'crm.contact.delete' as unknown as Parameters<typeof client.call>[0]
    const { result } = await client.call(method, { id: 60 })
    expect(result).toBe(true)
    expect(running.portal.store.bin()).toMatchObject([{ contact: { ID: 60 }, deletedBy: USER.admin }])
    await expect(client.contacts.get('60')).rejects.toThrow('400')
  })
})
