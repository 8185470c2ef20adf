import { PortalFailure } from '../failure.ts'
import type { ArchiveStore, ArchivePorts } from './ports.ts'

/** Where the copies of contacts that are about to be deleted go. */
export interface CopyPlaces {
  /** The one that must keep them first. Asked for again while it cannot be told. Rejects with PortalFailure. */
  stores(): Promise<readonly ArchiveStore[]>
  /** An archive's parts, from the first place that has any. Rejects with PortalFailure. */
  open(archiveId: string): AsyncIterable<string>
}

/**
 * The portal's store where it has one, and the browser's; without the portal's the browser's alone must keep a copy.
 * @param inHand the person takes the file before anything is deleted: where neither keeps it, this page does until then.
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
          // Another place may show what this one does not; a beginning that broke off is nothing to be continued.
          if (any || !(thrown instanceof PortalFailure)) throw thrown
          trouble ??= thrown
        }
        if (any) return
      }
      if (trouble !== null) throw trouble
    },
  }
}

/** Where a copy goes: into the portal first, if it keeps anything, and into the browser. Rejects with PortalFailure. */
export async function placesFor(
  own: ArchiveStore,
  portalStore: ArchivePorts['portalStore'],
): Promise<readonly ArchiveStore[]> {
  const portal = await portalStore()
  return portal === null || (await portal.ready?.()) === false ? [own] : [portal, own]
}

/** What this page has in hand for a store that did not keep it, as long as the page lives. */
const IN_HAND = new WeakMap<ArchiveStore, Map<string, string[]>>()

function inHandFor(store: ArchiveStore): Map<string, string[]> {
  const held = IN_HAND.get(store) ?? new Map<string, string[]>()
  IN_HAND.set(store, held)
  return held
}

/**
 * The places where archives can be opened, the nearest first; among them what this page has in hand of runs whose
 * copies nothing keeps.
 * @param portal null: the app may keep nothing there, or it cannot be asked.
 */
export function openPlaces(browserStore: ArchiveStore, portal: ArchiveStore | null): readonly ArchiveStore[] {
  return [withMemory(browserStore), ...(portal === null ? [] : [portal])]
}

/**
 * Keeps all parts of an archive in hand, since no store took them: `openPlaces` finds them as long as the page lives.
 * @param parts null: a store has it.
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

/** What the store does not keep is kept in memory. */
function withMemory(store: ArchiveStore): ArchiveStore {
  const held = inHandFor(store)
  return {
    ...store,
    async keep(archiveId, number, text) {
      const parts = held.get(archiveId)
      if (parts === undefined && (await store.keep(archiveId, number, text))) return true
      // The parts before lie elsewhere, and an archive in two places is none.
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
