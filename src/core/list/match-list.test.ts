import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyOfValue, type FoundContacts, type WantedValue } from './found-contacts.ts'
import { contactsOnce, idsOfMatch, matchList } from './match-list.ts'
import type { WantedRow } from './read-list.ts'

const email = (value: string): WantedValue => ({ kind: 'email', value })
const contact = (id: number) => ({ id, name: `Contact ${id}` })
const found = (value: string, ids: number[], atLeast = false): FoundContacts => ({
  wanted: email(value),
  contacts: ids.map(contact),
  atLeast,
})
const byKey = (all: readonly FoundContacts[]) => new Map(all.map((each) => [keyOfValue(each.wanted), each]))
const row = (number: number, ...steps: WantedValue[][]): WantedRow => ({ row: number, steps })

describe('what the portal has of a list', () => {
  const match = matchList(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((value, at) => row(at + 1, [email(value)])),
    byKey([
      found('a', [1]),
      found('b', []),
      found('c', [2, 3]),
      found('d', [1]),
      found('e', [4], true),
      found('f', [5, 5]),
    ]),
  )

  it('is found once, not at all, or several times', () => {
    expect(match.once.map(({ row: at, wanted, contact: { id } }) => [at, wanted.value, id])).toEqual([
      [1, 'a', 1],
      [4, 'd', 1],
      [6, 'f', 5],
    ])
    expect(match.notFound).toEqual([{ row: 2, wanted: [email('b')] }])
    expect(match.several.map(({ wanted }) => wanted.value)).toEqual(['c', 'e'])
  })

  it('names a contact once that the list names twice', () => {
    expect(match.repeated).toEqual([{ contact: contact(1), by: [email('a'), email('d')] }])
    expect(contactsOnce(match).map(({ row: at, contact: { id } }) => [at, id])).toEqual([
      [1, 1],
      [6, 5],
    ])
    expect(idsOfMatch(match, new Set())).toEqual([1, 5])
  })

  it('holds of several only whom the person chose, and nobody from elsewhere', () => {
    expect(idsOfMatch(match, new Set([3, 4, 99]))).toEqual([1, 5, 3, 4])
  })
})

describe('a row with several values', () => {
  const id = (value: string): WantedValue => ({ kind: 'id', value })

  it('is found by the first kind that finds anybody; what it did not need is not missing', () => {
    const match = matchList([row(2, [id('9')], [email('a')])], byKey([found('a', [1])]))
    expect(match.once).toEqual([{ row: 2, wanted: email('a'), contact: contact(1) }])
    expect(match.notFound).toEqual([])
  })

  it('names what found nothing beside what did', () => {
    const match = matchList([row(2, [email('a'), email('b')])], byKey([found('a', [1])]))
    expect(match.once).toHaveLength(1)
    expect(match.notFound).toEqual([{ row: 2, wanted: [email('b')] }])
  })

  it('that finds nobody names all that was tried', () => {
    expect(matchList([row(7, [id('9')], [email('b')])], new Map()).notFound).toEqual([
      { row: 7, wanted: [id('9'), email('b')] },
    ])
  })
})

it('every value is in one place, and the counts add up', () => {
  const any = fc.uniqueArray(
    fc.record({
      wanted: fc.record({ kind: fc.constantFrom('id', 'email'), value: fc.string() }),
      contacts: fc.array(fc.integer({ min: 1, max: 9 }).map(contact), { maxLength: 3 }),
      atLeast: fc.boolean(),
    }),
    { selector: ({ wanted }) => keyOfValue(wanted) },
  )
  fc.assert(
    fc.property(any, fc.array(fc.integer({ min: 1, max: 12 })), (list, picks) => {
      const rows = list.map(({ wanted }, at) => row(at + 1, [wanted]))
      const match = matchList(rows, byKey(list))
      const { once, notFound, several, repeated } = match
      expect(once.length + notFound.length + several.length).toBe(list.length)
      const surplus = repeated.reduce((sum, { by }) => sum + by.length - 1, 0)
      expect(idsOfMatch(match, new Set())).toHaveLength(once.length - surplus)
      expect(contactsOnce(match)).toHaveLength(once.length - surplus)
      const ids = idsOfMatch(match, new Set(picks))
      expect(new Set(ids).size).toBe(ids.length)
      const sure = new Set(once.map(({ contact: { id } }) => id))
      const offered = new Set(several.flatMap(({ contacts }) => contacts.map(({ id }) => id)))
      for (const id of ids) expect(sure.has(id) || (picks.includes(id) && offered.has(id))).toBe(true)
      for (const id of picks) if (offered.has(id)) expect(ids).toContain(id)
    }),
  )
})
