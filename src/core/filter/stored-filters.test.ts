import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
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

  it.each([{}, { activity: 'never' }, { created: { from: '2026-01-01T09:30', to: null }, imported: false }])(
    'are read as they were written: %j',
    (filters) => {
      expect(read(JSON.parse(JSON.stringify(filters)))).toEqual(filters)
    },
  )

  it.each([
    { inventedLater: true, withoutPhone: true },
    { responsible: { kind: 'these', people: [], only: 'here' } },
    { created: { from: null, to: null } },
    { created: { from: '2026-13-41', to: null } },
    { source: [] },
    null,
    'everybody',
  ])('with a condition that cannot be read are not read at all: the rest would find more (%j)', (stored) => {
    expect(read(stored)).toBeNull()
  })
})
