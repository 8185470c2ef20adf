import type { PartialReading, Relation, RelationKind } from '#core/plan/relations.ts'

/** The relations that were read of some contacts, and which could not be read. */
export interface Collection {
  readonly relations: Relation[]
  note(contactIds: Iterable<number>, kind: RelationKind, reading: PartialReading['reading']): void
  partial(): PartialReading[]
}

export function createCollection(): Collection {
  const relations: Relation[] = []
  const noted = new Map<string, PartialReading>()
  return {
    relations,
    note(contactIds, kind, reading) {
      for (const contactId of contactIds) {
        const key = `${contactId} ${kind}`
        if (noted.get(key)?.reading !== 'unreadable') noted.set(key, { contactId, kind, reading })
      }
    },
    partial: () => [...noted.values()],
  }
}
