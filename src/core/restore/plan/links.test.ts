import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkChange } from './links.ts'

describe('a link that is added', () => {
  it('becomes primary only where it was before and no other contact is now', () => {
    expect(linkChange({ contactIds: [], primaryId: null }, 9, true)).toEqual({
      kind: 'add',
      primary: true,
      contactIds: [9],
    })
    expect(linkChange({ contactIds: [3, 4], primaryId: 4 }, 9, true)).toEqual({
      kind: 'add',
      primary: false,
      contactIds: [4, 3, 9],
    })
    expect(linkChange({ contactIds: [], primaryId: null }, 9, false)).toMatchObject({ primary: false })
  })

  it('changes nothing the second time', () => {
    expect(linkChange({ contactIds: [4, 9], primaryId: 4 }, 9, true)).toEqual({
      kind: 'nothing',
      primary: false,
    })
    expect(linkChange({ contactIds: [9], primaryId: 9 }, 9, true)).toEqual({ kind: 'nothing', primary: true })
  })

  it('removes no contact and keeps the primary one first', () => {
    const byNumber = (a: number, b: number) => a - b
    const held = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 6 }).chain((contactIds) =>
      fc.record({
        contactIds: fc.constant(contactIds),
        primaryId: contactIds.length === 0 ? fc.constant(null) : fc.constantFrom(null, ...contactIds),
      }),
    )
    fc.assert(
      fc.property(held, fc.integer({ min: 1, max: 20 }), fc.boolean(), (now, id, wasPrimary) => {
        const change = linkChange(now, id, wasPrimary)
        if (change.kind === 'nothing') {
          expect(now.contactIds).toContain(id)
          return
        }
        expect(change.contactIds.toSorted(byNumber)).toEqual([...now.contactIds, id].sort(byNumber))
        if (now.primaryId !== null)
          expect(change).toMatchObject({
            primary: false,
            contactIds: [now.primaryId, ...change.contactIds.slice(1)],
          })
      }),
    )
  })
})
