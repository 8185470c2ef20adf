import fc from 'fast-check'
import { expect, it } from 'vitest'
import { phpQuery, staysItselfInBatch } from './query-string.ts'

it.each([
  [{ id: 5 }, 'id=5'],
  [{ filter: { '>ID': 5 }, select: ['ID', 'NAME'] }, 'filter[>ID]=5&select[0]=ID&select[1]=NAME'],
  [{ filter: { BINDINGS: [{ OWNER_TYPE_ID: 3 }] } }, 'filter[BINDINGS][0][OWNER_TYPE_ID]=3'],
  [{ flag: false, nothing: null, empty: [] }, 'flag=false&nothing='],
])('%o', (params, readable) => {
  expect(decodeURIComponent(phpQuery(params))).toBe(readable)
})

it('carries any text unharmed, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(new URLSearchParams(phpQuery({ filter: { '%NAME': text } })).get('filter[%NAME]')).toBe(text)
    }),
  )
})

it.each([
  [{ filter: { '%name': 'Anna', '>id': 0, '@id': [1, 2] } }, true],
  [{ filter: { '%name': '$result[p0][ID]' } }, false],
  [{ filter: { 0: { logic: 'OR', 0: { companyId: null } } } }, false],
  [{ filter: { '@id': [] } }, false],
])('%o in a batch is the same: %s', (params, same) => {
  expect(staysItselfInBatch(params)).toBe(same)
})
