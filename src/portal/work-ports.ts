import { ENTERPRISE_BUCKET, USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { createCleanUpStore } from './clean-up/clean-up-store.ts'
import { createBatchSender } from './deletion/batch-sender.ts'
import { createContactReader } from './plan/contact-reader.ts'
import { createContactCounter } from './plan/contact-counter.ts'
import { createCodeNames } from './contact/code-names.ts'
import { createPutAwayStore } from './clean-up/put-away-store.ts'
import { createPeopleReader } from './contact/people.ts'
import { createSavedFilterStore } from './contact/saved-filter-store.ts'
import { createContactFinder } from './plan/contact-finder.ts'
import { createGuardStore } from './plan/guard-store.ts'
import { introduce } from './plan/portal-facts.ts'
import { countedRest } from './rest/counted-rest.ts'
import { RESTORES, RUNS } from './journal/kept-kinds.ts'
import { createOptionJournal, type HeldPlans } from './journal/option-journal.ts'
import { createPacedRest, type Patience } from './rest/paced-rest.ts'
import { createPresenceReader } from './deletion/presence-reader.ts'
import { createRelationReader } from './plan/relation-reader.ts'
import { createRowReader } from './plan/row-reader.ts'
import { noFiles, type PortalFiles } from './archive/reading/portal-files.ts'
import { notingRuns } from './records/noting-runs.ts'
import { createPortalRecovery, type PortalRecovery } from './recovery-ports.ts'
import type { Rest } from './rest/rest.ts'
import type { WorkPorts } from '#core/ports.ts'

export { createPortalFiles } from './archive/reading/portal-files.ts'
export type { PortalRecovery } from './recovery-ports.ts'

/**
 * What the portal has for deleting many. The browser's part of `WorkPorts` is in `device/`, with the journal that is
 * used first; this journal is for browsers that store nothing.
 */
export interface PortalWork extends Pick<
  WorkPorts,
  | 'requests'
  | 'facts'
  | 'counter'
  | 'rows'
  | 'relations'
  | 'batches'
  | 'looks'
  | 'finder'
  | 'guards'
  | 'codes'
  | 'people'
  | 'contactReader'
  | 'savedFilters'
  | 'putAway'
  | 'cleanUps'
  | 'journal'
> {
  readonly recovery: PortalRecovery
}

/**
 * Asks the portal, in one request, what a run must know of it. Rejects with PortalFailure.
 * @param held is updated with what the portal's journals hold
 */
export async function createPortalWork(
  rest: Rest,
  patience: Patience,
  held: HeldPlans = new Set(),
  files: PortalFiles = noFiles,
): Promise<PortalWork> {
  const { facts, name, kinds } = await introduce(rest)
  const paced = createPacedRest(rest, patience, facts.enterprise ? ENTERPRISE_BUCKET : USUAL_BUCKET)
  const journal = createOptionJournal(RUNS, countedRest(rest, paced), patience, held)
  const restoreJournal = createOptionJournal(RESTORES, countedRest(rest, paced), patience, held)
  const finder = createContactFinder(paced)
  const cleanUps = createCleanUpStore(rest, facts.isAdmin)
  const recovery = createPortalRecovery({
    restoreJournal,
    rest,
    paced,
    facts,
    name,
    kinds,
    files,
    now: () => patience.now(),
  })
  return {
    facts,
    counter: createContactCounter(rest, () => patience.now()),
    rows: createRowReader(rest, paced, () => patience.now()),
    relations: createRelationReader(paced, kinds),
    batches: {
      ...createBatchSender(journal.carrier, kinds, () => journal.room.commands),
      get room() {
        return journal.room
      },
    },
    looks: createPresenceReader(journal.carrier),
    journal,
    finder,
    requests: {
      noteEarlierVisit: () => paced.noteFull(),
      bucket: () => paced.bucket,
      keepTo: (manner) => paced.keepTo(manner),
      hurry: (work) => paced.hurry(work),
      underWay: () => paced.underWay,
    },
    guards: createGuardStore(rest, facts.isAdmin),
    codes: createCodeNames(rest),
    people: createPeopleReader(rest),
    contactReader: createContactReader(paced),
    savedFilters: createSavedFilterStore(rest, facts.isAdmin),
    putAway: createPutAwayStore(rest),
    cleanUps,
    recovery: { ...recovery, records: notingRuns(recovery.records, cleanUps, facts.me) },
  }
}
