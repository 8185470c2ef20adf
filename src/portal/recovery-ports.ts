import type { KeepDays } from '#core/archive/kept-until.ts'
import type { RecordStore } from '#core/records/record.ts'
import { PortalFailure } from '#core/failure.ts'
import { createArchiveReader } from './archive/reading/archive-reader.ts'
import type { PortalFiles } from './archive/reading/portal-files.ts'
import { findPortalPlace, type PortalPlace } from './records/portal-place.ts'
import { createRetentionStore } from './archive/store/retention-store.ts'
import type { Kinds } from './plan/item-kinds.ts'
import type { OptionJournal } from './journal/option-journal.ts'
import type { PacedRest } from './rest/paced-rest.ts'
import { createRestoreLookup } from './restore/restore-lookup.ts'
import { createRestoreSender } from './restore/restore-sender.ts'
import type { Rest } from './rest/rest.ts'
import type { PortalFacts } from '#core/plan/ports.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import type { AppFacts } from '#core/archive/ports.ts'
import type { RecoveryPorts } from '#core/ports.ts'

/** The portal's part of `RecoveryPorts`. */
export interface PortalRecovery extends Pick<
  RecoveryPorts,
  'archives' | 'portalStore' | 'retention' | 'lookup' | 'sender' | 'restoreJournal' | 'portalNow'
> {
  /** As `retention`, for removing expired archives. */
  readonly keepDays: KeepDays
  /** Records of runs, to be shown later; stores nothing if the app may store nothing in the portal. */
  readonly records: RecordStore
  /** The user, with the portal's name for them. */
  readonly user: AppFacts['user']
}

export interface RecoverySources {
  readonly rest: Rest
  readonly restoreJournal: OptionJournal<RestorePlan>
  readonly paced: PacedRest
  readonly facts: PortalFacts
  /** Of the user. */
  readonly name: string
  readonly kinds: Kinds
  readonly files: PortalFiles
  /** Unix ms of our clock. */
  readonly now: () => number
}

export function createPortalRecovery(sources: RecoverySources): PortalRecovery {
  const { rest, restoreJournal, paced, facts, kinds, files } = sources
  const { keepDays, ...retention } = createRetentionStore(rest, facts.isAdmin, sources.now)
  let found: Promise<PortalPlace | null> | null = null
  /** Asked once, and again only after a failure: scopes change only when the app is installed again. */
  const place = (): Promise<PortalPlace | null> => {
    found ??= findPortalPlace({ paced, me: facts.me }, keepDays)
    found.catch(() => (found = null))
    return found
  }
  return {
    archives: createArchiveReader({ paced, kinds, fetchFile: files.fetchFile, now: sources.now }),
    portalStore: async () => (await place())?.archives ?? null,
    retention,
    keepDays,
    records: recordsIn(place),
    lookup: createRestoreLookup(paced, facts.isAdmin),
    sender: {
      ...createRestoreSender(restoreJournal.carrier, facts, sources.now),
      get room() {
        return restoreJournal.room
      },
    },
    restoreJournal,
    portalNow: () => rest.portalNow(),
    user: { id: facts.me, name: sources.name },
  }
}

function recordsIn(place: () => Promise<PortalPlace | null>): RecordStore {
  return {
    async keep(record, over) {
      try {
        return (await (await place())?.records.keep(record, over)) ?? null
      } catch (thrown) {
        if (thrown instanceof PortalFailure) return null
        throw thrown
      }
    },
    list: async () => (await (await place())?.records.list()) ?? [],
  }
}
