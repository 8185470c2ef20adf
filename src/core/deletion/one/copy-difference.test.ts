import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryContact } from '../../../../e2e/simulation/arbitrary-archive.ts'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import type { JsonObject } from '../../json.ts'
import { differenceOf } from './copy-difference.ts'

type Section = 'communications' | 'companies' | 'links' | 'requisites' | 'activities' | 'comments'
const SECTIONS: readonly Section[] = [
  'communications',
  'companies',
  'links',
  'requisites',
  'activities',
  'comments',
]

/** The same data, with the keys and the things in another order, as a portal may give them. */
function turned(value: object): object {
  const entries: [string, unknown][] = Object.entries(value)
  return Object.fromEntries<unknown>(entries.toReversed())
}

function shuffled(contact: ArchivedContact): ArchivedContact {
  const sections = SECTIONS.map((section): [Section, unknown] => [
    section,
    contact[section].map((one) => turned(one)).toReversed(),
  ])
  return {
    ...contact,
    ...Object.fromEntries<unknown>(sections),
    fields: turned(contact.fields) as JsonObject,
  }
}

describe('the difference between two readings of a contact', () => {
  it('is none if nothing changed, in whatever order the portal gives it', () => {
    fc.assert(
      fc.property(arbitraryContact, (contact) => {
        expect(differenceOf(contact, shuffled(contact))).toBe('none')
      }),
    )
  })

  it('is none where only names, files and the time of reading differ', () => {
    fc.assert(
      fc.property(arbitraryContact, arbitraryContact, (contact, { names, files, readAt }) => {
        expect(differenceOf(contact, { ...contact, names, files, readAt })).toBe('none')
      }),
    )
  })

  it('shows a thing that came and a thing that went, in each section', () => {
    const filled = arbitraryContact.filter((contact) =>
      SECTIONS.some((section) => contact[section].length > 0),
    )
    fc.assert(
      fc.property(filled, (contact) => {
        for (const section of SECTIONS) {
          if (contact[section].length === 0) continue
          const less = { ...contact, [section]: contact[section].slice(1) }
          expect(differenceOf(contact, less)).toBe('things')
          expect(differenceOf(less, contact)).toBe('things')
        }
      }),
    )
  })

  it('shows whatever else differs', () => {
    fc.assert(
      fc.property(arbitraryContact, arbitraryContact, (one, other) => {
        for (const section of SECTIONS) {
          const mixed = { ...one, [section]: other[section] }
          const isSame = JSON.stringify(one[section]) === JSON.stringify(other[section])
          if (!isSame) expect(differenceOf(one, mixed)).not.toBe('none')
        }
        const changed = { ...one, fields: { ...one.fields, UF_CRM_NEW: 1 } }
        expect(differenceOf(one, changed)).toBe('values')
      }),
    )
  })

  it.each(['DATE_MODIFY', 'LAST_ACTIVITY_TIME'])('is certain where %s moved', (name) => {
    fc.assert(
      fc.property(arbitraryContact, (contact) => {
        const at = (time: string): ArchivedContact => ({
          ...contact,
          fields: { ...contact.fields, [name]: time },
        })
        expect(differenceOf(at('2026-10-05T06:00:00+00:00'), at('2026-10-05T06:00:01+00:00'))).toBe('things')
      }),
    )
  })

  it('shows a gap that came, and one that went', () => {
    fc.assert(
      fc.property(arbitraryContact, (contact) => {
        const gap = { part: 'links', what: 'new', reason: 'refused' } as const
        const less = { ...contact, unsaved: [...contact.unsaved, gap] }
        expect(differenceOf(contact, less)).toBe('things')
        expect(differenceOf(less, contact)).toBe('things')
      }),
    )
  })
})
