import { describe, expect, it } from 'vitest'
import { NO_FILTERS } from '#core/contact/contact-query.ts'
import { planSearch } from '#core/contact/search.ts'
import { contactItemFilter, contactItemOrder, contactListFilter, contactListOrder } from './contact-filter.ts'

const inName = (word: string) => ({
  0: { '%name': word },
  1: { '%lastName': word },
  2: { '%secondName': word },
})

describe('filters', () => {
  it('with nothing chosen there is no filter', () => {
    expect(contactListFilter(NO_FILTERS)).toEqual({})
  })

  it('a period is half-open, so that its last day counts whole', () => {
    const filters = { ...NO_FILTERS, createdFrom: '2026-02-28', createdTo: '2026-02-28' }
    expect(contactListFilter(filters)).toEqual({
      '>=DATE_CREATE': '2026-02-28T00:00:00+00:00',
      '<DATE_CREATE': '2026-03-01T00:00:00+00:00',
    })
  })

  it('means the same for both families of methods', () => {
    const filters = {
      ...NO_FILTERS,
      changedFrom: '2026-01-01',
      responsible: { id: 7, name: 'x' },
      withoutPhone: true,
      withoutEmail: true,
      withoutCompany: true,
      only: [3, 5],
    }
    expect(contactListFilter(filters)).toEqual({
      '>=DATE_MODIFY': '2026-01-01T00:00:00+00:00',
      ASSIGNED_BY_ID: 7,
      HAS_PHONE: 'N',
      HAS_EMAIL: 'N',
      COMPANY_ID: '',
      '@ID': [3, 5],
    })
    expect(contactItemFilter(filters, planSearch('Anna'), [])).toEqual({
      categoryId: 0,
      '>=updatedTime': '2026-01-01T00:00:00+00:00',
      assignedById: 7,
      hasPhone: 'N',
      hasEmail: 'N',
      '@id': [3, 5],
      0: { logic: 'OR', ...inName('Anna') },
      1: { logic: 'OR', 0: { companyId: 0 }, 1: { companyId: null } },
    })
  })
})

describe('search', () => {
  it('needs every word in some part of the name', () => {
    expect(contactItemFilter(NO_FILTERS, planSearch('Anna Petrova'), [])).toEqual({
      categoryId: 0,
      0: { logic: 'OR', ...inName('Anna') },
      1: { logic: 'OR', ...inName('Petrova') },
    })
  })

  it('shows the owners of a phone and those whose name contains it', () => {
    expect(contactItemFilter(NO_FILTERS, planSearch('+49 30 1234567'), [5, 6])).toEqual({
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
