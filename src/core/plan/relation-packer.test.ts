import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRelationPacker, packRelations } from './relation-packer.ts'
import {
  pickContacts,
  readingOf,
  RELATION_KINDS,
  relationsOf,
  type PartialReading,
  type Relation,
} from './relations.ts'

/** Not in order, as after a search or single ticks; and other ids. */
const IDS = [40, 7, 99, 12, 3]
const SOME_ID = fc.constantFrom(...IDS, 1, 50, 100)

const relation = fc.record({
  contactId: SOME_ID,
  kind: fc.constantFrom(...RELATION_KINDS),
  typeId: fc.constantFrom(0, 128),
  id: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2 ** 50 })),
  open: fc.constantFrom(true, false, null),
  amount: fc.option(
    fc.record({
      value: fc.integer({ min: 0, max: 1e6 }).map((cents) => cents / 100),
      currency: fc.constantFrom('EUR', 'RUB', 'USD'),
    }),
  ),
})
const partial = fc.record({
  contactId: SOME_ID,
  kind: fc.constantFrom(...RELATION_KINDS),
  reading: fc.constantFrom('at-least' as const, 'unreadable' as const),
})
const portions = fc.array(
  fc.record({
    relations: fc.array(relation, { maxLength: 60, size: 'max' }),
    partial: fc.array(partial, { maxLength: 4 }),
  }),
  { maxLength: 6 },
)

function key({ kind, typeId, id }: Relation): string {
  return `${kind} ${typeId} ${id}`
}

/** Each thing once, in its first place, with its last values. */
function expectedRelations(relations: readonly Relation[], contactId: number): Relation[] {
  const own = relations.filter((each) => each.contactId === contactId)
  return [...new Map(own.map((each) => [key(each), each])).values()]
}

function worstReading(
  readings: readonly PartialReading[],
  contactId: number,
  kind: Relation['kind'],
): string {
  const own = readings.filter((each) => each.contactId === contactId && each.kind === kind)
  if (own.some(({ reading }) => reading === 'unreadable')) return 'unreadable'
  return own.length > 0 ? 'at-least' : 'exact'
}

describe('createRelationPacker', () => {
  it('returns what was added in portions, whatever their order and repeats', () => {
    fc.assert(
      fc.property(portions, (added) => {
        const packer = createRelationPacker(IDS)
        for (const portion of added) packer.add(portion.relations, portion.partial)
        const table = packer.table()
        const relations = added.flatMap((portion) => portion.relations)
        const readings = added.flatMap((portion) => portion.partial)
        IDS.forEach((id, index) => {
          expect(relationsOf(table, index, id)).toEqual(expectedRelations(relations, id))
          for (const kind of RELATION_KINDS) {
            expect(readingOf(table, index, kind)).toBe(worstReading(readings, id, kind))
          }
        })
        expect(table.start.at(-1)).toBe(table.id.length)
      }),
    )
  })
})

describe('pickContacts', () => {
  it('picks some contacts from a table with everything about them', () => {
    fc.assert(
      fc.property(portions, fc.shuffledSubarray([...IDS.keys()]), (added, kept) => {
        const table = packRelations(
          IDS,
          added.flatMap(({ relations }) => relations),
          added.flatMap((portion) => portion.partial),
        )
        const picked = pickContacts(table, kept)
        kept.forEach((index, at) => {
          const id = IDS[index] ?? 0
          expect(relationsOf(picked, at, id)).toEqual(relationsOf(table, index, id))
          for (const kind of RELATION_KINDS) {
            expect(readingOf(picked, at, kind)).toBe(readingOf(table, index, kind))
          }
        })
        expect(picked.start.at(-1)).toBe(picked.id.length)
      }),
    )
  })
})
