import { keptUntil, type KeepDays } from '#core/archive/kept-until.ts'
import type { ArchiveStore, StoredArchive } from '#core/archive/ports.ts'
import { failureOfKind, mayBeDone, PortalFailure } from '#core/failure.ts'
import type { PacedRest } from '../../rest/paced-rest.ts'
import { isForGood } from '../../rest/refusals.ts'
import type { Params } from '../../rest/query-string.ts'
import {
  groupedByOwner,
  OWNER,
  PART,
  partNumberOf,
  type AppStorage,
  type StorageItem,
} from './app-storage.ts'
import { bundleOf } from './bundle.ts'
import { chunksOf } from './chunks.ts'
import { createStorageClaims } from './storage-claims.ts'
import { bundledIn, headerOf, isChunk, nameOf, removeUnlisted, wholeOf } from './stored-part.ts'

export interface StoragePlace {
  readonly paced: Pick<PacedRest, 'once'>
  readonly storage: AppStorage
  readonly keepDays: KeepDays
}

const MOST_TRIES = 3
/** Parts in one answer: some 2 MB, of a long run up to 5 MB. */
const READ_AHEAD = 8

/**
 * Archives in the app's own storage in the portal: one item for each 350,000 characters of a part. A part counts as
 * stored only after it was read back, together with the header: two requests for a part of an archive begun here.
 */
export function createStorageStore({ paced, storage, keepDays }: StoragePlace): ArchiveStore {
  const { own } = storage

  const partOf = (archiveId: string, number: number): Params => ({
    [`=PROPERTY_${OWNER}`]: archiveId,
    [`=PROPERTY_${PART}`]: String(number),
  })

  /** New archives that were begun here, with the part numbers sent since. */
  const begun = new Map<string, Set<number>>()

  /** True if nothing of the part can be there yet, so that a look would be wasted. */
  function isNew(archiveId: string, number: number): boolean {
    const sent = begun.get(archiveId)
    const unknown = sent === undefined || sent.has(number)
    sent?.add(number)
    return !unknown
  }

  async function add(
    archiveId: string,
    number: number,
    at: number,
    chunks: readonly string[],
  ): Promise<void> {
    await paced.once('entity.item.add', {
      ENTITY: own,
      NAME: nameOf(at, chunks.length),
      DETAIL_TEXT: chunks[at] ?? '',
      PROPERTY_VALUES: { [OWNER]: archiveId, [PART]: String(number) },
    })
  }

  /** Adds all parts as one item, and looks once whether exactly that is there. Null: too large. */
  async function addBundle(
    archiveId: string,
    parts: readonly string[],
    onSent: () => void,
  ): Promise<boolean | null> {
    const bundle = bundleOf(parts)
    if (bundle === null) return null
    await storage.prepare()
    try {
      await paced.once('entity.item.add', {
        ENTITY: own,
        ...bundle,
        PROPERTY_VALUES: { [OWNER]: archiveId, [PART]: '0' },
      })
    } catch (thrown) {
      // If the answer was lost, the item may be there all the same: look.
      if (!(thrown instanceof PortalFailure) || !mayBeDone(thrown.failure)) throw thrown
    }
    const looking = storage.find(own, { [`=PROPERTY_${OWNER}`]: archiveId })
    onSent()
    const there = await looking
    const [only] = there
    return there.length === 1 && only?.NAME === bundle.NAME && only.DETAIL_TEXT === bundle.DETAIL_TEXT
  }

  /** Adds all parts at once, and looks once whether exactly these are there. */
  async function addAll(
    archiveId: string,
    parts: readonly (readonly string[])[],
    onSent: () => void,
  ): Promise<boolean> {
    await storage.prepare()
    const sent = parts.flatMap((chunks, number) =>
      chunks.map((_chunk, at) => add(archiveId, number, at, chunks)),
    )
    const answers = await Promise.allSettled(sent)
    if (answers.some(({ status }) => status === 'rejected')) return false
    const looking = storage.find(own, { [`=PROPERTY_${OWNER}`]: archiveId })
    onSent()
    const there = await looking
    return (
      there.length === sent.length &&
      parts.every((chunks, number) => {
        const items = there.filter((one) => partNumberOf(one) === number)
        return chunks.every((chunk, at) => items.some((one) => isChunk(one, at, chunks.length, chunk)))
      })
    )
  }

  /**
   * The items of a part, and whether its archive exists, from one request. Reading may use a batch, which changes only
   * texts that are written.
   */
  async function look(archiveId: string, number: number): Promise<{ there: StorageItem[]; begun: boolean }> {
    if (number === 0) return { there: await storage.find(own, partOf(archiveId, 0)), begun: true }
    const [there = [], header = []] = await storage.findAll(
      [number, 0].map((part) => ({ code: own, filter: partOf(archiveId, part) })),
    )
    return { there, begun: header.length > 0 }
  }

  /** Adds what is missing and removes what is wrong; true: all is there, and was read back. */
  async function settle(archiveId: string, number: number, chunks: readonly string[]): Promise<boolean> {
    for (let tries = 0; tries <= MOST_TRIES; tries++) {
      const unseen = tries === 0 && isNew(archiveId, number)
      const { there, begun: isBegun } = unseen ? { there: [], begun: true } : await look(archiveId, number)
      if (!isBegun) {
        // It was erased meanwhile. Parts that arrived since must not stay where they would not be found.
        await storage.remove(own, there)
        return false
      }
      if (tries === 0 && number === 0 && there.length === 0) begun.set(archiveId, new Set([0]))
      const right = chunks.map((chunk, at) => there.find((one) => isChunk(one, at, chunks.length, chunk)))
      const kept = new Set(right.flatMap((one) => one?.ID ?? []))
      const wrong = there.filter((one) => !kept.has(one.ID))
      if (wrong.length === 0 && right.every((one) => one !== undefined)) return true
      if (tries === MOST_TRIES) return false
      await storage.remove(own, wrong)
      for (const at of chunks.keys()) {
        if (right[at] !== undefined) continue
        try {
          // Never sent twice without looking: the portal would store both.
          await add(archiveId, number, at, chunks)
        } catch (thrown) {
          if (!(thrown instanceof PortalFailure)) throw thrown
          if (!mayBeDone(thrown.failure) && thrown.failure.kind !== 'rate-limit') return false
          break
        }
      }
    }
    return false
  }

  /** Part after part of an archive, with some read ahead: at one request each, a large one would take minutes. */
  function inTurn(code: string, archiveId: string): (number: number) => Promise<StorageItem[]> {
    const ahead = new Map<number, StorageItem[]>()
    let together = true

    async function readFrom(number: number): Promise<void> {
      const numbers = Array.from({ length: READ_AHEAD }, (_, at) => number + at)
      const found = await storage.findAll(numbers.map((each) => ({ code, filter: partOf(archiveId, each) })))
      for (const [at, each] of numbers.entries()) ahead.set(each, found[at] ?? [])
    }

    return async (number) => {
      if (together && !ahead.has(number)) {
        try {
          await readFrom(number)
        } catch (thrown) {
          if (!(thrown instanceof PortalFailure)) throw thrown
          // Contacts with very much data: several parts may be more than the portal returns in one answer.
          together = false
        }
      }
      if (!ahead.has(number)) return storage.find(code, partOf(archiveId, number))
      const there = ahead.get(number) ?? []
      ahead.delete(number)
      return there
    }
  }

  /** The storage in which it lies; null: none. */
  async function whereIs(archiveId: string): Promise<{ code: string; first: StorageItem[] } | null> {
    for (const code of await storage.readable()) {
      const first = await storage.find(code, partOf(archiveId, 0))
      if (first.length > 0) return { code, first }
    }
    return null
  }

  let refusesForGood = false

  return {
    place: 'portal-storage',
    claims: createStorageClaims(paced, storage),
    async ready() {
      try {
        if (!refusesForGood) await storage.prepare()
      } catch (thrown) {
        if (!(thrown instanceof PortalFailure)) throw thrown
        refusesForGood = isForGood(thrown.failure)
      }
      return !refusesForGood
    },

    async keep(archiveId, number, whole) {
      try {
        await storage.prepare()
        return await settle(archiveId, number, chunksOf(whole))
      } catch (thrown) {
        // Possibly the scope was withdrawn, or the storage removed, during the run.
        storage.forget()
        if (thrown instanceof PortalFailure) return false
        throw thrown
      }
    },

    async keepNew(archiveId, parts, onSent = () => undefined, grows = false) {
      try {
        const bundled = grows ? null : await addBundle(archiveId, parts, onSent)
        const added = bundled ?? (await addAll(archiveId, parts.map(chunksOf), onSent))
        if (added && grows) begun.set(archiveId, new Set(parts.keys()))
        if (added) return true
        // After any failure: look first, part by part.
        for (const [number, text] of parts.entries())
          if (!(await settle(archiveId, number, chunksOf(text))))
            return await removeUnlisted(archiveId, storage)
        return true
      } catch (thrown) {
        storage.forget()
        if (thrown instanceof PortalFailure) return false
        throw thrown
      }
    },

    async holds(archiveId) {
      return (await storage.find(own, partOf(archiveId, 0))).length > 0
    },

    async *open(archiveId, from = 0) {
      const lies = await whereIs(archiveId)
      if (lies === null) return
      const bundled = bundledIn(lies.first)
      if (bundled !== 'none' && bundled !== null) {
        yield* bundled.slice(from)
        return
      }
      const itemsOf = inTurn(lies.code, archiveId)
      for (let number = from; ; number++) {
        const there = number === 0 ? lies.first : await itemsOf(number)
        if (there.length === 0) return
        const whole = bundled === null ? null : wholeOf(there)
        if (whole === null) throw new PortalFailure(failureOfKind('copy-unreadable'))
        yield whole
      }
    },

    async list() {
      const kept: (StoredArchive & { readonly at: number | null })[] = []
      for (const code of await storage.readable()) {
        const days = await keepDays(code === own ? 'own' : 'others')
        for (const [archiveId, items] of groupedByOwner(
          await storage.find(code, { [`=PROPERTY_${PART}`]: '0' }),
        )) {
          const at = items[0]?.DATE_CREATE ?? null
          // An archive with a damaged header can still be erased.
          kept.push({ archiveId, header: headerOf(items), at, until: keptUntil(at, days) })
        }
      }
      return kept
        .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))
        .map(({ archiveId, header, until }) => ({ archiveId, header, until }))
    },

    async erase(archiveIds) {
      const codes = await storage.readable()
      const asked = codes.flatMap((code) =>
        archiveIds.map((archiveId) => ({ code, filter: { [`=PROPERTY_${OWNER}`]: archiveId } })),
      )
      const found = await storage.findAll(asked)
      for (const code of codes) {
        // Headers go when all else is gone, in a batch of their own: what is left after a refusal is found again.
        const own = found.filter((_, at) => asked[at]?.code === code).flat()
        const headers = own.filter((item) => partNumberOf(item) === 0)
        const others = own.filter((item) => partNumberOf(item) !== 0)
        for (const items of [others, headers]) if (items.length > 0) await storage.remove(code, items)
      }
      const held = asked.filter((_, at) => (found[at] ?? []).length > 0)
      if ((await storage.findAll(held)).some((items) => items.length > 0))
        throw new PortalFailure(failureOfKind('copy-not-erased'))
    },
  }
}
