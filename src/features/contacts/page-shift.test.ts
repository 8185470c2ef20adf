import { namelessContact } from '../../../e2e/simulation/contact/nameless-contact.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactPage } from '#core/contact/contact-query.ts'
import { withoutContact } from './page-shift.ts'

const LENGTH = 5

function cut(ids: readonly number[], cached: readonly number[]): Map<number, ContactPage> {
  return new Map(
    cached.map((index) => [
      index,
      {
        contacts: ids.slice(index * LENGTH, (index + 1) * LENGTH).map((id) => namelessContact(id)),
        total: ids.length,
      },
    ]),
  )
}

function idsOf(page: ContactPage | undefined): number[] {
  return (page?.contacts ?? []).map(({ id }) => id)
}

describe('a contact that leaves the cached pages', () => {
  it('leaves what the portal would now answer, as far as that is known', () => {
    const lists = fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(lists, fc.nat(), fc.nat(255), (ids, pick, mask) => {
        const pageCount = Math.ceil(ids.length / LENGTH)
        const gone = ids[pick % ids.length] ?? 0
        const home = Math.floor(ids.indexOf(gone) / LENGTH)
        const cached = Array.from({ length: pageCount }, (_, index) => index).filter(
          (index) => index === home || (mask & (1 << index)) !== 0,
        )
        const after = withoutContact(cut(ids, cached), gone)
        const truth = cut(
          ids.filter((id) => id !== gone),
          cached,
        )
        for (const index of cached) {
          const known = idsOf(after?.get(index))
          const true_ = idsOf(truth.get(index))
          const complete = index < home || cached.includes(index + 1)
          expect(known).toEqual(complete ? true_ : true_.slice(0, known.length))
          expect(true_.length - known.length).toBeLessThanOrEqual(complete ? 0 : 1)
          expect(after?.get(index)?.total).toBe(ids.length - 1)
        }
      }),
    )
  })

  it('does not change a query that does not show it', () => {
    expect(withoutContact(cut([1, 2, 3], [0]), 9)).toBeNull()
  })
})
