import { describe, expect, it } from 'vitest'
import { NO_FILTERS, type ContactFilters } from '#core/filter/filters.ts'
import { planSearch } from '#core/contact/search.ts'
import { contactItemFilter, contactListFilter } from './contact-filter.ts'
import { contactItemOrder, contactListOrder } from './contact-order.ts'

const inName = (word: string) => ({
  0: { '%name': word },
  1: { '%lastName': word },
  2: { '%secondName': word },
})

/** A portal in Moscow time; the tests' own time is UTC. */
const clocks = { portalOffset: 180, now: Date.UTC(2026, 0, 1) }

describe('filters', () => {
  it('with nothing chosen there is no filter', () => {
    expect(contactListFilter(NO_FILTERS)).toEqual({})
  })

  it.each([
    [{ from: '2026-02-28', to: '2026-02-28' }, '2026-02-28T00:00:00+00:00', '2026-03-01T00:00:00+00:00'],
    [
      { from: '2026-02-28T09:30', to: '2026-02-28T09:30' },
      '2026-02-28T09:30:00+00:00',
      '2026-02-28T09:31:00+00:00',
    ],
  ])('a period is half-open, so that its last day or minute counts whole: %j', (created, from, before) => {
    expect(contactListFilter({ created })).toEqual({ '>=DATE_CREATE': from, '<DATE_CREATE': before })
  })

  it('means the same for both families of methods', () => {
    const filters: ContactFilters = {
      changed: { from: '2026-01-01', to: null },
      responsible: { kind: 'these', people: [{ id: 7, name: 'x' }] },
      withoutPhone: true,
      withoutEmail: true,
      company: 'none',
      imported: true,
      only: [3, 5],
    }
    expect(contactListFilter(filters)).toEqual({
      '>=DATE_MODIFY': '2026-01-01T00:00:00+00:00',
      '@ASSIGNED_BY_ID': [7],
      HAS_PHONE: 'N',
      HAS_EMAIL: 'N',
      COMPANY_ID: '',
      '!ORIGINATOR_ID': '',
      '@ID': [3, 5],
    })
    expect(contactItemFilter(filters, planSearch('Anna'), [], clocks)).toEqual({
      categoryId: 0,
      '>=updatedTime': '2026-01-01 03:00:00',
      '@assignedById': [7],
      hasPhone: 'N',
      hasEmail: 'N',
      '!=originatorId': '',
      '@id': [3, 5],
      0: { logic: 'OR', ...inName('Anna') },
      1: { logic: 'OR', 0: { companyId: 0 }, 1: { companyId: null } },
    })
  })

  it('where nobody has left, nobody is found: an empty list would not arrive, and all would be', () => {
    const responsible = { kind: 'left', ids: [] } as const
    expect(contactListFilter({ responsible })).toEqual({ '@ASSIGNED_BY_ID': [-1] })
  })
})

describe('search', () => {
  it('needs every word in some part of the name', () => {
    expect(contactItemFilter(NO_FILTERS, planSearch('Anna Petrova'), [], clocks)).toEqual({
      categoryId: 0,
      0: { logic: 'OR', ...inName('Anna') },
      1: { logic: 'OR', ...inName('Petrova') },
    })
  })

  it('shows the owners of a phone and those whose name contains it', () => {
    expect(contactItemFilter(NO_FILTERS, planSearch('+49 30 1234567'), [5, 6], clocks)).toEqual({
      categoryId: 0,
      0: { logic: 'OR', ...inName('+49 30 1234567'), 3: { '@id': [5, 6] } },
    })
  })
})

it('an order always ends with the id, so that pages neither repeat nor skip', () => {
  expect(Object.entries(contactListOrder({ column: 'name', descending: false }))).toEqual([
    ['NAME', 'ASC'],
    ['LAST_NAME', 'ASC'],
    ['ID', 'ASC'],
  ])
  expect(Object.entries(contactItemOrder({ column: 'id', descending: true }))).toEqual([['id', 'DESC']])
})
