import type { ArchiveReader, ArchiveStore } from '#core/archive/ports.ts'
import type { BulkPorts } from '#core/bulk-ports.ts'
import type { RestoreLookup, RestoreSender } from '#core/restore/ports.ts'
import { ENTERPRISE_BUCKET, USUAL_BUCKET } from '#core/run/bucket.ts'
import { createArchiveReader } from './archive/archive-reader.ts'
import type { PortalFiles } from './archive/portal-files.ts'
import { findPortalStore } from './archive/portal-store.ts'
import { createBatchSender } from './bulk/batch-sender.ts'
import { createCensusTaker } from './bulk/census.ts'
import { createContactFinder } from './bulk/contact-finder.ts'
import { createGuardStore } from './bulk/guard-store.ts'
import { introduce } from './bulk/introduction.ts'
import { createPacedRest, type Patience } from './bulk/paced-rest.ts'
import { createPresenceReader } from './bulk/presence-reader.ts'
import { createRelationReader } from './bulk/relation-reader.ts'
import { createRowReader } from './bulk/row-reader.ts'
import { createRestoreLookup } from './restore/restore-lookup.ts'
import { createRestoreSender } from './restore/restore-sender.ts'
import type { Rest } from './rest.ts'

export { createPortalFiles } from './archive/portal-files.ts'

/** What the portal has for deleting many; the browser's part of `BulkPorts` is in `device/`. */
export type PortalBulk = Pick<
  BulkPorts,
  'facts' | 'census' | 'rows' | 'relations' | 'batches' | 'looks' | 'finder' | 'guards'
>

/** What the portal has for keeping what is deleted, and for bringing it back. */
export interface PortalKeeping {
  readonly archives: ArchiveReader
  /** Null: the app may keep nothing in this portal. Rejects with PortalFailure. @param keepDays null: for ever */
  store(keepDays: () => number | null): Promise<ArchiveStore | null>
  readonly lookup: RestoreLookup
  /** @param importMode of the restore's plan */
  sender(importMode: boolean): RestoreSender
}

/** Asks the portal, in one request, what a run must know of it. Rejects with PortalFailure. */
export async function createPortalBulk(
  rest: Rest,
  patience: Patience,
  files: PortalFiles = NO_FILES,
): Promise<PortalBulk & { readonly keeping: PortalKeeping }> {
  const { facts, kinds } = await introduce(rest)
  const paced = createPacedRest(rest, patience, facts.enterprise ? ENTERPRISE_BUCKET : USUAL_BUCKET)
  const finder = createContactFinder(paced)
  const { fetchFile, download } = files
  return {
    facts,
    census: createCensusTaker(rest),
    rows: createRowReader(rest, paced, () => patience.now()),
    relations: createRelationReader(paced, kinds),
    batches: createBatchSender(rest, kinds),
    looks: createPresenceReader(rest),
    finder,
    guards: createGuardStore(rest, facts.isAdmin),
    keeping: {
      archives: createArchiveReader({ paced, kinds, fetchFile, now: () => patience.now() }),
      store: (keepDays) => findPortalStore({ rest, paced, me: facts.me, download, keepDays }),
      lookup: createRestoreLookup(rest, paced, finder),
      sender: (importMode) => createRestoreSender(rest, facts, importMode),
    },
  }
}

/** A portal none of whose files may be fetched: all that the archive loses by it is listed. */
const NO_FILES: PortalFiles = {
  fetchFile: () => Promise.resolve(null),
  download: () => Promise.resolve(null),
}
