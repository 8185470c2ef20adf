import { describe, expect, it } from 'vitest'
import { matchesFilters } from './conditions.ts'
import { CONDITION_NAMES, type ContactFilters } from './filters.ts'

/** All of them at once, and a row that meets them all. */
const FILTERS: Required<Omit<ContactFilters, 'company'>> = {
  created: { from: '2026-01-02', to: '2026-01-03' },
  changed: { from: null, to: '2026-01-03T09:30' },
  activity: { from: '2026-01-03', to: '2026-01-03' },
  responsible: { kind: 'left', ids: [7, 8] },
  createdBy: [{ id: 1, name: '' }],
  changedBy: [{ id: 2, name: '' }],
  source: [{ code: 'WEB', name: '' }],
  type: [{ code: 'CLIENT', name: '' }],
  withoutPhone: true,
  withoutEmail: true,
  name: 'test',
  ids: { from: 5, to: 5 },
  imported: true,
  exported: false,
  only: [5],
}
const at = (day: number, hours = 0, minutes = 0, seconds = 0) =>
  new Date(2026, 0, day, hours, minutes, seconds).getTime()
const ROW = {
  id: 5,
  createdAt: at(2),
  modifiedAt: at(3, 9, 30, 59),
  activeAt: at(3, 23, 59, 59),
  responsibleId: 7,
  createdById: 1,
  modifiedById: 2,
  sourceId: 'WEB',
  typeId: 'CLIENT',
  hasPhone: false,
  hasEmail: false,
  firstName: 'My Test',
  secondName: null,
  lastName: '',
  originatorId: '1C',
  exported: false,
}

describe('a row', () => {
  it('that meets all conditions is what was asked for; a day and a minute count whole', () => {
    expect(matchesFilters(FILTERS, ROW)).toBe(true)
    expect(matchesFilters(FILTERS, { ...ROW, createdAt: at(4) - 1000 })).toBe(true)
  })

  it.each([
    { createdAt: at(2) - 1000 },
    { createdAt: at(4) },
    { modifiedAt: at(3, 9, 31) },
    { activeAt: at(4) },
    { activeAt: at(3) - 1000 },
    { activeAt: null },
    { responsibleId: 9 },
    { createdById: null },
    { modifiedById: 1 },
    { sourceId: 'CALL' },
    { typeId: '' },
    { hasPhone: true },
    { hasEmail: null },
    { firstName: 'Anna' },
    { id: 6 },
    { originatorId: null },
    { exported: true },
  ])('that shows something else is not: %j', (shown) => {
    expect(matchesFilters(FILTERS, { ...ROW, ...shown })).toBe(false)
  })

  it('that does not show a field meets no condition on it, not even that it is empty', () => {
    const empty: ContactFilters[] = [
      ...CONDITION_NAMES.filter((name) => name !== 'company').map((name) => ({ [name]: FILTERS[name] })),
      { company: 'none' },
      { activity: 'never' },
      { name: 'empty' },
      { imported: false },
    ]
    for (const filters of empty)
      expect({ filters, is: matchesFilters(filters, {}) }).toEqual({ filters, is: false })
  })

  it('that shows nothing there meets the conditions that ask for nothing', () => {
    const nothing = {
      companyId: null,
      activeAt: null,
      firstName: '',
      secondName: null,
      lastName: '',
      originatorId: '',
    }
    const filters = { company: 'none', activity: 'never', name: 'empty', imported: false } as const
    expect(matchesFilters(filters, nothing)).toBe(true)
  })
})
