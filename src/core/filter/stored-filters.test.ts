import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { matchesFilters } from './conditions.ts'
import { beginOf } from './filters.ts'
import { filtersSchema } from './stored-filters.ts'

const read = (stored: unknown) => {
  const parsed = v.safeParse(filtersSchema, stored)
  return parsed.success ? parsed.output : null
}

describe('stored filters', () => {
  it('of the first versions are read: what was not in use is no condition', () => {
    const old = {
      createdFrom: '2026-01-01',
      createdTo: null,
      changedFrom: null,
      changedTo: null,
      responsible: { id: 4, name: 'Bob' },
      withoutPhone: true,
      withoutEmail: false,
      withoutCompany: true,
      only: null,
    }
    expect(read(old)).toEqual({
      created: { from: '2026-01-01', to: null },
      responsible: { kind: 'these', people: [{ id: 4, name: 'Bob' }] },
      withoutPhone: true,
      company: 'none',
    })
  })

  it.each([
    ['2028-03-01', '2028-02-29'],
    ['2026-01-01T00:00', '2025-12-31T23:59'],
    ['2026-05-04T09:30', '2026-05-04T09:29'],
  ])('with no activity since %s find the same as before it had two ends', (before, to) => {
    const filters = read({ activity: { before } })
    expect(filters).toEqual({ activity: { from: null, to } })
    const begin = beginOf(before)
    for (const [activeAt, matches] of [
      [begin - 1, true],
      [begin, false],
    ] as const)
      expect(matchesFilters(filters ?? {}, { activeAt })).toBe(matches)
  })

  it.each([
    {},
    { activity: 'never' },
    { activity: { from: '2026-01-01', to: null } },
    { created: { from: '2026-01-01T09:30', to: null }, imported: false },
  ])('are read as they were written: %j', (filters) => {
    expect(read(JSON.parse(JSON.stringify(filters)))).toEqual(filters)
  })

  it.each([
    { inventedLater: true, withoutPhone: true },
    { responsible: { kind: 'these', people: [], only: 'here' } },
    { created: { from: null, to: null } },
    { activity: { from: null, to: null } },
    { activity: { before: '2026-01-01', from: null } },
    { created: { from: '2026-13-41', to: null } },
    { source: [] },
    null,
    'everybody',
  ])('with a condition that cannot be read are not read at all: the rest would find more (%j)', (stored) => {
    expect(read(stored)).toBeNull()
  })
})
