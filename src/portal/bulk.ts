import type { BulkPorts } from '#core/bulk-ports.ts'
import { ENTERPRISE_BUCKET, USUAL_BUCKET } from '#core/run/bucket.ts'
import { createBatchSender } from './bulk/batch-sender.ts'
import { createCensusTaker } from './bulk/census.ts'
import { createCodeNames } from './bulk/code-names.ts'
import { createContactFinder } from './bulk/contact-finder.ts'
import { createGuardStore } from './bulk/guard-store.ts'
import { introduce } from './bulk/introduction.ts'
import { noting } from './bulk/noting.ts'
import { createOptionJournal, type RunMark } from './bulk/option-journal.ts'
import { createPacedRest, type Patience } from './bulk/paced-rest.ts'
import { createPresenceReader } from './bulk/presence-reader.ts'
import { createRelationReader } from './bulk/relation-reader.ts'
import { createRowReader } from './bulk/row-reader.ts'
import { noFiles, type PortalFiles } from './archive/portal-files.ts'
import { createPortalKeeping, type PortalKeeping } from './keeping.ts'
import type { Rest } from './rest.ts'

export { createPortalFiles } from './archive/portal-files.ts'
export type { PortalKeeping } from './keeping.ts'

/**
 * What the portal has for deleting many; the browser's part of `BulkPorts` is in `device/`, with the journal that comes
 * first: this one is for where the browser keeps nothing.
 */
export interface PortalBulk extends Pick<
  BulkPorts,
  | 'requests'
  | 'facts'
  | 'census'
  | 'rows'
  | 'relations'
  | 'batches'
  | 'looks'
  | 'finder'
  | 'guards'
  | 'codes'
  | 'journal'
> {
  readonly keeping: PortalKeeping
}

/**
 * Asks the portal, in one request, what a run must know of it. Rejects with PortalFailure.
 * @param mark kept true to what the portal's journal holds
 */
export async function createPortalBulk(
  rest: Rest,
  patience: Patience,
  mark: RunMark = { holdsRun: false },
  files: PortalFiles = noFiles,
): Promise<PortalBulk> {
  const { facts, name, kinds } = await introduce(rest)
  const paced = createPacedRest(rest, patience, facts.enterprise ? ENTERPRISE_BUCKET : USUAL_BUCKET)
  const journal = createOptionJournal(noting(rest, paced), patience, mark)
  const finder = createContactFinder(paced)
  return {
    facts,
    census: createCensusTaker(rest),
    rows: createRowReader(rest, paced, () => patience.now()),
    relations: createRelationReader(paced, kinds),
    batches: {
      ...createBatchSender(journal.carrier, kinds),
      get room() {
        return journal.room
      },
    },
    looks: createPresenceReader(journal.carrier),
    journal,
    finder,
    requests: { noteEarlierVisit: () => paced.noteFull(), bucket: () => paced.bucket },
    guards: createGuardStore(rest, facts.isAdmin),
    codes: createCodeNames(rest),
    keeping: createPortalKeeping({
      rest,
      paced,
      facts,
      name,
      kinds,
      finder,
      files,
      now: () => patience.now(),
    }),
  }
}
