import { describe, expect, it } from 'vitest'
import { NEWEST_FIRST } from '#core/contact/contact-query.ts'
import { nextSort } from './use-contact-query.ts'

describe('pressing a header', () => {
  it('turns the order of its own column round', () => {
    expect(nextSort(NEWEST_FIRST, 'created')).toEqual({ column: 'created', descending: false })
    expect(nextSort({ column: 'name', descending: false }, 'name')).toEqual({
      column: 'name',
      descending: true,
    })
  })

  it('begins another column with what is looked for most: names from A, times from the latest', () => {
    expect(nextSort(NEWEST_FIRST, 'name')).toEqual({ column: 'name', descending: false })
    expect(nextSort({ column: 'name', descending: true }, 'modified')).toEqual({
      column: 'modified',
      descending: true,
    })
  })
})
