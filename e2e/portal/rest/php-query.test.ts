import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPhpQuery } from '../testing.ts'
import { parsePhpQuery } from './php-query.ts'

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/).filter((text) => text !== '__proto__')
const innerName = fc.stringMatching(/^[<>=!@%]{0,2}[A-Za-z_]{1,8}$/).filter((text) => text !== '__proto__')
const value = fc.string({ unit: 'grapheme' })
const tree = fc.dictionary(
  name,
  fc.oneof(
    value,
    fc.array(value, { minLength: 1, maxLength: 4 }),
    fc.dictionary(innerName, fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 })), {
      minKeys: 1,
      maxKeys: 4,
    }),
  ),
  { maxKeys: 5 },
)

test('what a client writes is what the portal reads', () => {
  fc.assert(
    fc.property(tree, (params) => {
      expect(parsePhpQuery(formatPhpQuery(params))).toEqual({ ...params })
    }),
  )
})

test('empty brackets append, as in PHP', () => {
  expect(parsePhpQuery('a[]=1&a[]=2&b[x][]=3')).toEqual({ a: ['1', '2'], b: { x: ['3'] } })
})

test('keys with holes stay a map', () => {
  expect(parsePhpQuery('a[0]=x&a[2]=y')).toEqual({ a: { 0: 'x', 2: 'y' } })
})

test('plus is a space, a broken %-sequence stays as it is, a bare name is empty', () => {
  expect(parsePhpQuery('a=1+2&b=100%&c')).toEqual({ a: '1 2', b: '100%', c: '' })
})

test('dots and spaces in a name become underscores', () => {
  expect(parsePhpQuery('a.b=1&c%20d=2')).toEqual({ a_b: '1', c_d: '2' })
})

test('operators of a filter survive', () => {
  expect(parsePhpQuery('filter%5B%3E%3DID%5D=5&filter[!%25NAME]=x')).toEqual({
    filter: { '>=ID': '5', '!%NAME': 'x' },
  })
})

test('no request can reach the prototype of objects', () => {
  parsePhpQuery('__proto__[polluted]=1&a[__proto__][polluted]=1')
  expect({}).not.toHaveProperty('polluted')
})
