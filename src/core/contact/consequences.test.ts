import { namelessContact } from '../../../e2e/simulation/contact/nameless-contact.ts'
import { describe, expect, it } from 'vitest'
import type { Dossier, ItemGroup, LinkedActivity, LinkedItem, DossierSection } from './dossier.ts'
import type { Failure } from '../failure.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import type { Text } from '#i18n/translation.tsx'
import { createFormat } from '#i18n/format.ts'
import { consequencesOf } from './consequences.ts'
import { goingLines, openWorkLines, stayingLines, unreadLines } from '#features/deletion/consequence-text.ts'

const english = await loadTexts('en')
const t: Text = (id, values) => english._(id, values)
const format = createFormat('en')

function all<T>(rows: readonly T[]): DossierSection<T> {
  return { rows, total: rows.length, failure: null }
}

function item(id: number, closed: boolean | null, value: number, currency = 'EUR'): LinkedItem {
  return { id, title: `Item ${id}`, stage: 'New', closed, amount: { value, currency }, path: '/' }
}

function activity(id: number, owned: boolean, completed = false): LinkedActivity {
  return { id, subject: `Call ${id}`, kind: 'call', completed, deadline: null, owned }
}

const empty: Dossier = {
  contact: namelessContact(7, { firstName: 'Anna', lastName: 'Petrova' }),
  responsibleName: null,
  companies: all([]),
  items: [],
  activities: all([]),
  requisites: all([]),
}

function dossier(parts: Partial<Dossier>): Dossier {
  return { ...empty, ...parts }
}

const deals = (rows: LinkedItem[], total: number | null = rows.length): ItemGroup => ({
  entityTypeId: 2,
  title: null,
  rows,
  total,
  failure: null,
})

describe('what stays', () => {
  it('is counted with stages and summed per currency', () => {
    const group = deals([
      item(1, false, 1000),
      item(2, true, 0.1),
      item(3, true, 0.2),
      item(4, false, 50, 'USD'),
    ])
    const known = consequencesOf(dossier({ items: [group] }))
    expect(stayingLines(known, t, format)).toEqual([
      { what: '4 deals', detail: '2 open, 2 closed', sums: '€1,000.30 and $50 in all' },
    ])
  })

  it('says "50+" and sums only what was read when the portal gave no total', () => {
    const group = deals(
      Array.from({ length: 50 }, (_, index) => item(index + 1, true, 10)),
      null,
    )
    expect(stayingLines(consequencesOf(dossier({ items: [group] })), t, format)).toEqual([
      { what: '50+ deals', detail: '', sums: '€500 in the first 50' },
    ])
  })

  it('does not call open or closed what the portal did not say of each', () => {
    const known = consequencesOf(dossier({ items: [deals([item(1, null, 0), item(2, true, 0)])] }))
    expect(stayingLines(known, t, format)).toEqual([{ what: '2 deals', detail: '', sums: '' }])
  })

  it('does not call invoices closed, among which are some whose stage is called "Unpaid"', () => {
    const invoices: ItemGroup = { ...deals([item(1, true, 0), item(2, true, 0)]), entityTypeId: 31 }
    const known = consequencesOf(dossier({ items: [invoices] }))
    expect(stayingLines(known, t, format)).toEqual([{ what: '2 invoices', detail: '', sums: '' }])
  })

  it('has no line for nothing', () => {
    expect(stayingLines(consequencesOf(empty), t, format)).toEqual([])
  })

  it('names a smart process as the portal does', () => {
    const group: ItemGroup = { ...deals([item(1, false, 0)]), entityTypeId: 150, title: 'Rental' }
    const known = consequencesOf(dossier({ items: [group] }))
    expect(stayingLines(known, t, format)).toEqual([{ what: 'Rental: 1 item', detail: 'open', sums: '' }])
  })
})

describe('open work', () => {
  it('is the open deals and invoices with what they are worth, not the closed ones', () => {
    const invoices: ItemGroup = { ...deals([item(9, false, 99.5)]), entityTypeId: 31 }
    const quotes: ItemGroup = { ...deals([item(5, false, 1)]), entityTypeId: 7 }
    const known = consequencesOf(
      dossier({ items: [deals([item(1, false, 10), item(2, true, 5)]), invoices, quotes] }),
    )
    expect(openWorkLines(known, t, format)).toEqual(['1 open deal (€10)', '1 open invoice (€99.50)'])
  })

  it('is at least so much when not all could be seen', () => {
    const known = consequencesOf(dossier({ items: [deals([item(1, false, 0)], 80)] }))
    expect(openWorkLines(known, t, format)).toEqual(['at least 1 open deal'])
  })

  it('is none when all is closed', () => {
    expect(openWorkLines(consequencesOf(dossier({ items: [deals([item(1, true, 5)])] })), t, format)).toEqual(
      [],
    )
  })
})

describe('what goes', () => {
  it('are the activities of its own and its details; the shared ones stay', () => {
    const known = consequencesOf(
      dossier({
        activities: all([activity(1, true), activity(2, true, true), activity(3, false)]),
        requisites: all([{ id: 1, name: 'Main' }]),
      }),
    )
    expect(goingLines(known, t).slice(1)).toEqual([
      { what: '2 activities not linked elsewhere', detail: '1 still to do', sums: '' },
      { what: '1 set of company or bank details', detail: '', sums: '' },
    ])
    expect(stayingLines(known, t, format)).toEqual([
      { what: '1 activity of another record', detail: '', sums: '' },
    ])
  })
})

it('says of each part that could not be read which one it was and why', () => {
  const failure: Failure = { kind: 'scope', code: 'insufficient_scope', portalText: '' }
  const unread = { rows: [], total: null, failure }
  const known = consequencesOf(
    dossier({
      items: [{ ...deals([]), ...unread }],
      activities: unread,
      companies: unread,
      requisites: unread,
    }),
  )
  expect(unreadLines(known, t, format)).toEqual(
    ['Deals', 'Companies', 'Activities', 'Company or bank details'].map(
      (what) => `${what}: could not be read. The app lacks a permission on this portal.`,
    ),
  )
  expect(stayingLines(known, t, format)).toEqual([])
})
