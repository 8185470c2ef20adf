import { describe, expect, it } from 'vitest'
import { RECORDED, RECORDED_NAMES, type RecordedName } from '../../../e2e/portal/recorded/recorded.ts'
import { restAnswering, restByMethod, restRecorded } from '../../../e2e/tools/recorded-answers.ts'
import { type Failure, failureOf } from '#core/failure.ts'
import { createBatchSender } from '../deletion/batch-sender.ts'
import type { Command } from '../rest/rest.ts'

/** What the SDK and our envelope make of recorded answers; README.md of `e2e/portal/recorded` says what these are. */

const LIST: Command = { method: 'crm.contact.list', params: {} }
const called = (name: RecordedName): Promise<unknown> =>
  restRecorded(name)
    .call('crm.contact.list', {})
    .then(({ result }) => ({ result }), failureOf)

/** Every recorded refusal, and what kind it is for the app. */
const REFUSALS: Partial<Record<RecordedName, Partial<Failure>>> = {
  'entity-error-argument': { kind: 'portal-error', code: 'ERROR_ARGUMENT' },
  'contact-get-missing': { kind: 'not-found', portalText: 'Not found' },
  // In localised words, so only a second look may say what it means.
  'contact-delete-not-found-core': { kind: 'portal-error', code: 'ERROR_CORE' },
  // The SDK calls an empty code a success.
  'contact-companies-error-200': {
    kind: 'portal-error',
    portalText: 'The parameter ownerEntityID is invalid or not defined.',
  },
  'findbycomm-error': { kind: 'portal-error', portalText: 'Communication type is not defined.' },
  'item-access-denied': { kind: 'access-denied' },
  'merge-batch-error': { kind: 'portal-error', code: '0' },
  'query-limit-503': { kind: 'rate-limit' },
  // The work may have been done behind the gateway.
  'gateway-html': { kind: 'portal-error', code: 'HTTP_502' },
  'wrong-auth-type': { kind: 'not-admitted' },
  'rest3-error': { kind: 'portal-error', code: 'HTTP_400' },
  'requisite-error-number': { kind: 'access-denied', code: '0' },
}
const refused = Object.keys(REFUSALS) as RecordedName[]
const answered = RECORDED_NAMES.filter((name) => RECORDED[name].http === 200 && !refused.includes(name))

describe('a single request', () => {
  it.each(refused)('%s is a refusal', async (name) => {
    expect(await called(name)).toMatchObject(REFUSALS[name]!)
  })

  it.each(answered)('%s is an answer', async (name) => {
    const { result } = RECORDED[name].body as { result: unknown }
    expect(await called(name)).toEqual({ result })
  })

  it('is one or the other for every answer that came over HTTP', () => {
    const rest = RECORDED_NAMES.filter((name) => !refused.includes(name) && !answered.includes(name))
    expect(rest.map((name) => RECORDED[name].http)).toEqual(rest.map(() => null))
  })

  it.each([
    ['the same limit under HTTP 200', 200, RECORDED['query-limit-503'].body, 'rate-limit'],
    ['the page of a gateway under HTTP 200', 200, RECORDED['gateway-html'].body, 'bad-answer'],
    ['nothing under HTTP 200', 200, '', 'bad-answer'],
    [
      'a limit without any time',
      429,
      { error: 'OPERATION_TIME_LIMIT', error_description: 'Method is blocked' },
      'operating-limit',
    ],
  ])('%s is a refusal', async (_, http, body, kind) => {
    const failure = failureOf(
      await restAnswering(http, body)
        .call('crm.contact.list', {})
        .catch((thrown: unknown) => thrown),
    )
    expect(failure.kind).toBe(kind)
  })
})

describe('a batch', () => {
  it.each<[RecordedName, string[]]>([
    ['batch-mixed-numeric-keys', ['one', 'two']],
    ['batch-all-failed', ['one', 'two']],
    ['batch-list-of-results', ['one', 'two']],
  ])('%s: what cannot be assigned to a command is no answer to it', async (name, commands) => {
    const answers = await restRecorded(name).batch(Object.fromEntries(commands.map((one) => [one, LIST])))
    expect(Object.values(answers)).toEqual(commands.map(() => ({ kind: 'absent' })))
  })

  it('whose maps but one are missing is read', async () => {
    const { one } = await restAnswering(200, { result: { result: {} } }).batch({ one: LIST })
    expect(one).toEqual({ kind: 'absent' })
  })

  it('without times is an answer all the same', async () => {
    const { one } = await restAnswering(200, { result: { result: { one: true } } }).batch({ one: LIST })
    expect(one).toMatchObject({ kind: 'result', result: true })
  })

  it('refuses a blocked method by its command, though the batch itself says 0 seconds', async () => {
    const { c0f1 } = await restRecorded('batch-operation-time-limit').batch({ c0f1: LIST })
    expect(c0f1).toMatchObject({ kind: 'refused', failure: { kind: 'operating-limit' } })
  })

  it('gives text ids, number ids and whole rows as they are', async () => {
    const { statuses } = await restRecorded('batch-no-operating').batch({ statuses: LIST })
    expect(statuses).toMatchObject({ kind: 'result', result: [{ STATUS_ID: 'NEW' }, { STATUS_ID: '1' }] })
    const { order0000000000: added } = await restRecorded('contact-add-batch').batch({
      order0000000000: LIST,
    })
    expect(added).toEqual({ kind: 'result', result: 58001, total: null })
    const { order0000000000: item } = await restRecorded('item-add').batch({ order0000000000: LIST })
    expect(item).toMatchObject({ result: { item: { id: 247, title: 'Card\n' } } })
  })
})

describe('operating time', () => {
  const NOW = 1_700_000_000_000
  const timed = (name: RecordedName, ...commands: string[]) =>
    restRecorded(name, () => NOW).timedBatch(Object.fromEntries(commands.map((one) => [one, LIST])))

  it('is told by the first command alone, without a time of reset', async () => {
    const { times } = await timed('operating-first-command-only', 'cmd0', 'cmd1', 'cmd2')
    expect([...times.values()].map(({ operating }) => operating)).toEqual([
      { seconds: 45.9978, resetAt: NOW + 60_000 },
      { seconds: 0, resetAt: NOW + 60_000 },
      { seconds: 0, resetAt: NOW + 60_000 },
    ])
  })

  it('of deletes is the greatest that a command tells, not the last', async () => {
    const { body } = RECORDED['operating-first-command-only']
    const told = (body as { result: { result_time: Record<string, unknown> } }).result.result_time
    const rest = restAnswering(200, {
      result: { result: { c1: true, c2: true }, result_time: { c1: told.cmd0, c2: told.cmd1 } },
    })
    const sets = { primaryOnly: new Set<number>(), readable: new Set<number>() }
    const kinds = { items: [], itemsUnknown: false, ...sets, finalStages: new Map() }
    const reply = await createBatchSender(rest, kinds).send({
      deletes: [1, 2],
      checks: [],
      relations: false,
      since: 0,
    })
    expect(reply).toMatchObject({ timing: { meters: [{ name: 'delete', operating: 45.9978 }] } })
  })

  it('is read whether the reset is a number or an ISO text', async () => {
    // Both of these answers began and ended with the same second of the portal's clock.
    const number = await restByMethod({ 'crm.contact.list': 'findbycomm-hit' }, () => NOW).timedBatch({
      one: LIST,
    })
    const text = await restByMethod({ 'crm.contact.list': 'activity-list' }, () => NOW).timedBatch({
      one: LIST,
    })
    const at = (answer: typeof text) => answer.times.get('one')?.operating
    expect(at(number)).toEqual({ seconds: 0, resetAt: 1_760_000_600_000 })
    expect(at(text)).toEqual({ seconds: 0.0162, resetAt: Date.parse('2025-10-09T12:03:20+03:00') })
  })

  it('is unknown where the portal counts none', async () => {
    const { times } = await timed('batch-no-operating', 'statuses')
    expect(times.get('statuses')).toMatchObject({ seconds: 0.125, operating: null })
  })

  it('of the command counts where the batch itself says 0', async () => {
    const { times } = await timed('company-contacts-two-primary', '205001')
    expect(times.get('205001')?.operating?.seconds).toBe(0.7021)
  })
})
