import { PortalFailure } from '../failure.ts'
import type { ArchiveStore, ArchivePorts } from './ports.ts'

/** Where the copies of contacts that are about to be deleted are stored. */
export interface CopyPlaces {
  /** The first store is the one that must store them. Asks again after a failure. Rejects with PortalFailure. */
  stores(): Promise<readonly ArchiveStore[]>
  /** An archive's parts, from the first place that has some. Rejects with PortalFailure. */
  open(archiveId: string): AsyncIterable<string>
}

/**
 * The portal's store, if it has one, and the browser's. Without the portal's the browser's must store the copies.
 * @param inHand the person saves the file before anything is deleted: if neither stores it, this page holds it until then.
 */
export function createCopyPlaces(
  { browserStore, portalStore }: Pick<ArchivePorts, 'browserStore' | 'portalStore'>,
  inHand: boolean,
): CopyPlaces {
  const own = inHand ? withMemory(browserStore) : browserStore
  let found: readonly ArchiveStore[] | null = null
  async function stores(): Promise<readonly ArchiveStore[]> {
    found ??= await placesFor(own, portalStore)
    return found
  }
  return {
    stores,
    async *open(archiveId) {
      let trouble: PortalFailure | null = null
      for (const store of await stores()) {
        let any = false
        try {
          for await (const part of store.open(archiveId)) {
            any = true
            yield part
          }
        } catch (thrown) {
          // Another place may have the archive, but must not continue one that broke off here.
          if (any || !(thrown instanceof PortalFailure)) throw thrown
          trouble ??= thrown
        }
        if (any) return
      }
      if (trouble !== null) throw trouble
    },
  }
}

/** The stores for a copy: the portal's first, if it can store archives, and the browser's. Rejects with PortalFailure. */
export async function placesFor(
  own: ArchiveStore,
  portalStore: ArchivePorts['portalStore'],
): Promise<readonly ArchiveStore[]> {
  const portal = await portalStore()
  return portal === null || (await portal.ready?.()) === false ? [own] : [portal, own]
}

/** Stores all parts of a new archive, at once where the store can. @param grows more parts will follow */
export async function keepAll(
  store: ArchiveStore,
  archiveId: string,
  texts: readonly string[],
  onSent?: () => void,
  grows = false,
): Promise<boolean> {
  if (store.keepNew !== undefined) return store.keepNew(archiveId, texts, onSent, grows)
  for (const [number, text] of texts.entries()) {
    if (!(await store.keep(archiveId, number, text))) return false
  }
  return true
}

/** The parts that this page holds for a store that did not store them, as long as the page lives. */
const IN_HAND = new WeakMap<ArchiveStore, Map<string, string[]>>()

function inHandFor(store: ArchiveStore): Map<string, string[]> {
  const held = IN_HAND.get(store) ?? new Map<string, string[]>()
  IN_HAND.set(store, held)
  return held
}

/**
 * The places where archives can be opened, the nearest first. The browser's also opens archives that only this page
 * holds.
 * @param portal null: the app may store nothing there, or it cannot be asked.
 */
export function openPlaces(browserStore: ArchiveStore, portal: ArchiveStore | null): readonly ArchiveStore[] {
  return [withMemory(browserStore), ...(portal === null ? [] : [portal])]
}

/**
 * Holds the parts of an archive that no store took; `openPlaces` finds them as long as the page lives.
 * @param parts null: a store has the archive.
 */
export function holdInHand(
  browserStore: ArchiveStore,
  archiveId: string,
  parts: readonly string[] | null,
): void {
  const held = inHandFor(browserStore)
  if (parts === null) held.delete(archiveId)
  else held.set(archiveId, [...parts])
}

/** Holds in memory what the store does not store. */
function withMemory(store: ArchiveStore): ArchiveStore {
  const held = inHandFor(store)
  return {
    ...store,
    async keep(archiveId, number, text) {
      const parts = held.get(archiveId)
      if (parts === undefined && (await store.keep(archiveId, number, text))) return true
      // The earlier parts are in the store; an archive must not be split between two places.
      if (parts === undefined && number > 0) return false
      held.set(archiveId, (parts ?? []).toSpliced(number, 1, text))
      return true
    },
    async *open(archiveId, from = 0) {
      const parts = held.get(archiveId)
      if (parts === undefined) yield* store.open(archiveId, from)
      else yield* parts.slice(from)
    },
    holds: async (archiveId) => held.has(archiveId) || store.holds(archiveId),
  }
}
