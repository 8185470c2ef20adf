import { describe, expect, test } from 'vitest'
import { ODD } from '../store/odd-contacts.ts'
import { USER } from '../store/users.ts'
import { createTestPortal, formatPhpQuery } from '../testing.ts'

describe('the maps of a batch', () => {
  test('empty ones are [], numbered ones lists, others objects; HTTP is 200 though all failed', () => {
    const { call } = createTestPortal()
    const answer = call('batch', { cmd: ['crm.contact.get?id=0', 'crm.contact.get?id=0'] })
    expect(answer.status).toBe(200)
    const error = { error: '', error_description: 'ID is not defined or invalid.' }
    expect(answer.body.result).toMatchObject({
      result: [],
      result_error: [error, error],
      result_total: [],
      result_next: [],
    })
  })

  test('a hole in the numbers makes an object', () => {
    const { batch } = createTestPortal()
    const { result } = batch(['profile', 'crm.contact.get?id=0', 'profile'])
    expect(Array.isArray(result)).toBe(false)
    expect(Object.keys(result)).toEqual(['0', '2'])
  })

  test('totals and nexts stand in their own maps, each command has its time', () => {
    const { batch, portal } = createTestPortal()
    const answer = batch({ a: 'crm.contact.list?select[]=ID', b: 'profile' })
    expect(answer.result_total.a).toBeGreaterThan(50)
    expect(answer.result_next.a).toBe(50)
    expect(answer.result_total).not.toHaveProperty('b')
    expect(Object.keys(answer.result_time)).toEqual(['a', 'b'])
    expect(portal.log).toHaveLength(1)
  })
})

describe('what a batch refuses', () => {
  test('the 51st command on', () => {
    const { batch } = createTestPortal()
    const commands = Object.fromEntries(Array.from({ length: 52 }, (_, i) => [`c${i}`, 'profile']))
    const { result, result_error } = batch(commands)
    expect(Object.keys(result)).toHaveLength(50)
    expect(result_error).toEqual({
      c50: { error: 'ERROR_BATCH_LENGTH_EXCEEDED', error_description: 'Max batch length exceeded' },
      c51: { error: 'ERROR_BATCH_LENGTH_EXCEEDED', error_description: 'Max batch length exceeded' },
    })
  })

  test('a batch in a batch, an unknown method, a missing scope without words', () => {
    const { batch, portal } = createTestPortal()
    portal.app.scopes.delete('user_brief')
    expect(batch({ a: 'batch?cmd[x]=profile', b: 'no.such', c: 'user.current' }).result_error).toEqual({
      a: {
        error: 'ERROR_BATCH_METHOD_NOT_ALLOWED',
        error_description: 'Method is not allowed for batch usage',
      },
      b: { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' },
      c: { error: 'insufficient_scope', error_description: '' },
    })
    expect(portal.log[0]?.unknownMethod).toBe(true)
  })

  test('commands that are no text are skipped without a word', () => {
    const { batch } = createTestPortal()
    const answer = batch({ a: 5, b: { method: 'profile' }, c: 'profile' })
    expect(Object.keys(answer.result_time)).toEqual(['c'])
  })

  test('halt stops after the first error; what follows is nowhere', () => {
    const { batch } = createTestPortal()
    const commands = { a: 'profile', b: 'crm.contact.get?id=0', c: 'profile' }
    const halted = batch(commands, { halt: 1 })
    expect([halted.result, halted.result_error].map((map) => Object.keys(map))).toEqual([['a'], ['b']])
    expect(Object.keys(batch(commands, { halt: '0' }).result)).toEqual(['a', 'c'])
  })

  test('an expired token fails it as a whole', () => {
    const { call, portal } = createTestPortal()
    call('profile')
    portal.auth.expireAll()
    expect(call('batch', { cmd: { a: 'crm.contact.delete?id=50' } }).status).toBe(401)
    expect(portal.store.contact(50)).toBeDefined()
  })
})

describe('references', () => {
  test('lead from one command to the next', () => {
    const { batch } = createTestPortal()
    const { result } = batch({
      first: 'crm.contact.list?select[]=ID&order[ID]=ASC&start=-1',
      second: 'crm.contact.list?select[]=ID&order[ID]=ASC&start=-1&filter[>ID]=$result[first][49][ID]',
    })
    const ids = (key: string): number[] => (result[key] as { ID: string }[]).map(({ ID }) => Number(ID))
    expect(Math.min(...ids('second'))).toBeGreaterThan(Math.max(...ids('first')))
  })

  test('a missing path stops at the last level: a short page becomes the number 1', () => {
    const { batch } = createTestPortal()
    const { result } = batch({
      first: 'crm.contact.list?select[]=ID&filter[ID]=60',
      second: 'crm.contact.list?select[]=ID&order[ID]=ASC&filter[>ID]=$result[first][49][ID]',
    })
    expect((result.second as { ID: string }[])[0]).toEqual({ ID: '2' })
  })

  test('a text around them keeps its other words, and a person’s own text is altered too', () => {
    const { batch, portal } = createTestPortal()
    batch({
      a: 'crm.contact.list?filter[ID]=60',
      b: 'crm.contact.update?id=60&fields[COMMENTS]=we sold $total[a] of $TOTAL[a]',
    })
    expect(portal.store.contact(60)?.COMMENTS).toBe('we sold 1 of 1')
  })
})

describe('a stale exception', () => {
  test('makes a later plain refusal read as "not found"', () => {
    const { batch } = createTestPortal()
    const { result_error } = batch({
      denied: 'crm.contact.delete?id=0',
      gone: 'crm.contact.delete?id=999999',
      after: 'crm.contact.delete?id=0',
    })
    const gone = { error: 'ERROR_CORE', error_description: 'Element not found' }
    expect(result_error).toEqual({
      denied: { error: '', error_description: 'ID is not defined or invalid.' },
      gone,
      after: gone,
    })
  })

  test('leaves crm.item.* and later requests alone', () => {
    const { batch, call } = createTestPortal()
    const { result_error } = batch({
      a: 'crm.contact.delete?id=999999',
      b: 'crm.item.get?entityTypeId=3&id=999999',
    })
    expect(result_error.b).toMatchObject({ error: 'NOT_FOUND' })
    expect(call('crm.contact.get', { id: 0 }).body.error).toBe('')
  })
})

test('a manager’s batch deletes his own contacts and is refused the others, with an empty code', () => {
  const { batch, portal } = createTestPortal()
  const ids = [...portal.store.contactIds()].filter((id) => id > ODD.everything)
  const mine = ids.find((id) => portal.store.contact(id)?.ASSIGNED_BY_ID === USER.manager)!
  const other = ids.find((id) => portal.store.contact(id)?.ASSIGNED_BY_ID !== USER.manager)!
  const answer = batch(
    { mine: `crm.contact.delete?id=${mine}`, other: `crm.contact.delete?id=${other}` },
    { userId: USER.manager },
  )
  expect(answer.result).toEqual({ mine: true })
  expect(answer.result_error).toEqual({ other: { error: '', error_description: 'Access denied.' } })
  expect(portal.store.contact(mine)).toBeUndefined()
  expect(portal.store.contact(other)).toBeDefined()
})

test('the proactive filter changes what looks like markup in a batch, and nothing in a call of its own', () => {
  const { batch, call, portal } = createTestPortal()
  const comment = '<b>Call</b> if 1 < 2, see javascript:alert(1)'
  const query = formatPhpQuery({ fields: { NAME: 'Filtered', COMMENTS: comment } })
  const added = (): string => {
    const { result } = batch({ a: `crm.contact.add?${query}` })
    return portal.store.contact(Number(result.a))?.COMMENTS ?? ''
  }
  expect(added()).toBe('< b>Call< /b> if 1 < 2, see java script:alert(1)')
  const alone = call('crm.contact.add', { fields: { NAME: 'Alone', COMMENTS: comment } }).body.result
  expect(portal.store.contact(Number(alone))?.COMMENTS).toBe(comment)
  portal.settings.filtersBatches = false
  expect(added()).toBe(comment)
})
