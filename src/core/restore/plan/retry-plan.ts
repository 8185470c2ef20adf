import { isRestored, type RestoreContext, type RestorePlan } from './plan.ts'
import { tasksOfContact, verdictOfTask, type RestoreState, type TaskVerdict } from '../run/state.ts'
import type { RestoreTask } from './tasks.ts'

/**
 * A plan of what a restore did not restore and may try once more: contacts that were refused or never sent, with all
 * that is linked to them, and refused linked things of the other contacts. Null: there is nothing to try.
 *
 * Tasks with an unknown result (`unknown`) are left out: they are looked for again (`recheck-asked`) and never sent a
 * second time on a guess. A contact that is back is included only as the parent of what is missing.
 */
export function planAgain(
  plan: RestorePlan,
  state: RestoreState,
  { id, plannedAt }: Pick<RestoreContext, 'id' | 'plannedAt'>,
): RestorePlan | null {
  const entries: RestorePlan['entries'][number][] = []
  const tasks: RestoreTask[] = []
  plan.tasks.forEach((task, first) => {
    const entry = plan.entries[task.entry]
    if (task.kind !== 'contact' || entry === undefined || !isRestored(entry.decision)) return
    const wanted = wantedOf(plan, state, first)
    if (wanted.length === 0) return
    const places = new Map<number, number>()
    for (const at of wanted) {
      const own = plan.tasks[at]
      if (own === undefined) continue
      const needs = own.needs === null ? null : (places.get(own.needs) ?? null)
      places.set(at, tasks.length)
      const placed = { ...own, entry: entries.length, needs }
      tasks.push(placed.kind === 'contact' ? { ...placed, complete: true } : placed)
    }
    entries.push(entry)
  })
  return entries.length === 0 ? null : { version: 1, id, plannedAt, entries, tasks }
}

/** The tasks of a contact to try again, with the tasks that they need; in plan order. */
function wantedOf(plan: RestorePlan, state: RestoreState, first: number): number[] {
  const all = tasksOfContact(plan, first)
  const own = verdictOfTask(state, first)
  if (mayBeTried(own)) return all
  if (!['restored', 'already', 'doubled'].includes(own.kind)) return []
  const wanted = new Set<number>()
  for (const at of all) {
    const needs = plan.tasks[at]?.needs ?? null
    const verdict = verdictOfTask(state, at)
    const parent = needs === null ? null : verdictOfTask(state, needs)
    // A task whose parent is unknown waits until that is known.
    if (parent?.kind === 'unknown') continue
    if (!mayBeTried(verdict) && verdict.kind !== 'blocked') continue
    wanted.add(first)
    if (needs !== null) wanted.add(needs)
    wanted.add(at)
  }
  return all.filter((at) => wanted.has(at))
}

function mayBeTried({ kind }: TaskVerdict): boolean {
  return kind === 'failed' || kind === 'access-denied' || kind === 'waiting'
}
