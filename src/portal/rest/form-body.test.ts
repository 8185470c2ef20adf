import { ApiVersion, B24Hook } from '@bitrix24/b24jssdk'
import { expect, it } from 'vitest'
import { sendFormsWhereSafe } from './form-body.ts'
import type { Params } from './query-string.ts'

/** What the SDK would put on the wire. */
async function sent(method: string, params: Params) {
  const hook = new B24Hook({ b24Url: 'https://portal.example', userId: 1, secret: 'secret' })
  hook.offClientSideWarning()
  const client = hook.getHttpClient(ApiVersion.v2).ajaxClient
  sendFormsWhereSafe(client)
  const requests: { contentType: string; body: unknown }[] = []
  client.defaults.adapter = (config) => {
    requests.push({ contentType: String(config.headers.getContentType()), body: config.data })
    const data = { result: true, time: {} }
    return Promise.resolve({ data, status: 200, statusText: 'OK', headers: {}, config })
  }
  await hook.actions.v2.call.make({ method, params })
  expect(requests).toHaveLength(1)
  return requests[0]!
}

const FORM = 'application/x-www-form-urlencoded'

it.each<[string, string, Params]>([
  [
    'a batch that reads',
    'batch',
    { halt: 0, cmd: { list: 'crm.contact.list?start=0', me: 'user.current?' } },
  ],
  ['a batch that deletes', 'batch', { halt: 0, cmd: { c60: 'crm.contact.delete?id=60' } }],
  ['a list', 'crm.item.list', { entityTypeId: 3, filter: { '%name': 'Ann Lee' } }],
])('%s leaves as a form, which needs no permission', async (_name, method, params) => {
  const { contentType, body } = await sent(method, params)
  expect(contentType).toBe(FORM)
  expect(new URLSearchParams(String(body)).get(method === 'batch' ? 'halt' : 'entityTypeId')).toBe(
    method === 'batch' ? '0' : '3',
  )
})

it('a command stays what it was', async () => {
  const command = 'crm.contact.list?filter%5B%3EID%5D=5&select%5B0%5D=ID'
  const { body } = await sent('batch', { halt: 0, cmd: { page: command } })
  expect(new URLSearchParams(String(body)).get('cmd[page]')).toBe(command)
})

it.each<[string, string, Params]>([
  ['a write', 'crm.contact.add', { fields: { NAME: 'Ann' } }],
  ['an option', 'user.option.set', { options: { a: 'b' } }],
  [
    'a batch with one write in it',
    'batch',
    { halt: 0, cmd: { a: 'crm.contact.add?x=1', b: 'user.current?' } },
  ],
  ['words that a form would change', 'crm.item.list', { filter: { '%name': '<b>Ann' } }],
  ['words that a reference would change', 'crm.item.list', { filter: { '%name': '$result[a]' } }],
])('%s stays JSON', async (_name, method, params) => {
  expect((await sent(method, params)).contentType).toContain('application/json')
})
