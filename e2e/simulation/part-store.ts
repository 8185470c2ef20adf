import type { ArchiveStore } from '../../src/core/archive/ports.ts'

export interface PartStore extends ArchiveStore {
  /** By archive and number. */
  readonly parts: Map<string, Map<number, string>>
}

/** A store in memory; `takes` says how many parts it keeps before it is full. */
export function partStore(place: ArchiveStore['place'], takes = Infinity): PartStore {
  const parts: PartStore['parts'] = new Map()
  let left = takes
  return {
    place,
    parts,
    keep(archiveId, number, text) {
      if (left === 0) return Promise.resolve(false)
      left--
      parts.set(archiveId, (parts.get(archiveId) ?? new Map<number, string>()).set(number, text))
      return Promise.resolve(true)
    },
    holds: (archiveId) => Promise.resolve(parts.get(archiveId)?.has(0) ?? false),
    async *open(archiveId, from = 0) {
      const own = parts.get(archiveId) ?? new Map<number, string>()
      await Promise.resolve()
      for (let number = from; own.has(number); number++) yield own.get(number) ?? ''
    },
    list: () => Promise.resolve([]),
    erase(archiveIds) {
      for (const archiveId of archiveIds) parts.delete(archiveId)
      return Promise.resolve()
    },
  }
}
