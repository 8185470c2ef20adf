import type { ArchiveStore, KeepTime } from '../archive/ports.ts'
import type { ArchiveReading } from '../archive/file/read-file.ts'
import { archiveParts, openArchive, readArchiveIndex, type ArchiveIndex } from '../archive/archive-index.ts'
import { lookInto, type Erasure } from '../archive/sweep.ts'
import { packArchive } from '../archive/file/write-file.ts'
import { PortalFailure } from '../failure.ts'
import { eraseDueAt } from '../records/erasure/erase-due.ts'
import { eraseNoted } from '../records/erasure/erase-noted.ts'
import { sweepExpired } from '../records/erasure/sweep-copies.ts'
import { archivesIn, type RecordStore } from '../records/record.ts'
import { readSinceDeletion, type DeletedContact, type SinceDeletion } from './deleted-contacts.ts'
import { notedAsDeleted } from './load-contacts.ts'
import type { ArchivePorts } from '../archive/ports.ts'
import type { RestoreLookup } from './ports.ts'

/** The archives of all places together. */
export interface Archives {
  /** The first call also erases expired archives. Never rejects: `unread` lists what could not be read. */
  index(): Promise<ArchiveIndex>
  /** When archives will be erased by the records of their runs, Unix ms; by archive. Rejects with PortalFailure. */
  eraseDates(): Promise<ReadonlyMap<string, number>>
  /** An archive that cannot be read does not stop the others. A complete archive is read only once. */
  openAll(archiveIds: readonly string[]): Promise<readonly ArchiveAnswer[]>
  /** The file for download. Rejects with PortalFailure. */
  pack(archiveId: string): Promise<Uint8Array>
  /**
   * Erases archives as `eraseNoted`. A place that cannot be asked counts as one where each may still be. Never rejects.
   * @param onDone called with the number of archives that are done
   */
  erase(archiveIds: readonly string[], onDone: (done: number) => void): Promise<readonly Erasure[]>
  /**
   * What became of contacts since their deletion; null: cancelled. Rejects with PortalFailure.
   * @param visit with a new number the portal is asked again, since the earlier answers may be out of date.
   */
  since(
    contacts: readonly DeletedContact[],
    visit: number,
    cancelled: () => boolean,
  ): Promise<ReadonlyMap<number, SinceDeletion> | null>
  /** How long archives are stored. */
  keepDays(): Promise<KeepTime>
}

export interface ArchiveAnswer {
  readonly archiveId: string
  /** Null: it could not be read; `error` says why. */
  readonly reading: ArchiveReading | null
  readonly error: unknown
}

/** @param now Unix ms of our clock. */
export function createArchives(
  recovery: Omit<ArchivePorts, 'archives'> & {
    readonly lookup: RestoreLookup
    readonly records: RecordStore
  },
  now: () => number,
): Archives {
  const { codec, about, lookup, retention } = recovery
  const { memberId } = about.portal
  const ports = { recovery, clock: { now } }
  const whole = new Map<string, ArchiveReading>()
  let known = { visit: 0, since: new Map<number, SinceDeletion>() }
  let swept: Promise<unknown> | null = null

  /** The nearest first. The portal's store is missing where the app may not store anything there. */
  async function places(): Promise<{ stores: readonly ArchiveStore[]; unread: ArchiveIndex['unread'] }> {
    try {
      const portal = await recovery.portalStore()
      return { stores: [recovery.browserStore, ...(portal === null ? [] : [portal])], unread: [] }
    } catch (thrown) {
      if (!(thrown instanceof PortalFailure)) throw thrown
      return {
        stores: [recovery.browserStore],
        unread: [{ place: 'portal-storage', failure: thrown.failure }],
      }
    }
  }

  return {
    async index() {
      swept ??= sweepExpired(ports, false).catch(anotherTime)
      await swept
      const { stores, unread } = await places()
      const index = await readArchiveIndex(stores)
      return { ...index, unread: [...unread, ...index.unread] }
    },
    async eraseDates() {
      const dates = new Map<string, number>()
      for (const record of await recovery.records.list()) {
        const due = eraseDueAt(record)
        if (due !== null) for (const { archiveId } of archivesIn(record)) dates.set(archiveId, due)
      }
      return dates
    },
    async openAll(archiveIds) {
      const { stores } = await places()
      const answers: ArchiveAnswer[] = []
      for (const archiveId of archiveIds) {
        try {
          const reading = whole.get(archiveId) ?? (await openArchive(archiveId, stores, memberId, codec))
          // An archive without its end may still grow.
          if (reading.kind === 'read' && reading.problems.length === 0) whole.set(archiveId, reading)
          answers.push({ archiveId, reading, error: null })
        } catch (error) {
          answers.push({ archiveId, reading: null, error })
        }
      }
      return answers
    },
    async pack(archiveId) {
      const { stores } = await places()
      return packArchive(await archiveParts(archiveId, stores, memberId, codec), codec)
    },
    async erase(archiveIds, onDone) {
      for (const archiveId of archiveIds) whole.delete(archiveId)
      const { stores, unread } = await places()
      try {
        const manner = { mayRead: true, onDone }
        const erased = await eraseNoted(await lookInto(stores), archiveIds, ports, manner)
        return erased.map((one) => ({ ...one, leftIn: [...unread, ...one.leftIn] }))
      } catch (thrown) {
        if (!(thrown instanceof PortalFailure)) throw thrown
        const { failure } = thrown
        return archiveIds.map((archiveId) => ({
          archiveId,
          takenFrom: [],
          leftIn: stores.map(({ place }) => ({ place, failure })),
        }))
      }
    },
    async since(contacts, visit, cancelled) {
      if (known.visit !== visit) known = { visit, since: new Map() }
      const { since } = known
      // The IDs of another portal mean other contacts here.
      const asked = contacts.filter(({ id, trust }) => trust !== 'other-portal' && !since.has(id))
      const answers = await readSinceDeletion(
        asked.map(({ contact }) => contact),
        lookup,
        cancelled,
      )
      if (answers === null) return null
      const unseen = asked.filter(({ id }) => answers.get(id)?.kind === 'unseen')
      const noted = await notedAsDeleted(unseen, recovery)
      for (const [id, one] of answers) since.set(id, noted.has(id) ? { kind: 'deleted' } : one)
      return new Map(since)
    },
    keepDays: () => retention.read(),
  }
}

/** The records could not be read, so nothing was erased. */
function anotherTime(thrown: unknown): void {
  if (!(thrown instanceof PortalFailure)) throw thrown
}
