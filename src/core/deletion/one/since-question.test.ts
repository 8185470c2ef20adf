import { namelessContact } from '../../../../e2e/simulation/contact/nameless-contact.ts'
import { describe, expect, it } from 'vitest'
import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import {
  ANY_SMART_PROCESS,
  type Dossier,
  type ItemGroup,
  type DossierSection,
} from '../../contact/dossier.ts'
import { failureOfKind } from '../../failure.ts'
import { additionsSince } from './since-question.ts'

const ID = 7
const MODIFIED = '2026-10-05T06:00:00+00:00'
const AT = Date.parse(MODIFIED)

const all = <T>(rows: readonly T[]): DossierSection<T> => ({ rows, total: rows.length, failure: null })
const refused = { rows: [], total: null, failure: failureOfKind('access-denied') }
const item = (id: number) => ({ id, title: '', stage: '', closed: false, amount: null, path: '' })
const deals = (ids: readonly number[], total: number | null = ids.length): ItemGroup => ({
  entityTypeId: 2,
  title: null,
  rows: ids.map(item),
  total,
  failure: null,
})
const task = (id: number, completed = false) =>
  ({ id, subject: '', kind: 'other', completed, deadline: null, owned: true }) as const

function dossier(parts: Partial<Dossier> = {}): Dossier {
  return {
    contact: namelessContact(ID, { firstName: 'Anna', modifiedAt: AT }),
    responsibleName: null,
    companies: all([]),
    items: [deals([5])],
    activities: all([]),
    requisites: all([]),
    ...parts,
  }
}

function copy(parts: Partial<ArchivedContact> = {}): ArchivedContact {
  return archivedContact(ID, { fields: { DATE_MODIFY: MODIFIED }, links: [link(2, 5)], ...parts })
}

const link = (entityTypeId: number, id: number) => ({ entityTypeId, id, title: 'Roof', primary: true })
const activity = (id: number): ArchivedContact['activities'][number] => ({
  id,
  subject: 'Call',
  typeId: 2,
  providerId: '',
  deadline: '',
  responsibleId: 0,
  bindings: [],
  fields: {},
})
const found = (archived: ArchivedContact, shown: Dossier) =>
  additionsSince(archived, { dossier: shown, named: null })?.links.map(({ kind, id }) => [kind, id]) ?? []

describe('what is new on a contact since its question', () => {
  it('is nothing if everything was shown, or nothing could be', () => {
    expect(additionsSince(copy(), { dossier: dossier(), named: null })).toBeNull()
    expect(additionsSince(copy({ links: [link(2, 9)] }), { dossier: null, named: null })).toBeNull()
  })

  it('is named with its title', () => {
    const archived = copy({
      links: [link(2, 5), link(31, 6)],
      companies: [{ id: 3, primary: true, sort: 0, roleId: 0 }],
      names: [{ of: 'company', key: '3', name: 'Acme' }],
      activities: [activity(8)],
      requisites: [{ id: 4, fields: { NAME: 'Bank' }, bankDetails: [], addresses: [] }],
    })
    expect(additionsSince(archived, { dossier: dossier(), named: null })).toEqual({
      changedAt: null,
      links: [
        { kind: 31, id: 6, title: 'Roof' },
        { kind: 'company', id: 3, title: 'Acme' },
        { kind: 'activity', id: 8, title: 'Call' },
        { kind: 'requisite', id: 4, title: 'Bank' },
      ],
    })
  })

  it('is named once, whatever the portal shows later, and stays named when more is added', () => {
    const first = additionsSince(copy({ links: [link(2, 6)] }), { dossier: dossier(), named: null })
    expect(additionsSince(copy({ links: [link(2, 6)] }), { dossier: dossier(), named: first })).toBeNull()
    const more = additionsSince(copy({ links: [link(2, 7)] }), { dossier: dossier(), named: first })
    expect(more?.links.map(({ id }) => id)).toEqual([6, 7])
  })

  it('includes a newer time of the contact, once', () => {
    const later = copy({ fields: { DATE_MODIFY: '2026-10-05T06:00:01+00:00' } })
    const changed = additionsSince(later, { dossier: dossier(), named: null })
    expect(changed).toEqual({ changedAt: AT + 1000, links: [] })
    expect(additionsSince(later, { dossier: dossier(), named: changed })).toBeNull()
  })

  it('is not concluded from what the portal did not show', () => {
    const archived = copy({
      links: [link(2, 9), link(128, 9)],
      companies: [{ id: 3, primary: true, sort: 0, roleId: 0 }],
      activities: [activity(8)],
    })
    const items = [
      { ...refused, entityTypeId: 2, title: null },
      { ...refused, entityTypeId: ANY_SMART_PROCESS, title: null },
    ]
    expect(found(archived, dossier({ items, companies: refused, activities: refused }))).toEqual([])
  })

  it('is known in a long list down to the last item shown, newest first', () => {
    const shown = dossier({ items: [deals([60, 50], null)] })
    expect(found(copy({ links: [link(2, 60), link(2, 40)] }), shown)).toEqual([])
    expect(found(copy({ links: [link(2, 61), link(2, 40)] }), shown)).toEqual([[2, 61]])
  })

  it('includes an open activity if all open ones were shown', () => {
    const part = { rows: [task(1), task(2, true)], total: 70, failure: null }
    expect(found(copy({ activities: [activity(9)] }), dossier({ activities: part }))).toEqual([
      ['activity', 9],
    ])
    const open = { rows: [task(1)], total: 70, failure: null }
    expect(found(copy({ activities: [activity(9)] }), dossier({ activities: open }))).toEqual([])
  })
})
