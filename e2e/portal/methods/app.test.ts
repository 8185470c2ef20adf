import { describe, expect, test } from 'vitest'
import { USER } from '../store/users.ts'
import { createTestPortal } from '../testing.ts'

const TAB = 'CRM_CONTACT_DETAIL_TAB'
const HANDLER = 'https://app.example/index.html'

describe('placements', () => {
  test('bind, get, unbind', () => {
    const { call, portal } = createTestPortal({ app: 'new' })
    const LANG_ALL = { en: { TITLE: 'Tidy' }, ru: { TITLE: 'Порядок' } }
    expect(call('placement.bind', { PLACEMENT: TAB, HANDLER, LANG_ALL, TITLE: 'ignored' }).body.result).toBe(
      true,
    )
    expect(call('placement.get').body.result).toMatchObject([
      { placement: TAB, handler: HANDLER, title: 'Tidy', userId: 0, options: [], langAll: LANG_ALL },
    ])
    expect(
      call('placement.unbind', { PLACEMENT: TAB, HANDLER: 'https://other.example/' }).body.result,
    ).toEqual({ count: 0 })
    expect(call('placement.unbind', { PLACEMENT: TAB }).body.result).toEqual({ count: 2 })
    expect(portal.app.placements).toEqual([])
  })

  test('the same handler twice is refused, another query is another tab', () => {
    const { call } = createTestPortal({ app: 'new' })
    const bind = (handler: string): unknown =>
      call('placement.bind', { PLACEMENT: TAB, HANDLER: handler }).body
    bind(HANDLER)
    expect(bind(HANDLER)).toMatchObject({
      error: 'ERROR_CORE',
      error_description: 'Unable to set placement handler: Handler already binded',
    })
    expect(bind(`${HANDLER}?v=2`)).toMatchObject({ result: true })
  })

  test.each([
    [{ HANDLER }, 400, 'ERROR_ARGUMENT'],
    [{ PLACEMENT: TAB }, 400, 'ERROR_ARGUMENT'],
    [{ PLACEMENT: 'DEFAULT', HANDLER }, 400, 'ERROR_ARGUMENT'],
    [{ PLACEMENT: 'CRM_CONTACT_ACTIVITY_TIMELINE_MENU', HANDLER }, 400, 'ERROR_PLACEMENT_NOT_FOUND'],
    [{ PLACEMENT: TAB, HANDLER: 'http://localhost:5173/' }, 400, 'ERROR_WRONG_HANDLER_URL'],
    [{ PLACEMENT: TAB, HANDLER: '/embedded/menu' }, 400, 'ERROR_WRONG_HANDLER_URL'],
    [{ PLACEMENT: TAB, HANDLER: `${HANDLER}?${'x'.repeat(250)}` }, 400, 'ERROR_WRONG_HANDLER_URL'],
    [{ PLACEMENT: TAB, HANDLER: 'ftp://app.example/' }, 400, 'ERROR_UNSUPPORTED_PROTOCOL'],
    [{ PLACEMENT: TAB, HANDLER, USER_ID: 2 }, 400, 'ERROR_PLACEMENT_USER_MODE'],
  ])('%j is %i %s', (params, status, error) => {
    const { call } = createTestPortal({ app: 'new' })
    expect(call('placement.bind', params)).toMatchObject({ status, body: { error } })
  })

  test('one handler a place where the place takes one; loopback addresses pass', () => {
    const { call } = createTestPortal({ app: 'new' })
    const bind = (HANDLER: string): unknown =>
      call('placement.bind', { PLACEMENT: 'LEFT_MENU', HANDLER }).body
    expect(bind('http://127.0.0.1:5173/index.html')).toMatchObject({ result: true })
    expect(bind(HANDLER)).toMatchObject({ error: 'ERROR_PLACEMENT_MAX_COUNT' })
  })

  test('only an admin binds; anybody lists', () => {
    const { call } = createTestPortal()
    for (const method of ['bind', 'unbind', 'get'])
      expect(call(`placement.${method}`, { PLACEMENT: TAB, HANDLER }, USER.manager)).toMatchObject({
        status: 403,
        body: { error: 'ACCESS_DENIED' },
      })
    expect(call('placement.list', {}, USER.manager).body.result).toContain(TAB)
    expect(call('placement.list').body.result).not.toContain('CRM_CONTACT_ACTIVITY_TIMELINE_MENU')
  })
})

describe('options', () => {
  test('a user’s are his own; empty ones are []', () => {
    const { call } = createTestPortal()
    expect(call('user.option.get').body.result).toEqual([])
    call('user.option.set', { options: { columns: ['name'] } })
    call('user.option.set', { options: { theme: 'dark' } }, USER.reader)
    expect(call('user.option.get').body.result).toEqual({ columns: ['name'] })
    expect(call('user.option.get', { option: 'theme' }, USER.reader).body.result).toBe('dark')
  })

  test('the app’s are set by an admin and read by all', () => {
    const { call } = createTestPortal()
    expect(call('app.option.set', { options: { a: 1 } }, USER.manager)).toMatchObject({
      status: 403,
      body: { error: 'ACCESS_DENIED' },
    })
    expect(call('app.option.set', { options: { a: 1 } }).body.result).toBe(true)
    expect(call('app.option.get', {}, USER.manager).body.result).toEqual({ a: 1 })
    expect(call('app.option.set', {}).body.error).toBe('ERROR_ARGUMENT')
  })
})

test('the app knows itself, its scopes and what a method needs', () => {
  const { call, portal } = createTestPortal()
  expect(call('app.info').body.result).toMatchObject({ STATUS: 'L', INSTALLED: true, LANGUAGE_ID: 'en' })
  expect(call('scope').body.result).toEqual(['crm', 'placement', 'user_brief', 'entity'])
  expect(call('method.get', { name: 'crm.contact.delete' }).body.result).toEqual({
    isExisting: true,
    isAvailable: true,
  })
  portal.app.scopes.delete('crm')
  expect(call('method.get', { name: 'crm.contact.delete' }).body.result).toEqual({
    isExisting: true,
    isAvailable: false,
  })
  expect(call('method.get', { name: 'no.such' }).body.result).toEqual({
    isExisting: false,
    isAvailable: false,
  })
  portal.settings.binRestore = false
  expect(call('feature.get', { CODE: 'recyclebin' }).body.result).toEqual({ value: 'N' })
})

test('users are known by brief data only', () => {
  const { call } = createTestPortal()
  const [manager] = call('user.get', { ID: 2 }).body.result as Record<string, unknown>[]
  expect(manager).toMatchObject({ ID: '2', NAME: 'Max', LAST_NAME: 'Manager' })
  expect(manager).not.toHaveProperty('EMAIL')
  expect(call('user.get', { filter: { '@ID': [2, 3] } }).body.total).toBe(2)
  expect(call('user.search', { FIND: 'rita' }).body.result).toMatchObject([{ ID: '3' }])
  expect(call('user.current', {}, USER.reader).body.result).toMatchObject({ ID: '3' })
  expect(call('user.admin', {}, USER.reader).body.result).toBe(false)
  expect(call('profile').body.result).toMatchObject({ ID: '1', ADMIN: true })
})
