import * as v from 'valibot'
import { keptUntil, type KeepDays } from '#core/archive/kept-until.ts'
import type { ArchiveStore, StoredArchive } from '#core/archive/ports.ts'
import {
  allOf,
  createConnection,
  inOneStep,
  isKept,
  numbersOf,
  openThere,
  type Connection,
} from './database.ts'
import { damaged, orTrouble } from './storage-trouble.ts'
import type { Clock } from '#core/job/ports.ts'

export interface StorePlace {
  readonly memberId: string
  readonly userId: number
  readonly clock: Pick<Clock, 'now'>
  readonly keepDays: KeepDays
  readonly connection?: Connection
}

/** About as long as the copy of one contact. */
const TRIAL_LENGTH = 10_000

/** A stored part; `at`: Unix ms of our clock when it was written. */
const partSchema = v.object({ text: v.string(), at: v.pipe(v.number(), v.finite()) })

/**
 * Archives in IndexedDB, one entry for each part, separate for each user. A part counts as stored when it was read back,
 * but the browser may clear a frame's storage at any time. If the browser gives the frame no storage, nothing is stored
 * or found; if it cannot be asked now, `open`, `list` and `erase` reject with `browser-storage`, since an archive that
 * may still be there must not be called erased.
 */
export function openArchiveStore(place: StorePlace): ArchiveStore {
  const { memberId, userId, clock, keepDays } = place
  const connection = place.connection ?? createConnection(memberId)

  async function keep(archiveId: string, number: number, text: string): Promise<boolean> {
    const database = await connection.open()
    const key: [number, string, number] = [userId, archiveId, number]
    const begun = await inOneStep(database, ['archiveParts'], async (transaction) => {
      const store = transaction.objectStore('archiveParts')
      if (number > 0 && (await store.getKey(headerOf(archiveId))) === undefined) return false
      const before = v.safeParse(partSchema, await store.get(key))
      // Writing the same text again keeps its time: else it would be stored longer than the person was shown.
      if (!before.success || before.output.text !== text) await store.put({ text, at: clock.now() }, key)
      return true
    })
    if (!begun) return false
    const there = v.safeParse(partSchema, await database.get('archiveParts', key))
    return there.success && there.output.text === text
  }

  /** Writes, reads back and removes a trial in one step, so that it never counts as an archive. */
  async function takesTrial(): Promise<boolean> {
    const key: [number, string, number] = [userId, '', 0]
    const text = 'x'.repeat(TRIAL_LENGTH)
    return inOneStep(await connection.open(), ['archiveParts'], async (transaction) => {
      const store = transaction.objectStore('archiveParts')
      await store.put({ text, at: clock.now() }, key)
      const there = v.safeParse(partSchema, await store.get(key))
      await store.delete(key)
      return there.success && there.output.text === text
    })
  }

  const headerOf = (archiveId: string): [number, string, number] => [userId, archiveId, 0]

  async function headers(): Promise<(Omit<StoredArchive, 'until'> & { readonly at: number | null })[]> {
    const database = await openThere(connection)
    if (database === null) return []
    const firsts = new Map<string, [number, string, number]>()
    // Keys are sorted by archive and number. An archive without its header is listed too, so that it can be erased.
    for (const key of await database.getAllKeys('archiveParts', allOf(userId)))
      if (!firsts.has(key[1])) firsts.set(key[1], key)
    const found = []
    for (const [archiveId, key] of firsts) {
      const first = v.safeParse(partSchema, await database.get('archiveParts', key))
      const header = first.success && key[2] === 0 ? first.output.text : ''
      found.push({ archiveId, header, at: first.success ? first.output.at : null })
    }
    return found
  }

  return {
    place: 'browser',
    ready: () => isKept(takesTrial),
    keep: (archiveId, number, text) => isKept(() => keep(archiveId, number, text)),

    holds: (archiveId) =>
      orTrouble(async () => {
        const database = await openThere(connection)
        return (await database?.getKey('archiveParts', headerOf(archiveId))) !== undefined
      }),

    async *open(archiveId, from = 0) {
      const database = await orTrouble(() => openThere(connection))
      if (database === null) return
      const keys = await orTrouble(() => database.getAllKeys('archiveParts', numbersOf(userId, archiveId)))
      for (const key of keys) {
        if (key[2] < from) continue
        const part = v.safeParse(partSchema, await orTrouble(() => database.get('archiveParts', key)))
        if (!part.success) throw damaged()
        yield part.output.text
      }
    },

    async list() {
      const found = await orTrouble(headers)
      const days = found.length === 0 ? null : await keepDays('own')
      return found
        .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))
        .map(({ archiveId, header, at }) => ({ archiveId, header, until: keptUntil(at, days) }))
    },

    async erase(archiveIds) {
      await orTrouble(async () => {
        const database = await openThere(connection)
        if (database === null) return
        await inOneStep(database, ['archiveParts'], async (transaction) => {
          const store = transaction.objectStore('archiveParts')
          for (const archiveId of archiveIds) await store.delete(numbersOf(userId, archiveId))
        })
      })
    },
  }
}
