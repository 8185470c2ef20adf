import { describe, expect, it } from 'vitest'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import type { Contact } from '#core/contact/contact.ts'
import { loadedAround, type LoadedPages } from './loaded-rows.ts'

/** A contact's id is its row + 1; some pages are loaded. */
function list(pages: readonly number[]): LoadedPages {
  return (page) =>
    pages.includes(page)
      ? Array.from(
          { length: PAGE_SIZE },
          (_, position) => ({ id: page * PAGE_SIZE + position + 1 }) as Contact,
        )
      : undefined
}

describe('what a range may run over', () => {
  it('is all pages around the row, up to the first that is not loaded', () => {
    const ids = loadedAround(list([0, 1, 2, 4]), 60)
    expect([ids[0], ids.length, ids.at(-1)]).toEqual([1, 150, 150])
    expect(loadedAround(list([0, 1, 2, 4]), 210)).toEqual(
      Array.from({ length: PAGE_SIZE }, (_, position) => 201 + position),
    )
  })

  it('is nothing where the row is not loaded', () => {
    expect(loadedAround(list([0, 2]), 60)).toEqual([])
    expect(loadedAround(list([]), 0)).toEqual([])
  })
})
