import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyOfValue, type FoundContacts, type WantedValue } from './found-contacts.ts'
import { clearContacts, countRepeated, countRows, listedContacts, matchList } from './match-list.ts'
import type { WantedRow } from './read-list.ts'

const email = (value: string): WantedValue => ({ kind: 'email', value })
const contact = (id: number) => ({ id, name: `Contact ${id}` })
const found = (value: string, ids: number[], atLeast = false): FoundContacts => ({
  wanted: email(value),
  contacts: ids.map(contact),
  atLeast,
})
const byKey = (all: readonly FoundContacts[]) => new Map(all.map((each) => [keyOfValue(each.wanted), each]))
const row = (number: number, ...steps: WantedValue[][]): WantedRow => ({
  row: number,
  reference: `R-${number}`,
  steps,
  unreadable: [],
})

describe('what the portal has of a list', () => {
  const matches = matchList(
    [
      ...['a', 'b', 'c', 'd', 'e', 'f'].map((value, at) => row(at + 1, [email(value)])),
      { ...row(7), unreadable: ['Anna'] },
      row(8),
    ],
    byKey([
      found('a', [1]),
      found('b', []),
      found('c', [2, 3]),
      found('d', [1]),
      found('e', [4], true),
      found('f', [5, 5]),
    ]),
  )

  it('is told for each row: found, several, not found, not read, empty', () => {
    expect(matches.map(({ state }) => state)).toEqual([
      ...['found', 'not-found', 'several', 'found', 'several', 'found'],
      ...['unreadable', 'empty'],
    ])
    expect(countRows(matches, 'found', 'several')).toBe(5)
  })

  it('has a contact once that the list has twice', () => {
    expect([...clearContacts(matches).keys()]).toEqual([1, 5])
    expect(countRepeated(matches)).toBe(1)
    expect(listedContacts(matches, new Set()).ids).toEqual([1, 5])
  })

  it('holds of several only whom the person chose, and nobody from elsewhere', () => {
    expect(new Set(listedContacts(matches, new Set([3, 4, 99])).ids)).toEqual(new Set([1, 5, 3, 4]))
  })

  it('gives no contact the reference of a row that fits it among others, unless it was chosen there', () => {
    const both = matchList(
      [row(1, [email('a')]), row(2, [email('c')])],
      byKey([found('a', [2]), found('c', [2, 3])]),
    )
    expect(listedContacts(both, new Set()).references).toEqual(new Map([[2, 'R-1']]))
    expect(listedContacts(both, new Set([3])).references.get(2)).toBe('R-1')
  })

  it('marks a reference that is cut', () => {
    const long = { ...row(1, [email('a')]), reference: 'R'.repeat(300) }
    const reference = listedContacts(matchList([long], byKey([found('a', [1])])), new Set()).references.get(1)
    expect(reference).toBe(`${'R'.repeat(199)}…`)
  })

  it('carries the references of its rows, and a note of who was not found', () => {
    const { references, note } = listedContacts(matches, new Set([3]))
    expect([...references].toSorted(([a], [b]) => a - b)).toEqual([
      [1, 'R-1, R-4'],
      [3, 'R-3'],
      [5, 'R-6'],
    ])
    expect(note).toEqual({
      rows: 8,
      found: 4,
      undecided: 1,
      unread: 2,
      notFound: 1,
      missing: [{ row: 2, reference: 'R-2' }],
    })
  })
})

describe('a row with several values', () => {
  const id = (value: string): WantedValue => ({ kind: 'id', value })

  it('is found by the first kind that finds anybody; what it did not need is not told', () => {
    const [match] = matchList([row(2, [email('a')], [id('9')])], byKey([found('a', [1])]))
    expect(match).toMatchObject({ state: 'found', values: [{ ...found('a', [1]), insteadOf: [] }] })
  })

  it('is not selected by its e-mail when nobody has its ID, until the person says so', () => {
    const matches = matchList([row(2, [id('9')], [email('a')])], byKey([found('a', [1])]))
    expect(matches[0]).toMatchObject({ state: 'other-value', values: [{ insteadOf: [id('9')] }] })
    expect(listedContacts(matches, new Set())).toMatchObject({ ids: [], note: { found: 0, undecided: 1 } })
    expect(listedContacts(matches, new Set([1]))).toMatchObject({
      ids: [1],
      note: { found: 1, undecided: 0 },
    })
  })

  it('has what found nothing beside what did', () => {
    const [match] = matchList([row(2, [email('a'), email('b')])], byKey([found('a', [1])]))
    expect(match).toMatchObject({ state: 'found', values: [found('a', [1]), found('b', [])] })
  })

  it('that finds nobody has all that was tried', () => {
    const [match] = matchList([row(7, [id('9')], [email('b')])], new Map())
    expect(match?.values.map(({ wanted }) => wanted)).toEqual([id('9'), email('b')])
  })

  it('takes who is clear, and asks about the others', () => {
    const matches = matchList(
      [row(2, [email('a'), email('b')])],
      byKey([found('a', [1]), found('b', [2, 3])]),
    )
    expect(matches[0]?.state).toBe('several')
    expect(listedContacts(matches, new Set()).ids).toEqual([1])
  })
})

it('every row has one state, and nobody is taken who was not clear or chosen', () => {
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
      const matches = matchList(
        list.map(({ wanted }, at) => row(at + 1, [wanted])),
        byKey(list),
      )
      const states = ['found', 'several', 'other-value', 'not-found', 'unreadable', 'empty'] as const
      expect(states.reduce((sum, state) => sum + countRows(matches, state), 0)).toBe(list.length)
      const { ids, references, note } = listedContacts(matches, new Set(picks))
      expect(new Set(ids).size).toBe(ids.length)
      expect(new Set(references.keys())).toEqual(new Set(ids))
      expect(note.found + (note.undecided ?? 0) + note.notFound + note.unread).toBe(note.rows)
      const clear = clearContacts(matches)
      const offered = new Set(list.flatMap(({ contacts }) => contacts.map(({ id }) => id)))
      for (const id of ids) expect(clear.has(id) || (picks.includes(id) && offered.has(id))).toBe(true)
      for (const id of [...clear.keys(), ...picks.filter((each) => offered.has(each))])
        expect(ids).toContain(id)
    }),
  )
})
