import { describe, expect, it } from 'vitest'
import { readSavedFilters, withoutSaved, withSaved, writeSavedFilters } from './saved-filters.ts'

const LATER = { name: 'From a later version', filters: { inventedLater: 1 } }
const MINE = { name: 'Mine', filters: { withoutPhone: true } } as const
const stored = { version: 1, filters: [LATER, MINE] }

describe('saved filters', () => {
  it('of a later version are not offered, since they would find more, and are not lost either', () => {
    const list = readSavedFilters(stored)
    expect(list.filters).toEqual([MINE])
    const added = withSaved(list, { name: 'Another', filters: { company: 'none' } })
    expect(writeSavedFilters(added)).toEqual({
      version: 1,
      filters: [{ name: 'Another', filters: { company: 'none' } }, MINE, LATER],
    })
  })

  it('take the place of one of the same name, and are removed by it', () => {
    const changed = withSaved(readSavedFilters(stored), { name: 'Mine', filters: { withoutEmail: true } })
    expect(changed.filters).toEqual([{ name: 'Mine', filters: { withoutEmail: true } }])
    expect(withoutSaved(changed, 'Mine')).toEqual({ filters: [], unread: [LATER] })
  })

  it.each(['', 'damaged', { version: 2, filters: [MINE] }, 7])(
    'of %j are none, and it is not lost',
    (other) => {
      expect(readSavedFilters(other).filters).toEqual([])
      const added = writeSavedFilters(withSaved(readSavedFilters(other), MINE))
      expect(added).toEqual({ version: 1, filters: [MINE, other] })
    },
  )

  it('are none where nothing is stored', () => {
    expect(readSavedFilters(null)).toEqual({ filters: [], unread: [] })
  })
})
