import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstIds, hasId, readIds, writeIds } from './id-text.ts'

describe('ids as text', () => {
  it('come back as they were, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 53 - 1 }))),
        (ids) => {
          expect(readIds(writeIds(ids))).toEqual(ids.toSorted((a, b) => a - b))
        },
      ),
    )
  })

  it('are short where they are neighbours', () => {
    expect(writeIds([9, 3, 8, 7, 12, 11])).toBe('3,7-9,11-12')
    expect(writeIds([])).toBe('')
  })

  it.each(['', 'x', '-', '5-', '-5', '9-3', '0', '1e3', '1.5', '99999999999999999999', '3;4'])(
    'are not read out of %j',
    (text) => {
      expect(readIds(text)).toEqual([])
    },
  )

  it('that were altered fill no memory', () => {
    expect(readIds('2,1-9007199254740991').length).toBe(1_000_000)
  })
})

it('says whether an id is in the text, and names the first ones', () => {
  expect([3, 7, 8, 9, 10].filter((id) => hasId('3,7-9', id))).toEqual([3, 7, 8, 9])
  expect(firstIds('3,7-9', 3)).toEqual([3, 7, 8])
  expect(firstIds('x,1-999999999', 2)).toEqual([1, 2])
})
