import { describe, expect, test } from 'vitest'
import { USER } from '../store/users.ts'
import { createTestPortal } from '../testing.ts'

describe('transport', () => {
  test('a preflight is answered with nothing but the three headers', () => {
    const { send } = createTestPortal()
    const answer = send({ httpMethod: 'OPTIONS', url: '/rest/crm.contact.get?bx24_request_id=1' })
    expect(answer).toMatchObject({ status: 200, text: '' })
    expect(answer.headers).toEqual({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'origin, content-type, accept',
      'X-Content-Type-Options': 'nosniff',
    })
  })

  test('errors carry the CORS headers too', () => {
    const { send } = createTestPortal()
    const answer = send({ url: '/rest/profile' })
    expect(answer.status).toBe(401)
    expect(answer.headers).toMatchObject({
      'Access-Control-Allow-Origin': '*',
      'Content-Type': 'application/json; charset=utf-8',
    })
  })

  test('JSON, form body and query are one request; .json and capitals in the method do not matter', () => {
    const { send, token } = createTestPortal()
    const auth = token()
    const contentType = 'application/x-www-form-urlencoded'
    const answers = [
      send({ url: '/rest/crm.contact.get', body: JSON.stringify({ id: 50, auth }) }),
      send({ url: '/rest/crm.contact.get.json', contentType, body: `ID=50&auth=${auth}` }),
      send({ httpMethod: 'GET', url: `/rest/CRM.Contact.Get?id=50&auth=${auth}` }),
    ]
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      expect(body.result).toMatchObject({ ID: '50' })
    }
  })

  test('the envelope tells the time in full', () => {
    const { time } = createTestPortal().call('profile').body
    expect(Object.keys(time ?? {}).sort()).toEqual(
      [
        'start',
        'finish',
        'duration',
        'processing',
        'date_start',
        'date_finish',
        'operating_reset_at',
        'operating',
      ].sort(),
    )
    expect(time?.date_start).toBe('2026-10-05T09:00:00+03:00')
  })
})

describe('who may call', () => {
  test.each([
    ['no token', '', 'NO_AUTH_FOUND'],
    ['a strange token', 'deadbeef', 'invalid_token'],
  ])('%s is 401', (_, auth, error) => {
    const { send } = createTestPortal()
    expect(send({ url: '/rest/profile', body: JSON.stringify({ auth }) })).toMatchObject({
      status: 401,
      body: { error },
    })
  })

  test('tokens live as long as the portal says', () => {
    const { call, pass, portal, token } = createTestPortal()
    expect(call('profile').status).toBe(200)
    pass(3599)
    expect(call('profile').status).toBe(200)
    pass(1)
    expect(call('profile')).toMatchObject({
      status: 401,
      body: { error: 'expired_token', error_description: 'The access token provided has expired.' },
    })
    portal.auth.expireAll()
    expect(portal.auth.check(token())).toEqual({ error: 'expired_token' })
  })

  test('a removed app, a plan without REST and a missing scope are told apart', () => {
    const { call, portal } = createTestPortal()
    portal.app.scopes.delete('crm')
    expect(call('crm.contact.list')).toMatchObject({ status: 401, body: { error: 'insufficient_scope' } })
    expect(call('profile').status).toBe(200)
    portal.app.removed = true
    expect(call('profile')).toMatchObject({ status: 401, body: { error: 'APPLICATION_NOT_FOUND' } })
    portal.settings.plan = 'free'
    expect(call('profile')).toMatchObject({
      status: 401,
      body: { error: 'ACCESS_DENIED', error_description: 'REST is available only on commercial plans.' },
    })
  })

  test('an inbound webhook calls in the name of its user, but not for the app', () => {
    const { send, portal } = createTestPortal()
    const secret = portal.auth.issueWebhook(USER.reader)
    expect(send({ url: `/rest/3/${secret}/profile.json` }).body.result).toMatchObject({
      ID: '3',
      ADMIN: false,
    })
    expect(send({ url: `/rest/3/${secret}/placement.get` })).toMatchObject({
      status: 403,
      body: { error: 'WRONG_AUTH_TYPE' },
    })
    expect(send({ url: '/rest/3/wrong/profile' })).toMatchObject({
      status: 401,
      body: { error: 'INVALID_CREDENTIALS' },
    })
    expect(send({ url: `/rest/1/${secret}/profile` }).status).toBe(401)
  })
})

test('an unknown method is 404 and noted', () => {
  const { call, portal } = createTestPortal()
  expect(call('crm.contact.explode')).toMatchObject({
    status: 404,
    body: { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' },
  })
  expect(portal.log.at(-1)).toMatchObject({
    method: 'crm.contact.explode',
    unknownMethod: true,
    httpStatus: 404,
  })
})

test('the log never holds a token', () => {
  const { call, portal, token } = createTestPortal()
  call('crm.contact.get', { id: 50 })
  call('batch', { cmd: { a: 'profile' } })
  expect(JSON.stringify(portal.log)).not.toContain(token())
  expect(portal.log[0]).toMatchObject({
    method: 'crm.contact.get',
    params: { id: 50 },
    userId: 1,
    httpStatus: 200,
  })
  expect(portal.log[1]?.commands).toEqual([{ key: 'a', method: 'profile', error: null }])
})
