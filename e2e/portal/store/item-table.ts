import type { CrmItem } from '../contract.ts'
import type { SeededLinks } from './links.ts'

/** Records of one entity type: seeded ones made on demand, changed and new ones kept. */
export interface ItemTable {
  readonly entityTypeId: number
  get(id: number): CrmItem | undefined
  ids(): Iterable<number>
  /** Ids of the items that name the contact, primary or not, ascending. */
  ofContact(contactId: number): number[]
  put(item: CrmItem): void
  add(item: Omit<CrmItem, 'id'>): CrmItem
  remove(id: number): boolean
}

export function createItemTable(
  entityTypeId: number,
  seededCount: number,
  seeded: (id: number) => CrmItem,
  links: SeededLinks,
): ItemTable {
  const changed = new Map<number, CrmItem>()
  const removed = new Set<number>()
  /** Items that were written with the contact in them, whether or not they still have it. */
  const gained = new Map<number, Set<number>>()
  let last = seededCount

  function get(id: number): CrmItem | undefined {
    if (!Number.isInteger(id) || id < 1 || id > last || removed.has(id)) return undefined
    return changed.get(id) ?? seeded(id)
  }

  function keep(item: CrmItem): void {
    changed.set(item.id, item)
    for (const contact of item.contactIds)
      gained.set(contact, (gained.get(contact) ?? new Set()).add(item.id))
  }

  return {
    entityTypeId,
    get,
    *ids() {
      for (let id = 1; id <= last; id++) if (!removed.has(id)) yield id
    },
    ofContact(contactId) {
      const candidates = new Set([...links.of(contactId), ...(gained.get(contactId) ?? [])])
      return [...candidates].filter((id) => get(id)?.contactIds.includes(contactId)).sort((a, b) => a - b)
    },
    put(item) {
      if (get(item.id) !== undefined) keep(item)
    },
    add(fields) {
      const item: CrmItem = { ...fields, id: ++last }
      keep(item)
      return item
    },
    remove(id) {
      if (get(id) === undefined) return false
      removed.add(id)
      changed.delete(id)
      return true
    },
  }
}
