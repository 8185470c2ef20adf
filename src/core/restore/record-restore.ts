import type { Recorded } from '../job/kind.ts'
import type { Clock } from '../job/ports.ts'
import type { RestorePlan } from './plan/plan.ts'
import { verdictOfTask, type RestoreState } from './run/state.ts'
import type { RecordsPorts } from '../records/ports.ts'
import { noteRestored } from '../records/later-events.ts'
import type { RunRecord } from '../records/record.ts'
import { markOf, writeDown } from '../records/record-on-change.ts'
import { writtenOver } from '../records/written-over.ts'
import { recordOfRestore } from './make-record.ts'

/** Where records are stored, and who writes them. */
export interface RecordRestorePorts {
  readonly clock: Pick<Clock, 'now'>
  readonly recovery: Pick<RecordsPorts['recovery'], 'records' | 'about'>
}

/**
 * Writes the record of a restore, as `recordRun` does for a deletion. Also notes in the records of the deletions which
 * of their contacts were restored.
 * @param fresh false: the restore was resumed, so a record of it may exist.
 * @returns a function that resolves with whether all of that could be stored.
 */
export function recordRestore(
  run: Recorded<RestorePlan, RestoreState>,
  ports: RecordRestorePorts,
  fresh: boolean,
): () => Promise<boolean> {
  const { records, about } = ports.recovery
  let known: RunRecord | null = null
  return writeDown(
    run,
    ({ phase, contacts }) => markOf(phase, contacts),
    async () => {
      const { plan, state } = run
      const own = { user: about.user, now: ports.clock.now(), reference: '', query: null, archive: null }
      const made = recordOfRestore(plan, state, own)
      const record = known === null ? made : writtenOver(made)(known)
      const kept = await records.keep(record, known === null && fresh ? null : writtenOver(record))
      known = kept ?? record
      const back = plan.tasks.flatMap(({ kind, entry }, task) =>
        kind === 'contact' && verdictOfTask(state, task).kind === 'restored'
          ? (plan.entries[entry] ?? [])
          : [],
      )
      const entry = { at: known.startedAt, by: about.user.id }
      const noted = back.length === 0 || (await noteRestored(records, back, entry))
      return kept !== null && noted
    },
  )
}
