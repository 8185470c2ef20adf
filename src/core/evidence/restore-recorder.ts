import type { RestorePlan } from '../restore/plan.ts'
import { verdictOfTask, type RestoreState } from '../restore/state.ts'
import type { EvidencePorts } from './desk.ts'
import { findRecord, noteRestored } from './later.ts'
import { recordOfRestore } from './make-record.ts'

/**
 * Keeps the record of a restore as it stands, and notes at the records of the runs whose contacts it brought back how
 * many these are. A contact that was back before is none of ours. False: nobody keeps it. Never rejects.
 */
export async function recordRestore(
  plan: RestorePlan,
  state: RestoreState,
  { keeping, clock }: Pick<EvidencePorts, 'clock' | 'keeping'>,
): Promise<boolean> {
  const { records, about } = keeping
  const now = clock.now()
  const before = await findRecord(records, ({ id }) => id === plan.id)
  const kept = await records.keep(
    recordOfRestore(plan, state, {
      user: about.user,
      now,
      reference: '',
      query: null,
      archive: null,
      before,
    }),
  )
  // One that was written down at its end has noted this already.
  if (before !== null && before.endedAt !== null) return kept
  for (const [archiveId, contacts] of broughtBack(plan, state)) {
    await noteRestored(records, archiveId, { at: now, by: about.user.id, contacts })
  }
  return kept
}

function broughtBack({ entries, tasks }: RestorePlan, state: RestoreState): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  tasks.forEach(({ kind, entry }, task) => {
    const archiveId = entries[entry]?.archiveId ?? ''
    if (kind !== 'contact' || archiveId === '' || verdictOfTask(state, task).kind !== 'restored') return
    counts.set(archiveId, (counts.get(archiveId) ?? 0) + 1)
  })
  return counts
}
