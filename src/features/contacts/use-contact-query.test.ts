import { describe, expect, it } from 'vitest'
import { NEWEST_FIRST } from '#core/contact/contact-query.ts'
import { nextSort } from './use-contact-query.ts'

describe('pressing a header', () => {
  it('reverses the order of its own column', () => {
    expect(nextSort(NEWEST_FIRST, 'created')).toEqual({ column: 'created', descending: false })
    expect(nextSort({ column: 'name', descending: false }, 'name')).toEqual({
      column: 'name',
      descending: true,
    })
  })

  it('starts another column in its usual order: names from A, times from the latest', () => {
    expect(nextSort(NEWEST_FIRST, 'name')).toEqual({ column: 'name', descending: false })
    expect(nextSort({ column: 'name', descending: true }, 'modified')).toEqual({
      column: 'modified',
      descending: true,
    })
  })
})
