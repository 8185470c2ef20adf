import { AjaxError } from '@bitrix24/b24jssdk'
import { describe, expect, it } from 'vitest'
import { mayBeDone, type PortalFailure } from '#core/failure.ts'
import { createRest } from './rest.ts'

const COMMANDS = {
  a: { method: 'crm.contact.delete', params: { id: 1 } },
  b: { method: 'crm.contact.delete', params: { id: 2 } },
}

const answering = (body: unknown) => createRest(() => Promise.resolve(body))
const envelope = (maps: Record<string, unknown>) => ({
  result: { result: [], result_error: [], ...maps },
  time: {},
})
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('should have been refused'),
    (thrown: unknown) => (thrown as PortalFailure).failure,
  )

describe('a request without any connection', () => {
  const lost = new AjaxError({ code: 'NETWORK_ERROR', description: '', status: 0, requestInfo: {} })

  it('never left if there was none from its beginning to its end', async () => {
    const rest = createRest(
      () => Promise.reject(lost),
      () => 0,
      () => true,
    )
    expect(await failureOf(rest.batch(COMMANDS))).toEqual({
      kind: 'offline',
      code: '',
      portalText: '',
    })
  })

  it('may have left if there was one at either', async () => {
    for (const pattern of [
      [false, true],
      [true, false],
    ]) {
      const states = [...pattern]
      const rest = createRest(
        () => Promise.reject(lost),
        () => 0,
        () => states.shift() ?? false,
      )
      expect(await failureOf(rest.batch(COMMANDS))).toMatchObject({ code: 'NETWORK_ERROR' })
    }
  })
})

describe('batch', () => {
  it('sends named commands as PHP query strings and never halts', async () => {
    const sent: unknown[] = []
    const rest = createRest((method, params) => {
      sent.push({ method, params })
      return Promise.resolve(envelope({}))
    })
    await rest.batch(COMMANDS)
    expect(sent).toEqual([
      {
        method: 'batch',
        params: { halt: 0, cmd: { a: 'crm.contact.delete?id=1', b: 'crm.contact.delete?id=2' } },
      },
    ])
  })

  it('takes a refusal with an EMPTY code for what it is: the SDK calls that success', async () => {
    const { a, b } = await answering(
      envelope({
        result: { a: true },
        result_error: { b: { error: '', error_description: 'Access denied.' } },
      }),
    ).batch(COMMANDS)
    expect(a).toEqual({ kind: 'result', result: true, total: null })
    expect(b).toEqual({
      kind: 'refused',
      failure: { kind: 'access-denied', code: '', portalText: 'Access denied.' },
    })
  })

  it('trusts the error even where a result stands beside it', async () => {
    const { a } = await answering(
      envelope({
        result: { a: true },
        result_error: { a: { error: 'ERROR_CORE', error_description: 'no' } },
      }),
    ).batch(COMMANDS)
    expect(a.kind).toBe('refused')
  })

  it('calls absent what stands in no map: empty maps arrive as []', async () => {
    const { a, b } = await answering(envelope({ result: { a: null }, result_total: { a: 7 } })).batch(
      COMMANDS,
    )
    expect(a).toEqual({ kind: 'result', result: null, total: 7 })
    expect(b).toEqual({ kind: 'absent' })
  })

  it('knows from an earlier answer when the portal allows the method again', async () => {
    const bodies = [
      envelope({ result: { a: true }, result_time: { a: { operating_reset_at: 1_700_000_000 } } }),
      envelope({ result_error: { a: { error: 'OPERATION_TIME_LIMIT', error_description: 'blocked' } } }),
    ]
    const rest = createRest(() => Promise.resolve(bodies.shift()))
    await rest.batch(COMMANDS)
    const { a } = await rest.batch(COMMANDS)
    expect(a).toMatchObject({
      kind: 'refused',
      failure: { kind: 'operating-limit', retryAt: 1_700_000_000_000 },
    })
  })

  it.each([
    ['nothing at all', ''],
    ['null', null],
    ['broken JSON, given as text', '{"result":{"result":'],
    ['a list', []],
    ['a result that is no envelope', { result: true }],
  ])('%s is a bad answer, after which nothing is certain', async (_, body) => {
    expect(await failureOf(answering(body).batch(COMMANDS))).toMatchObject({ kind: 'bad-answer' })
  })

  it('reads an error out of an HTTP 200', async () => {
    const body = { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' }
    expect(await failureOf(answering(body).batch(COMMANDS))).toMatchObject({ kind: 'rate-limit' })
  })

  it('refuses more than fifty commands before anything is sent', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`c${index}`, COMMANDS.a]))
    await expect(answering(envelope({})).batch(many)).rejects.toThrow(RangeError)
  })
})

describe('what the SDK throws', () => {
  const thrown = (code: string, status: number, data?: unknown) =>
    createRest(() =>
      Promise.reject(
        new AjaxError({
          code,
          description: 'Request failed with status code 400',
          status,
          requestInfo: { method: 'batch', params: {}, requestId: '1' },
          originalError: data === undefined ? undefined : { response: { data } },
        }),
      ),
    ).batch(COMMANDS)

  it.each([
    ['ERR_BAD_REQUEST', 400, { error: '', error_description: 'Access denied.' }, 'access-denied'],
    ['ERR_BAD_REQUEST', 400, { error: '', error_description: 'ID is not defined or invalid.' }, 'invalid-id'],
    ['ERR_BAD_REQUEST', 400, { error: 0, error_description: 'Not found' }, 'not-found'],
    [
      'ACCESS_DENIED',
      401,
      { error: 'ACCESS_DENIED', error_description: 'REST is available only on commercial plans.' },
      'plan',
    ],
    ['ACCESS_DENIED', 400, { error: 'ACCESS_DENIED', error_description: 'Доступ запрещен' }, 'access-denied'],
    ['user_access_error', 401, { error: 'user_access_error' }, 'not-admitted'],
    ['allowed_only_intranet_user', 403, { error: 'allowed_only_intranet_user' }, 'not-admitted'],
    [
      'ACCESS_DENIED',
      403,
      { error: 'ACCESS_DENIED', error_description: 'Access from this IP address is not allowed' },
      'not-admitted',
    ],
    ['NEW_CODE', 403, { error: 'NEW_CODE', error_description: 'Not from here' }, 'not-admitted'],
    ['OVERLOAD_LIMIT', 503, { error: 'OVERLOAD_LIMIT' }, 'blocked'],
    ['OVERLOAD_LIMIT', 401, { error: 'OVERLOAD_LIMIT' }, 'blocked'],
    ['expired_token', 401, { error: 'expired_token', error_description: '' }, 'auth'],
    ['insufficient_scope', 401, { error: 'insufficient_scope' }, 'scope'],
    ['APPLICATION_NOT_FOUND', 401, { error: 'APPLICATION_NOT_FOUND' }, 'app-removed'],
    ['QUERY_LIMIT_EXCEEDED', 503, { error: 'QUERY_LIMIT_EXCEEDED' }, 'rate-limit'],
    ['OPERATION_TIME_LIMIT', 429, { error: 'OPERATION_TIME_LIMIT' }, 'operating-limit'],
    ['NETWORK_ERROR', 0, undefined, 'network'],
    ['REQUEST_TIMEOUT', 408, undefined, 'timeout'],
    ['JSSDK_UNKNOWN_ERROR', 0, undefined, 'bad-answer'],
    ['ERR_BAD_REQUEST', 403, undefined, 'not-admitted'],
    ['ERR_BAD_RESPONSE', 502, '<html>Bad gateway</html>', 'portal-error'],
  ])('%s %i → %s', async (code, status, data, kind) => {
    expect(await failureOf(thrown(code, status, data))).toMatchObject({ kind })
  })

  it.each([
    [500, { error: 'ERROR_CORE', error_description: 'SQL query error!' }, true],
    [502, { error: '', error_description: 'Bad gateway' }, true],
    [500, { error: 'INTERNAL_SERVER_ERROR', error_description: '' }, true],
    [503, { error: 'OVERLOAD_LIMIT', error_description: 'blocked due to overload' }, false],
    [503, { error: 'QUERY_LIMIT_EXCEEDED', error_description: '' }, false],
    [400, { error: 'ERROR_CORE', error_description: 'vetoed' }, false],
  ])('%i %j: may the work have been done? %s', async (status, data, perhaps) => {
    expect(mayBeDone(await failureOf(thrown(data.error, status, data)))).toBe(perhaps)
  })

  it('strips tags from the portal’s words', async () => {
    const failure = await failureOf(
      thrown('ERROR_CORE', 400, { error: 'ERROR_CORE', error_description: 'First<br />second <b>x</b>' }),
    )
    expect(failure).toMatchObject({ kind: 'portal-error', portalText: 'First second x' })
  })

  it.each([
    ['Say &quot;please&quot; &amp; wait', 'Say "please" & wait'],
    ['&laquo;Оля&raquo; &#8212; &#x2019;нет&#39;', "«Оля» — ’нет'"],
    ['First<br />&nbsp;second', 'First second'],
    ['&lt;b&gt; stays text', '<b> stays text'],
    // Never decoded twice, and unknown entities do no harm.
    ['&amp;lt;b&amp;gt; &unknown; &#0; &#x110000; 5 & 6', '&lt;b&gt; &unknown; 5 & 6'],
  ])('reads entities: %s', async (words, text) => {
    const failure = await failureOf(
      thrown('ERROR_CORE', 400, { error: 'ERROR_CORE', error_description: words }),
    )
    expect(failure).toMatchObject({ portalText: text })
  })
})

it('knows the portal’s clock from its last batch', async () => {
  const empty = { result: {}, result_error: {}, result_total: {}, result_time: {} }
  const rest = createRest(
    () => Promise.resolve({ result: empty, time: { finish: 9_000 } }),
    () => 10_000_000,
  )
  expect(rest.portalNow()).toBe(10_000_000)
  await rest.batch({ one: { method: 'profile', params: {} } })
  expect(rest.portalNow()).toBe(9_000_000)
})
