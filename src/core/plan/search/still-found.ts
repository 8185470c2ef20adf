import type { MadePlan, PlanningProgress } from '../make-plan.ts'
import { withoutContacts, type Plan } from '../plan.ts'
import type { Selection } from '../selection.ts'
import { lookForShared, type SharedPorts } from './find-shared.ts'

/**
 * Leaves out of a plan of contacts that a search found those of which it is no longer true: it may be a while ago, and
 * of two that shared a phone the older one may be gone since. Null: cancelled. Rejects with PortalFailure.
 */
export async function stillFound(
  made: MadePlan,
  selection: Selection,
  ports: SharedPorts,
  report: (progress: PlanningProgress) => void,
  cancelled: () => boolean,
): Promise<MadePlan | null> {
  const found = selection.kind === 'chosen' ? selection.found : undefined
  if (found === undefined) return made
  if (found.what === 'unlinked') return onlyThose(made, unlinkedIn(made.plan))
  const olderOf = await sharedIn(made.plan, ports, report, cancelled)
  if (olderOf === null) return null
  const kept = onlyThose(made, olderOf)
  return { ...kept, plan: { ...kept.plan, older: Array.from(kept.plan.ids, (id) => olderOf.get(id) ?? 0) } }
}

function onlyThose(made: MadePlan, still: { has(id: number): boolean }): MadePlan {
  const { plan } = made
  const left = new Set([...plan.ids.keys()].filter((index) => !still.has(plan.ids[index] ?? 0)))
  return { ...made, plan: withoutContacts(plan, left), noLonger: left.size }
}

/** As the plan has just read them: nothing is linked to them, and everything could be read. */
function unlinkedIn({ ids, relations: { start, reading } }: Plan): ReadonlySet<number> {
  return new Set(
    Array.from(ids).filter((_, index) => start[index] === start[index + 1] && reading[index] === 0),
  )
}

async function sharedIn(
  { ids }: Plan,
  ports: SharedPorts,
  report: (progress: PlanningProgress) => void,
  cancelled: () => boolean,
): Promise<ReadonlyMap<number, number> | null> {
  let older: ReadonlyMap<number, number> = new Map()
  let done = 0
  for await (const { olderOf, checked } of lookForShared(ports)(Array.from(ids).toSorted((a, b) => a - b))) {
    if (cancelled()) return null
    older = olderOf
    done += checked
    report({ phase: 'rows', done, of: ids.length })
  }
  return older
}
