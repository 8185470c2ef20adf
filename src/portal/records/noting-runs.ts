import { PortalFailure } from '#core/failure.ts'
import type { CleanUpStore } from '#core/plan/saved/ports.ts'
import type { RecordStore, RunRecord } from '#core/records/record.ts'

/**
 * Notes each run of a saved clean-up with the clean-up, whenever its record is stored: everybody who may run it sees that
 * it ran, also where they may not read the record. @param me the user, whose own runs are noted
 */
export function notingRuns(
  records: RecordStore,
  cleanUps: Pick<CleanUpStore, 'noteRun'>,
  me: number,
): RecordStore {
  return {
    list: () => records.list(),
    async keep(record, over) {
      const kept = await records.keep(record, over)
      // As it is stored: a run that was resumed began earlier than it says of itself.
      await note(kept ?? record)
      return kept
    },
  }

  /** Without the note the clean-up only looks as if it had not run. */
  async function note({
    kind,
    cleanUp,
    id,
    startedAt,
    user,
    planned,
    counts,
    endedAt,
    query,
  }: RunRecord): Promise<void> {
    if (!cleanUp || kind !== 'deletion' || user.id !== me) return
    // Some of its contacts once more: as many as that are not usual for it.
    if (query === null) return
    const run = {
      id,
      at: startedAt,
      by: user,
      planned,
      deleted: counts.deleted ?? 0,
      ended: endedAt !== null,
    }
    try {
      await cleanUps.noteRun(cleanUp, run)
    } catch (thrown) {
      if (!(thrown instanceof PortalFailure)) throw thrown
    }
  }
}
