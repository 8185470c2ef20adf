import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVERYBODY, type ContactQuery } from '../contact/contact-query.ts'
import type { ListedContacts } from '../list/list-note.ts'
import {
  addListed,
  type ChosenContacts,
  countSelected,
  forget,
  hiddenSelected,
  isSelected,
  NOTHING_SELECTED,
  scopeOf,
  selectAllThatMatch,
  selectRange,
  showsTicked,
  tick,
  toggle,
  togglePage,
  type Selection,
} from './selection.ts'

const ANNA: ContactQuery = { ...EVERYBODY, search: 'anna' }
const page = [1, 2, 3, 4, 5, 6]
const chosen = (selection: Selection): number[] =>
  selection.kind === 'chosen' ? [...selection.chosen.keys()].toSorted((a, b) => a - b) : []

const list = (ids: readonly number[], reference = ''): ListedContacts => ({
  ids,
  references: new Map(reference === '' ? [] : ids.map((id) => [id, reference])),
  note: { rows: ids.length, found: ids.length, unread: 0, notFound: 0, missing: [] },
})

describe('ticking rows', () => {
  it('toggles one, and one again', () => {
    const one = toggle(NOTHING_SELECTED, 3, EVERYBODY)
    expect(chosen(one)).toEqual([3])
    expect(countSelected(toggle(one, 3, EVERYBODY))).toBe(0)
  })

  it('shift selects from the last touched row, in either direction, and unticks when that row was unticked', () => {
    const from = toggle(NOTHING_SELECTED, 5, EVERYBODY)
    expect(chosen(selectRange(from, 2, page, EVERYBODY))).toEqual([2, 3, 4, 5])
    const all = togglePage(NOTHING_SELECTED, page, EVERYBODY)
    const off = toggle(all, 2, EVERYBODY)
    expect(chosen(selectRange(off, 4, page, EVERYBODY))).toEqual([1, 5, 6])
  })

  it('shift from a row that is not on the screen touches only the clicked row', () => {
    const from = toggle(NOTHING_SELECTED, 99, EVERYBODY)
    expect(chosen(selectRange(from, 2, page, EVERYBODY))).toEqual([2, 99])
  })

  it('a range may begin at a row that it ticks first', () => {
    const far = toggle(NOTHING_SELECTED, 1, EVERYBODY)
    for (const before of [far, toggle(far, 4, EVERYBODY)]) {
      expect(chosen(selectRange(tick(before, 4, EVERYBODY), 5, page, EVERYBODY))).toEqual([1, 4, 5])
    }
  })

  it('the page box ticks all, and unticks only when all were ticked', () => {
    const some = toggle(NOTHING_SELECTED, 1, EVERYBODY)
    const all = togglePage(some, page, EVERYBODY)
    expect(chosen(all)).toEqual(page)
    expect(countSelected(togglePage(all, page, EVERYBODY))).toBe(0)
  })
})

describe('all that match', () => {
  const all = selectAllThatMatch(ANNA, 12_430)

  it('counts as the portal did, less those unticked since', () => {
    const less = toggle(toggle(all, 7, ANNA), 9, ANNA)
    expect(countSelected(less)).toBe(12_428)
    expect(isSelected(less, 7)).toBe(false)
    expect(isSelected(less, 8)).toBe(true)
    expect(countSelected(toggle(less, 7, ANNA))).toBe(12_429)
  })

  it('shows no row as ticked under another search, and a tick there begins a new selection', () => {
    expect(showsTicked(all, 8, EVERYBODY)).toBe(false)
    expect(chosen(toggle(all, 8, EVERYBODY))).toEqual([8])
  })

  it('shrinks by contacts deleted since', () => {
    const less = toggle(all, 7, ANNA)
    expect(countSelected(forget(less, [7, 8]))).toBe(12_428)
  })
})

describe('hidden contacts', () => {
  it('are those ticked under another search and not seen under this one', () => {
    const selection = toggle(toggle(NOTHING_SELECTED, 1, EVERYBODY), 2, EVERYBODY)
    expect(hiddenSelected(selection, EVERYBODY, new Set())).toEqual({ count: 0, ids: [] })
    expect(hiddenSelected(selection, ANNA, new Set([2]))).toEqual({ count: 1, ids: [1] })
  })

  it('include contacts from a list until they are seen; those ticked by hand keep their scope', () => {
    const listed = addListed(toggle(NOTHING_SELECTED, 1, EVERYBODY), list([1, 8, 9]))
    expect(chosen(listed)).toEqual([1, 8, 9])
    expect(hiddenSelected(listed, EVERYBODY, new Set([8]))).toEqual({ count: 1, ids: [9] })
    expect(chosen(addListed(selectAllThatMatch(ANNA, 10), list([8])))).toEqual([8])
  })

  it('keep the references of all lists, also when others are ticked later', () => {
    const two = addListed(addListed(NOTHING_SELECTED, list([1, 8], 'A')), list([8, 9], 'B'))
    const { listed } = toggle(two, 5, EVERYBODY) as ChosenContacts
    expect([...(listed?.references ?? [])]).toEqual([
      [1, 'A'],
      [8, 'A, B'],
      [9, 'B'],
    ])
    expect(listed?.notes).toHaveLength(2)
  })

  it('are all contacts when "all that match" belongs to another query', () => {
    const all = toggle(selectAllThatMatch(ANNA, 10), 4, ANNA)
    expect(hiddenSelected(all, EVERYBODY, new Set([1]))).toEqual({ count: 9, ids: null })
    expect(hiddenSelected(all, ANNA, new Set())).toEqual({ count: 0, ids: [] })
  })

  it('do not change with the order of the rows', () => {
    expect(scopeOf({ ...ANNA, sort: { column: 'name', descending: false } })).toBe(scopeOf(ANNA))
    expect(scopeOf({ ...ANNA, filters: { ...ANNA.filters, withoutPhone: true } })).not.toBe(scopeOf(ANNA))
  })
})

it('the count is always the number of ids that are selected', () => {
  const step = fc.record({
    how: fc.constantFrom('toggle' as const, 'range' as const, 'page' as const, 'all' as const),
    id: fc.constantFrom(...page),
  })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let selection: Selection = NOTHING_SELECTED
      for (const { how, id } of steps) {
        if (how === 'toggle') selection = toggle(selection, id, EVERYBODY)
        if (how === 'range') selection = selectRange(selection, id, page, EVERYBODY)
        if (how === 'page') selection = togglePage(selection, page.slice(0, id), EVERYBODY)
        if (how === 'all') selection = selectAllThatMatch(EVERYBODY, page.length)
        expect(countSelected(selection)).toBe(page.filter((each) => isSelected(selection, each)).length)
      }
    }),
  )
})
