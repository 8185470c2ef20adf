import fc from 'fast-check'
import { expect, it } from 'vitest'
import { phpQuery } from './query-string.ts'

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
