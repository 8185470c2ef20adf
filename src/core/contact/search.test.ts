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

  it('keeps every word once, none of them empty or with blanks', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^\S{1,5}$/u), { minLength: 1, maxLength: 12 }), (typed) => {
        expect(planSearch(typed.join('  ')).words).toEqual([...new Set(typed)])
      }),
    )
  })
})
