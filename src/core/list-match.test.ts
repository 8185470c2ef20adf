import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FoundContacts, WantedValue } from './found-contacts.ts'
import { idsOfMatch, matchList } from './list-match.ts'

const email = (value: string): WantedValue => ({ kind: 'email', value })
const contact = (id: number) => ({ id, name: `Contact ${id}` })
const found = (value: string, ids: number[], atLeast = false): FoundContacts => ({
  wanted: email(value),
  contacts: ids.map(contact),
  atLeast,
})

describe('what the portal has of a list', () => {
  const match = matchList([
    found('a', [1]),
    found('b', []),
    found('c', [2, 3]),
    found('d', [1]),
    found('e', [4], true),
    found('f', [5, 5]),
  ])

  it('is found once, not at all, or several times', () => {
    expect(match.once.map(({ wanted, contact: { id } }) => [wanted.value, id])).toEqual([
      ['a', 1],
      ['d', 1],
      ['f', 5],
    ])
    expect(match.notFound).toEqual([email('b')])
    expect(match.several.map(({ wanted }) => wanted.value)).toEqual(['c', 'e'])
  })

  it('names a contact once that the list names twice', () => {
    expect(match.repeated).toEqual([{ contact: contact(1), by: [email('a'), email('d')] }])
    expect(idsOfMatch(match, new Set())).toEqual([1, 5])
  })

  it('holds of several only whom the person chose, and nobody from elsewhere', () => {
    expect(idsOfMatch(match, new Set([3, 4, 99]))).toEqual([1, 5, 3, 4])
  })
})

it('every value is in one place, and the counts add up', () => {
  const any = fc.array(
    fc.record({
      wanted: fc.record({ kind: fc.constantFrom('id', 'email', 'phone'), value: fc.string() }),
      contacts: fc.array(fc.integer({ min: 1, max: 9 }).map(contact), { maxLength: 3 }),
      atLeast: fc.boolean(),
    }),
  )
  fc.assert(
    fc.property(any, fc.array(fc.integer({ min: 1, max: 12 })), (list, picks) => {
      const { once, notFound, several, repeated } = matchList(list)
      expect(once.length + notFound.length + several.length).toBe(list.length)
      const surplus = repeated.reduce((sum, { by }) => sum + by.length - 1, 0)
      const match = { once, notFound, several, repeated }
      expect(idsOfMatch(match, new Set())).toHaveLength(once.length - surplus)
      const ids = idsOfMatch(match, new Set(picks))
      expect(new Set(ids).size).toBe(ids.length)
      const sure = new Set(once.map(({ contact: { id } }) => id))
      const offered = new Set(several.flatMap(({ contacts }) => contacts.map(({ id }) => id)))
      for (const id of ids) expect(sure.has(id) || (picks.includes(id) && offered.has(id))).toBe(true)
      for (const id of picks) if (offered.has(id)) expect(ids).toContain(id)
    }),
  )
})
