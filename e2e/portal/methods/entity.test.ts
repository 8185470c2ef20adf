import { describe, expect, test } from 'vitest'
import { USER } from '../store/users.ts'
import { createTestPortal, type TestPortal } from '../testing.ts'

/** The app's own storages. */

const ENTITY = 'tidy_1'

function withStorage(): TestPortal {
  const test = createTestPortal()
  test.call('entity.add', { ENTITY, NAME: 'Archive', ACCESS: { G1: 'X', U2: 'R' } })
  test.call('entity.item.property.add', { ENTITY, PROPERTY: 'run', NAME: 'Run', TYPE: 'S' })
  return test
}

test('nothing works without the scope', () => {
  const { call, portal } = createTestPortal()
  portal.app.scopes.delete('entity')
  expect(call('entity.add', { ENTITY, NAME: 'Archive' })).toMatchObject({
    status: 401,
    body: { error: 'insufficient_scope' },
  })
})

test('a storage is added once, under a short code', () => {
  const { call } = createTestPortal()
  expect(call('entity.add', { ENTITY, NAME: 'Archive' }).body.result).toBe(true)
  expect(call('entity.add', { ENTITY, NAME: 'Archive' }).body.error).toBe('ERROR_ENTITY_ALREADY_EXISTS')
  expect(call('entity.add', { ENTITY: 'a'.repeat(14), NAME: 'Archive' }).body).toMatchObject({
    error: 'ERROR_ARGUMENT',
    argument: 'ENTITY',
  })
  expect(call('entity.get', { ENTITY: 'nothing' }).body.error).toBe('ERROR_ENTITY_NOT_FOUND')
})

describe('rights', () => {
  test('the maker manages, others do what they were given, administrators everything', () => {
    const test = createTestPortal()
    test.call('entity.add', { ENTITY, NAME: 'Archive', ACCESS: { U3: 'R', AU: 'nonsense' } }, USER.manager)
    const get = (user: number) => test.call('entity.item.get', { ENTITY }, user).body.error
    const add = (user: number) => test.call('entity.item.add', { ENTITY, NAME: 'x' }, user).body.error
    expect([get(USER.manager), add(USER.manager)]).toEqual([undefined, undefined])
    expect([get(USER.reader), add(USER.reader)]).toEqual([undefined, 'ACCESS_DENIED'])
    expect([get(USER.firstColleague), add(USER.firstColleague)]).toEqual(['ACCESS_DENIED', 'ACCESS_DENIED'])
    expect([get(USER.admin), add(USER.admin)]).toEqual([undefined, undefined])
    expect(test.call('entity.get', {}, USER.firstColleague).body.result).toEqual([])
    expect(test.call('entity.rights', { ENTITY }, USER.firstColleague).body.result).toEqual({
      U2: 'X',
      U3: 'R',
    })
    expect(test.call('entity.rights', { ENTITY, ACCESS: { AU: 'R' } }, USER.reader).body.error).toBe(
      'ACCESS_DENIED',
    )
    expect(test.call('entity.rights', { ENTITY: 'nothing' }).body.result).toBeNull()
  })
})

describe('items', () => {
  test('keep their text and the values of declared properties, and are found by them', () => {
    const { call } = withStorage()
    const text = 'A long text with "quotes", 🦄 and $total[x].\n'.repeat(500)
    const ids = ['r1', 'r2'].map(
      (run) =>
        call('entity.item.add', {
          ENTITY,
          NAME: run,
          DETAIL_TEXT: text,
          PROPERTY_VALUES: { run, unknown: 1 },
        }).body.result,
    )
    const found = call('entity.item.get', {
      ENTITY,
      FILTER: { PROPERTY_run: 'r2' },
      SORT: { ID: 'ASC' },
    }).body
    expect(found).toMatchObject({
      total: 1,
      result: [{ ID: String(ids[1]), DETAIL_TEXT: text, PROPERTY_VALUES: { run: 'r2' } }],
    })
    expect(found.result).not.toHaveProperty('0.PROPERTY_run')
  })

  test('are changed and deleted by id', () => {
    const { call } = withStorage()
    const ID = call('entity.item.add', { ENTITY, NAME: 'x', PROPERTY_VALUES: { run: 'r1' } }).body.result
    expect(call('entity.item.update', { ENTITY, ID, PREVIEW_TEXT: 'told' }).body.result).toBe(true)
    expect(call('entity.item.get', { ENTITY }).body.result).toMatchObject([
      { PREVIEW_TEXT: 'told', PROPERTY_VALUES: { run: 'r1' } },
    ])
    expect(call('entity.item.delete', { ENTITY, ID }).body.result).toBe(true)
    expect(call('entity.item.delete', { ENTITY, ID }).body.error).toBe('ERROR_ITEM_NOT_FOUND')
    expect(call('entity.item.update', { ENTITY, ID: 0 }).body.error).toBe('ERROR_ARGUMENT')
  })

  test('text that looks like a reference is altered in a batch', () => {
    const { batch, call } = withStorage()
    batch({
      a: `entity.item.add?ENTITY=${ENTITY}&NAME=x&DETAIL_TEXT=${encodeURIComponent('costs $total[a]')}`,
    })
    expect(call('entity.item.get', { ENTITY }).body.result).not.toMatchObject([
      { DETAIL_TEXT: 'costs $total[a]' },
    ])
  })

  test('go with their storage', () => {
    const { call } = withStorage()
    call('entity.item.add', { ENTITY, NAME: 'x' })
    expect(call('entity.delete', { ENTITY }).body.result).toBe(true)
    call('entity.add', { ENTITY, NAME: 'Archive' })
    expect(call('entity.item.get', { ENTITY }).body).toMatchObject({ result: [], total: 0 })
  })
})
