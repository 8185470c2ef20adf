import { archivedContact } from '../archived-contact.ts'
import { archiveIdOf } from '../../../src/core/archive/archive-id.ts'
import { createCopyKeeper } from '../../../src/core/archive/keeper.ts'
import type { ArchiveReader, ArchiveStore, CopyKeeper, MadeCopies } from '../../../src/core/archive/ports.ts'
import type { ArchivedContact } from '../../../src/core/archive/archived-contact.ts'
import { readArchivedParts } from '../archive-parts.ts'
import { nodeCodec } from '../codec.ts'
import { PortalFailure } from '../../../src/core/failure.ts'
import { failure, randomFaults } from '../faults.ts'
import type { Random } from '../random.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { World } from './world.ts'

/** The archives of a run and the place where they lie, as the simulation plays them. */
export interface SimCopies {
  /** Of a page's visit. @param fresh false: the run was taken up. */
  keeper(fresh: boolean): CopyKeeper
  /** Somebody in another browser erases all that is kept now. */
  erase(): void
  /** Every copy that there ever was, by contact. */
  everMade(): ReadonlyMap<number, readonly SimCopy[]>
  /** DATE_MODIFY of each contact in the parts that the last line seals or would seal. */
  kept(made: MadeCopies): ReadonlyMap<number, number>
  /** Seals in the last line of an archive of the run; null: it has none. */
  closed(archive: number): readonly string[] | null
  /** How many archives are there. */
  readonly archives: number
}

export interface SimCopy {
  readonly modifiedAt: number
  /** Unix ms; null: it is still there. */
  readonly erasedAt: number | null
}

interface Setting {
  readonly clock: VirtualClock
  readonly world: World
  readonly random: Random
  readonly ids: readonly number[]
  /** How often something goes wrong, 0 to 1. */
  readonly faultRate: number
  /** Indices of ids of which not all can be copied. */
  readonly partial: readonly number[]
  readonly calmAfter: number
}

const PLAN = 'plan'

/**
 * The real keeper of copies beside a portal in which they take their time and fail now and then. The store writes a part
 * in the place of another of its number.
 */
export function createSimCopies(setting: Setting): SimCopies {
  const { clock, world, random, ids, faultRate, partial, calmAfter } = setting
  const faults = randomFaults(random, faultRate, () => clock.now() > calmAfter)
  const incomplete = new Set(partial.map((at) => ids[at % ids.length] ?? 0))
  const archives = new Map<string, Map<number, string>>()
  const erased: { readonly at: number; readonly contacts: ReadonlyMap<number, number> }[] = []
  let visit = 0

  const pass = (seconds: number): Promise<void> =>
    new Promise((resolve) => void clock.at(clock.now() + seconds * 1000, resolve))

  /** Whether a request arrives, and whether its answer does. Rejects where a reading fails. */
  async function travel(): Promise<{ arrives: boolean; answered: boolean }> {
    const fault = faults.request()
    await pass(random.around(0.2, 0.5))
    const arrives = fault.kind !== 'drop-before' && fault.kind !== 'refused'
    return { arrives, answered: arrives && fault.kind !== 'drop-after' && fault.kind !== 'breaks' }
  }

  async function ask<Result>(result: () => Result): Promise<Result> {
    if (!(await travel()).answered) throw new PortalFailure(failure('network', 'NETWORK_ERROR'))
    return result()
  }

  const reader: Pick<ArchiveReader, 'read'> = {
    async *read(asked) {
      yield await ask(() =>
        asked.flatMap((id): ArchivedContact[] => {
          const one = world.contacts.get(id)
          if (one?.gone !== null || !one.visible) return []
          return [copyOf(id, one.modifiedAt, clock.now(), incomplete.has(id))]
        }),
      )
    },
  }

  const storeOf = (own: number): ArchiveStore => ({
    place: 'portal-storage',
    async keep(archiveId, number, text) {
      const { arrives, answered } = await travel()
      const parts = archives.get(archiveId) ?? new Map<number, string>()
      const there = number === 0 || parts.has(0)
      // What a page that has died had sent may still land, and changes nothing that another has written since.
      if (arrives && there && (own === visit || !parts.has(number)))
        archives.set(archiveId, parts.set(number, text))
      return answered && there
    },
    holds: (archiveId) => ask(() => archives.get(archiveId)?.has(0) === true),
    async *open(archiveId, from = 0) {
      const parts = await ask(() => archives.get(archiveId))
      for (let number = from; ; number++) {
        const text = parts?.get(number)
        if (text === undefined) return
        yield text
      }
    },
    list: () => Promise.reject(new Error('not asked for')),
    erase: () => Promise.reject(new Error('not asked for')),
  })

  return {
    keeper(fresh) {
      const store = storeOf(++visit)
      return createCopyKeeper(
        { planId: PLAN, reference: '', planned: ids.length, fresh },
        {
          archives: reader,
          codec: nodeCodec,
          about: { appVersion: '1', portal: { memberId: 'm', host: 'h' }, user: { id: 1, name: '' } },
          stores: () => Promise.resolve([store]),
          now: () => clock.now(),
        },
      )
    },
    erase() {
      for (const parts of archives.values())
        erased.push({ at: clock.now(), contacts: readArchivedParts(parts.values()).contacts })
      archives.clear()
    },
    everMade() {
      const there = [...archives.values()].map((parts) => ({
        at: null,
        contacts: readArchivedParts(parts.values()).contacts,
      }))
      const all = new Map<number, SimCopy[]>()
      for (const { at, contacts } of [...there, ...erased])
        for (const [id, modifiedAt] of contacts)
          all.set(id, [...(all.get(id) ?? []), { modifiedAt, erasedAt: at }])
      return all
    },
    kept({ archive, seals }) {
      const parts = archives.get(archiveIdOf(PLAN, archive))
      return readArchivedParts(seals.map((_, number) => parts?.get(number) ?? '')).contacts
    },
    closed: (archive) => readArchivedParts(archives.get(archiveIdOf(PLAN, archive))?.values() ?? []).sealed,
    get archives() {
      return archives.size
    },
  }
}

function copyOf(id: number, modifiedAt: number, readAt: number, partly: boolean): ArchivedContact {
  return archivedContact(id, {
    readAt,
    fields: { DATE_MODIFY: String(modifiedAt) },
    unsaved: partly ? [{ part: 'comments', what: '', reason: 'failed' }] : [],
  })
}
