import { ApiVersion, B24Hook } from '@bitrix24/b24jssdk'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { formOf, sendFormsWhereSafe } from './form-body.ts'
import { phpQuery, type Params } from './query-string.ts'

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
  ['the binding of a place, with its titles', 'placement.bind', { PLACEMENT: 'X', TITLE: 'Tidy Contacts' }],
  ['a method that nobody knows', 'crm.contact.merge', { id: 5 }],
  ['a flag, which PHP would read as a text', 'crm.item.list', { filter: { opened: false } }],
  ['nothing', 'crm.item.list', { filter: { companyId: null } }],
  ['an empty list', 'crm.item.list', { select: [] }],
  ['a name that PHP would change', 'crm.item.list', { 'a.b': 1 }],
  ['a flag beside the commands', 'batch', { halt: false, cmd: { me: 'user.current?' } }],
  ['words beside the commands', 'batch', { halt: 0, cmd: { me: 'user.current?' }, note: '<b>Ann' }],
  ['a batch of something that is no command', 'batch', { halt: 0, cmd: { me: 5 } }],
  ['words that a form would change', 'crm.item.list', { filter: { '%name': '<b>Ann' } }],
  ['words that a reference would change', 'crm.item.list', { filter: { '%name': '$result[a]' } }],
])('%s stays JSON', async (_name, method, params) => {
  expect((await sent(method, params)).contentType).toContain('application/json')
})

/** As PHP has it: numbers of a form are texts, and a map whose keys are 0 … n−1 is a list. */
function inPhp(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? String(value) : value
  const entries = Object.entries(value).map(([name, inner]) => [name, inPhp(inner)] as const)
  return Object.fromEntries(entries)
}

const name = fc.oneof(
  fc.constantFrom(
    'ID',
    'filter',
    'select',
    '0',
    '1',
    '>=DATE',
    '@ID',
    '!=%name',
    'a.b',
    'a b',
    'a[b]',
    ']',
    '',
    ' a',
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
)
const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom<unknown>(
    'a+b & c=d',
    '100%',
    'Ann Lee',
    true,
    false,
    null,
    undefined,
    Number.NaN,
    1e21,
    0.1,
    -0,
  ),
  fc.integer(),
)
const { params } = fc.letrec<{ params: Record<string, unknown>; value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'params' },
    leaf,
    fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'params' }),
    tie('params'),
  ),
  params: fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true, depthIdentifier: 'params' }),
}))
const method = fc.constantFrom(
  'crm.item.list',
  'crm.contact.delete',
  'user.get',
  'profile',
  'crm.contact.add',
  'placement.bind',
)
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(method, params).map(([each, given]) => `${each}?${phpQuery(given as Params)}`),
  },
  { weight: 1, arbitrary: leaf },
)

describe('what the portal reads from a form', () => {
  const test = createTestPortal({ contacts: 1 })
  function readBy(contentType: string, body: string): unknown {
    test.send({ url: '/rest/batch', contentType, body })
    return inPhp(test.portal.log.at(-1)?.params)
  }
  const asRead = (given: unknown, form: string): void =>
    expect(readBy(FORM, form)).toEqual(readBy('application/json', JSON.stringify(given)))

  it('is what it would read from JSON, whatever is sent by a form', () => {
    let forms = 0
    fc.assert(
      fc.property(method, params, (each, given) => {
        const form = formOf(each, given)
        if (form === null) return
        forms++
        asRead(given, form)
      }),
      { numRuns: 2_000 },
    )
    expect(forms).toBeGreaterThan(100)
  })

  it('is the same for batches, and for what stands beside their commands', () => {
    let forms = 0
    const commands = fc.dictionary(name, command, { maxKeys: 2, noNullPrototype: true })
    fc.assert(
      fc.property(commands, fc.oneof(fc.constant({}), params), (cmd, beside) => {
        const given = { halt: 0, ...beside, cmd }
        const form = formOf('batch', given)
        if (form === null) return
        forms++
        asRead(given, form)
        expect(form).not.toMatch(/contact\.add|placement\.bind/u)
      }),
      { numRuns: 2_000 },
    )
    expect(forms).toBeGreaterThan(100)
  })

  it('is everything: more variables than PHP takes stay JSON', () => {
    const ids = Array.from({ length: 1_000 }, (_, at) => at + 1)
    expect(formOf('crm.contact.list', { filter: { '@ID': ids.slice(0, 500) } })).not.toBeNull()
    expect(formOf('crm.contact.list', { filter: { '@ID': ids } })).toBeNull()
  })
})
