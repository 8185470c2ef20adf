import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planSearch } from './search.ts'

describe('planSearch', () => {
  it.each([
    ['Anna', { words: ['Anna'], phone: null, email: null }],
    ['  Anna   Petrova ', { words: ['Anna', 'Petrova'], phone: null, email: null }],
    ['+7 (912) 345-67-89', { phone: '+7 (912) 345-67-89', email: null }],
    ['2024', { words: ['2024'], phone: null }],
    ['anna@example.com', { words: ['anna@example.com'], phone: null, email: 'anna@example.com' }],
    ['anna@example', { email: null }],
    ['Flat 12345', { phone: null }],
    ['', { words: [], phone: null, email: null }],
  ])('%j', (typed, plan) => {
    expect(planSearch(typed)).toMatchObject(plan)
  })

  it('keeps at most five words, none of them empty or with blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const { words } = planSearch(typed)
        return words.length <= 5 && words.every((word) => word !== '' && !/\s/u.test(word))
      }),
    )
  })
})
