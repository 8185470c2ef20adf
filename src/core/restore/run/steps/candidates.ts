import { isReadBefore } from '../../plan/links.ts'
import type { RestorePlan } from '../../plan/plan.ts'
import { isRepeatable, type RestoreTask } from '../../plan/tasks.ts'
import { isThere, statusOfTask, tasksOfContact, type RestoreState } from '../state.ts'

/** What may be done and looked for now, the oldest first. */
export interface Candidates {
  /** What needs no lookup comes last: nothing waits for it, and it fills up requests at any time. */
  readonly acts: number[]
  readonly looks: number[]
  /** When the next one becomes due. */
  next: number
}

/**
 * A contact with a request in flight has no candidates: what is linked to it comes in its order, and equal things are
 * told apart by what was found before. Two requests in flight never write to the same record either.
 * @param most how many contacts are worked on at a time
 */
export function candidates(plan: RestorePlan, state: RestoreState, now: number, most: number): Candidates {
  const found: Candidates = { acts: [], looks: [], next: Infinity }
  const unlooked: number[] = []
  const inFlight = new Set(state.flights.flatMap(({ tasks }) => tasks))
  const targets = new Set([...inFlight].flatMap((task) => targetOf(plan.tasks[task]) ?? []))
  for (const first of state.open) {
    const own = tasksOfContact(plan, first)
    if (own.some((task) => inFlight.has(task))) continue
    for (const task of own) {
      const target = targetOf(plan.tasks[task])
      if (target === null || !targets.has(target)) consider(plan, state, task, now, found, unlooked)
    }
  }
  for (const task of unlooked) found.acts.push(task)
  if (state.phase === 'stopping') return found
  let open = state.open.length
  for (let task = state.cursor; task < plan.tasks.length && open < most; task++) {
    if (plan.tasks[task]?.kind !== 'contact') continue
    found.looks.push(task)
    open++
  }
  return found
}

/** The record that a link is written to. */
function targetOf(what: RestoreTask | undefined): string | null {
  return what?.kind === 'link' ? `${what.entityTypeId} ${what.id}` : null
}

function consider(
  plan: RestorePlan,
  state: RestoreState,
  task: number,
  now: number,
  found: Candidates,
  unlooked: number[],
): void {
  const what = plan.tasks[task]
  if (what === undefined) return
  const status = statusOfTask(state, task)
  const stopping = state.phase === 'stopping'
  const pending = state.pending.get(task)
  const due = pending === undefined || pending.notBefore <= now
  const fresh = pending !== undefined && now >= pending.notBefore && now <= pending.until
  let list: number[] | null = null
  if (status === 'lost' || status === 'made') list = found.looks
  else if (stopping) return
  else if (status === 'looked') list = fresh ? found.acts : found.looks
  else if (status === 'waiting' && isFree(plan, state, what))
    list = isRepeatable(what) && !isReadBefore(what) ? unlooked : found.looks
  if (list === null) return
  // If the clock was set back, the age of the lookup is unknown: it is made again.
  if (due || status === 'looked') list.push(task)
  else found.next = Math.min(found.next, pending.notBefore)
}

/** Whether the task that it needs is done. */
function isFree(plan: RestorePlan, state: RestoreState, { needs }: RestoreTask): boolean {
  const parent = needs === null ? undefined : plan.tasks[needs]
  return needs === null || (parent !== undefined && isThere(parent, statusOfTask(state, needs)))
}
