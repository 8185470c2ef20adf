/** The storages of entity.*: the app's own, in the portal (portal README, "App storage"). */
export interface AppStorage {
  all(): StorageEntity[]
  get(code: string): StorageEntity | undefined
  /** Undefined: there is one of this code. */
  add(code: string, name: string, access: Access, userId: number): StorageEntity | undefined
  remove(code: string): void
  items(code: string): StorageItem[]
  addItem(code: string, item: Omit<StorageItem, 'ID' | 'CREATED' | 'CHANGED'>): StorageItem
  /** False: no such item. */
  changeItem(code: string, id: number, change: Partial<StorageItem>): boolean
  removeItem(code: string, id: number): boolean
}

/** Access code (`U1`, `G1`, `AU`) → R reads, W writes, X manages. */
export type Access = Readonly<Record<string, 'R' | 'W' | 'X'>>

export interface StorageEntity {
  readonly id: number
  code: string
  name: string
  access: Access
  /** Codes of the item's properties → their type S, N or F. */
  readonly properties: Map<string, string>
}

export interface StorageItem {
  ID: number
  NAME: string
  ACTIVE: string
  SORT: number
  CODE: string
  PREVIEW_TEXT: string
  DETAIL_TEXT: string
  DATE_ACTIVE_FROM: string
  DATE_ACTIVE_TO: string
  SECTION: number
  values: Readonly<Record<string, string>>
  CREATED_BY: number
  MODIFIED_BY: number
  /** Unix seconds. */
  CREATED: number
  CHANGED: number
}

/** @param now Unix seconds */
export function createAppStorage(now: () => number): AppStorage {
  const entities = new Map<string, { entity: StorageEntity; items: Map<number, StorageItem> }>()
  let lastEntity = 0
  let lastItem = 0
  const itemsOf = (code: string): Map<number, StorageItem> =>
    entities.get(code)?.items ?? new Map<number, StorageItem>()
  return {
    all: () => [...entities.values()].map(({ entity }) => entity),
    get: (code) => entities.get(code)?.entity,
    add(code, name, access, userId) {
      if (entities.has(code)) return undefined
      const properties = new Map<string, string>()
      const entity = {
        id: ++lastEntity,
        code,
        name,
        access: { ...access, [`U${userId}`]: 'X' as const },
        properties,
      }
      entities.set(code, { entity, items: new Map() })
      return entity
    },
    remove: (code) => void entities.delete(code),
    items: (code) => [...itemsOf(code).values()],
    addItem(code, fields) {
      const item: StorageItem = { ...fields, ID: ++lastItem, CREATED: now(), CHANGED: now() }
      itemsOf(code).set(item.ID, item)
      return item
    },
    changeItem(code, id, change) {
      const before = itemsOf(code).get(id)
      if (before === undefined) return false
      itemsOf(code).set(id, { ...before, ...change, ID: id, CHANGED: now() })
      return true
    },
    removeItem: (code, id) => itemsOf(code).delete(id),
  }
}
