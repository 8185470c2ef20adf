import type { ArchiveStore } from '../../src/core/archive/ports.ts'
import { writeArchive } from '../../src/core/archive/file/write-file.ts'
import { PortalFailure } from '../../src/core/failure.ts'
import { obstaclesTo, restorableOf } from '../../src/core/records/erasure/restorable.ts'
import { openArchives, type RecordsPorts } from '../../src/core/records/ports.ts'
import type { KeptArchives } from '../../src/core/records/proof/archive-source.ts'
import type { Proof } from '../../src/core/records/proof/proof.ts'
import type { LaterEntry, NotedPlace, RunRecord } from '../../src/core/records/record.ts'
import { archivedContact } from './archived-contact.ts'
import { nodeCodec } from './codec.ts'
import { memoryRecords } from './memory-records.ts'
import { runRecord } from './run-record.ts'

/** A run with its copies in two places and its record, for what becomes of them afterwards. */

export const DAY = 86_400_000
export const SILENT = new PortalFailure({ kind: 'network', code: '', portalText: '' })
/** What a run's copy is said to prove. */
export const PROOF: Proof = { at: 1, sealed: true, contacts: 1, digest: 'd'.repeat(64), traces: null }
const about = {
  appVersion: '1.0.0',
  portal: { memberId: 'm', host: 'portal.example' },
  user: { id: 1, name: 'Olga Officer' },
}

async function partsOf(ids: readonly number[]): Promise<string[]> {
  const parts: string[] = []
  const header = { ...about, writtenAt: 0, planId: 'run', reference: '', counts: { planned: ids.length } }
  const contacts = ids.map((id) =>
    archivedContact(id, {
      fields: { NAME: `Anna ${id}` },
      links: [{ entityTypeId: 2, id: 5, title: '', primary: true }],
    }),
  )
  for await (const { text } of writeArchive(header, contacts, nodeCodec)) parts.push(text)
  return parts
}

type Store = ArchiveStore & { readonly stored: Map<string, readonly string[]> }

export function store(
  place: ArchiveStore['place'],
  stored: Store['stored'],
  until: number | null = null,
): Store {
  return {
    place,
    stored,
    keep: () => Promise.resolve(false),
    holds: () => Promise.resolve(false),
    async *open(archiveId) {
      await Promise.resolve()
      yield* stored.get(archiveId) ?? []
    },
    list: () => Promise.resolve([...stored.keys()].map((archiveId) => ({ archiveId, header: '', until }))),
    erase(archiveIds) {
      for (const id of archiveIds) stored.delete(id)
      return Promise.resolve()
    },
  }
}

/** A place that cannot be read. */
export function silentStore(): AsyncIterable<string> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(SILENT) }) }
}

/** A run of these contacts, stored in the browser and in the portal. */
export async function world(ids: readonly number[], parts: Partial<RunRecord> = {}) {
  const copy = await partsOf(ids)
  const browser = store('browser', new Map([['run', copy]]))
  const portal = store('portal-storage', new Map([['run', copy]]))
  const record = runRecord({
    user: about.user,
    endedAt: 1,
    planned: ids.length,
    counts: { deleted: ids.length },
    contacts: { deleted: ids.join(',') },
    archive: {
      archiveId: 'run',
      places: ['browser', 'portal-storage'],
      contacts: ids.length,
      incomplete: 0,
      seal: await nodeCodec.sha256(nodeCodec.encode(copy.at(-1) ?? '')),
    },
    ...parts,
  })
  const { store: records, kept, trouble } = memoryRecords(record)
  const state = { now: 5, ahead: 0 }
  /** As seen from a browser. */
  const portsOf = (browserStore: ArchiveStore, portalStore: ArchiveStore | null = portal) => ({
    facts: { bin: 'not-known', isAdmin: false } as const,
    clock: { now: () => state.now },
    recovery: {
      about,
      codec: nodeCodec,
      browserStore,
      portalStore: () => Promise.resolve(portalStore),
      records,
      portalNow: () => state.now - state.ahead,
    },
  })
  const isCertificate = async (ports: RecordsPorts): Promise<boolean> => {
    const now = kept.get('run') ?? record
    return obstaclesTo(now, restorableOf(now, await openArchives(ports).kept())).length === 0
  }
  return { ports: portsOf(browser), portsOf, record, kept, trouble, browser, portal, state, isCertificate }
}

export const NOWHERE: KeptArchives = { asked: ['browser', 'portal-storage'], byId: new Map() }
export const EMPTIED = { kind: 'bin-emptied', at: 2, by: 1 } as const
export const erasedFrom = (...places: NotedPlace[]): LaterEntry => ({
  kind: 'archive-erased',
  at: 3,
  by: 1,
  archiveId: 'run',
  places,
})
