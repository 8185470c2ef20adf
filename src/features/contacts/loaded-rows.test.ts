import { describe, expect, it } from 'vitest'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import type { Contact } from '#core/contact/contact.ts'
import { loadedAround, nextLoaded, type LoadedPages } from './loaded-rows.ts'

/** A contact's id is its row + 1; some pages are loaded, some rows' contacts are gone. */
function list(pages: readonly number[], length = PAGE_SIZE): LoadedPages {
  return (page) =>
    pages.includes(page)
      ? Array.from({ length }, (_, position) => ({ id: page * PAGE_SIZE + position + 1 }) as Contact)
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

describe('the next row', () => {
  it('is the neighbour, on another page too', () => {
    expect(nextLoaded(list([0, 1]), 49, 1, 100)).toEqual({ row: 50, id: 51 })
    expect(nextLoaded(list([0, 1]), 50, -1, 100)).toEqual({ row: 49, id: 50 })
  })

  it('is none at the ends and before a page that is loading', () => {
    expect(nextLoaded(list([0]), 0, -1, 50)).toBeNull()
    expect(nextLoaded(list([0]), 49, 1, 50)).toBeNull()
    expect(nextLoaded(list([0]), 49, 1, 100)).toBeNull()
  })

  it('skips contacts that are gone', () => {
    expect(nextLoaded(list([0, 1], 48), 47, 1, 100)).toEqual({ row: 50, id: 51 })
  })
})
