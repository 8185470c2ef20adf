import { describe, expect, it } from 'vitest'
import type { Contact } from '#core/contact/contact.ts'
import { learnNames, missingNames, NO_NAMES } from './known-names.ts'

function contact(id: number, companyId: number | null, responsibleId: number | null): Contact {
  const nothing = { firstName: '', secondName: '', lastName: '', post: '', phones: [], emails: [] }
  return {
    id,
    ...nothing,
    companyId,
    responsibleId,
    createdAt: null,
    modifiedAt: null,
    createdById: null,
    activeAt: null,
    sourceId: '',
    typeId: '',
  }
}

const contacts = [contact(1, 7, 2), contact(2, null, 2), contact(3, 5, null), contact(4, 7, 3)]

describe('names behind ids', () => {
  it('are asked for once each, in a fixed order, so that equal needs are one query', () => {
    expect(missingNames(contacts, NO_NAMES)).toEqual({ companies: [5, 7], users: [2, 3] })
    expect(missingNames(contacts.toReversed(), NO_NAMES)).toEqual({ companies: [5, 7], users: [2, 3] })
  })

  it('are not asked for again once they are known, or known to be unreadable', () => {
    const asked = missingNames(contacts, NO_NAMES)
    const known = learnNames(NO_NAMES, asked, {
      companies: new Map([[7, 'Acme']]),
      users: new Map([
        [2, 'Ada Admin'],
        [3, '  '],
      ]),
    })
    expect(missingNames(contacts, known)).toEqual({ companies: [], users: [] })
    expect([...known.companies]).toEqual([
      [5, null],
      [7, 'Acme'],
    ])
    expect([...known.users]).toEqual([
      [2, 'Ada Admin'],
      [3, null],
    ])
  })

  it('stay known when others are learned', () => {
    const first = learnNames(
      NO_NAMES,
      { companies: [7], users: [] },
      {
        companies: new Map([[7, 'Acme']]),
        users: new Map(),
      },
    )
    const both = learnNames(
      first,
      { companies: [5], users: [] },
      { companies: new Map([[5, 'Bolt']]), users: new Map() },
    )
    expect(both.companies.get(7)).toBe('Acme')
    expect(both.companies.get(5)).toBe('Bolt')
  })
})
