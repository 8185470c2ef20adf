import type { ArchiveStore } from '../archive/ports.ts'
import type { ArchiveReading } from '../archive/file/read-file.ts'
import { archiveParts, openArchive, readArchiveIndex, type ArchiveIndex } from '../archive/archive-index.ts'
import { eraseArchive, sweepArchives } from '../archive/sweep.ts'
import { packArchive } from '../archive/file/write-file.ts'
import { PortalFailure } from '../failure.ts'
import { readSinceDeletion, type DeletedContact, type SinceDeletion } from './deleted-contacts.ts'
import type { ArchivePorts } from '../archive/ports.ts'
import type { RestoreLookup } from './ports.ts'

/** The archives of all places together. */
export interface Archives {
  /** The first time takes away what is past its time. Never rejects: what could not be looked into is told. */
  index(): Promise<ArchiveIndex>
  /** One that cannot be read keeps no other from being read. One that is whole is read once. */
  openAll(archiveIds: readonly string[]): Promise<readonly ArchiveAnswer[]>
  /** The file to be downloaded. Rejects with PortalFailure. */
  pack(archiveId: string): Promise<Uint8Array>
  /** Gives the places where it may still be. */
  erase(archiveId: string): Promise<ArchiveIndex['unread']>
  /**
   * What became of contacts since; null: cancelled. Rejects with PortalFailure.
   * @param visit another one than last time: what was known of them may have changed, and is asked anew.
   */
  since(
    contacts: readonly DeletedContact[],
    visit: number,
    cancelled: () => boolean,
  ): Promise<ReadonlyMap<number, SinceDeletion> | null>
  /** Days; null: until they are erased by hand. */
  keepDays(): Promise<number | null>
}

export interface ArchiveAnswer {
  readonly archiveId: string
  /** Null: it could not be read, for `error`. */
  readonly reading: ArchiveReading | null
  readonly error: unknown
}

/** @param now Unix ms of our clock. */
export function createArchives(
  keeping: Omit<ArchivePorts, 'archives'> & { readonly lookup: RestoreLookup },
  now: () => number,
): Archives {
  const { codec, about, lookup, retention } = keeping
  const { memberId } = about.portal
  const whole = new Map<string, ArchiveReading>()
  let known = { visit: 0, since: new Map<number, SinceDeletion>() }
  let swept: Promise<unknown> | null = null

  /** The nearest first; the portal's is absent where the app may keep nothing there. */
  async function places(): Promise<{ stores: readonly ArchiveStore[]; unread: ArchiveIndex['unread'] }> {
    try {
      const portal = await keeping.portalStore()
      return { stores: [keeping.browserStore, ...(portal === null ? [] : [portal])], unread: [] }
    } catch (thrown) {
      if (!(thrown instanceof PortalFailure)) throw thrown
      return {
        stores: [keeping.browserStore],
        unread: [{ place: 'portal-storage', failure: thrown.failure }],
      }
    }
  }

  return {
    async index() {
      const { stores, unread } = await places()
      swept ??= sweepArchives(stores, now())
      await swept
      const index = await readArchiveIndex(stores)
      return { ...index, unread: [...unread, ...index.unread] }
    },
    async openAll(archiveIds) {
      const { stores } = await places()
      const answers: ArchiveAnswer[] = []
      for (const archiveId of archiveIds) {
        try {
          const reading = whole.get(archiveId) ?? (await openArchive(archiveId, stores, memberId, codec))
          // One that has no end yet may still grow.
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
    async erase(archiveId) {
      whole.delete(archiveId)
      const { stores, unread } = await places()
      return [...unread, ...(await eraseArchive(stores, archiveId)).leftIn]
    },
    async since(contacts, visit, cancelled) {
      if (known.visit !== visit) known = { visit, since: new Map() }
      const { since } = known
      // The numbers of another portal mean nothing here.
      const asked = contacts.filter(({ id, trust }) => trust !== 'other-portal' && !since.has(id))
      const told = await readSinceDeletion(
        asked.map(({ contact }) => contact),
        lookup,
        cancelled,
      )
      for (const [id, one] of told ?? []) since.set(id, one)
      return told === null ? null : new Map(since)
    },
    keepDays: () => retention.read(),
  }
}
