import { unreachable, type Failure, NO_ANSWER } from '../../failure.ts'
import type { Indices, JobState } from '../../job/state.ts'
import { newPages, numberAt, type Pages } from '../../job/journal/pages.ts'
import type { Ledger } from '../../job/ledger.ts'
import { TASK_LEDGER, type TaskStatus } from './ledger.ts'
import type { RestorePlan } from '../plan/plan.ts'
import type { RestoreTask } from '../plan/tasks.ts'

export interface RestoreState extends JobState {
  /** One entry per task. */
  readonly ledger: Ledger
  /** The ID that a task made or found; 0: none yet. */
  readonly ids: Pages<Float64Array>
  /** How many contacts have each status, and how many of the things linked to them. */
  readonly contacts: Readonly<Record<TaskStatus, number>>
  readonly parts: Readonly<Record<TaskStatus, number>>
  /** Distinct reasons; index 0 is never used. */
  readonly reasons: readonly Failure[]
  /** The first task that was never opened: always a contact's, or the end of the plan. */
  readonly cursor: number
  /** Contacts that were opened and are not finished, as the indices of their own tasks. */
  readonly open: Indices
  readonly pending: ReadonlyMap<number, Pending>
  /** For tasks of which more were found than the archive holds: the IDs besides the one in `ids`. */
  readonly others: ReadonlyMap<number, Indices>
  /** In the order in which they left. A contact has tasks in one of them at most. */
  readonly flights: readonly RestoreFlight[]
  readonly imports: Imports
}

/**
 * Whether contacts are made as an import, which starts no robot, workflow or mail. No method reports this right; only
 * the first contact shows it.
 */
export type Imports =
  /** No contact was made yet: they are sent one at a time. */
  | 'untried'
  | 'allowed'
  /** The first contact was refused: the person is asked, and nothing is made before the answer. */
  | 'refused'
  /** The person agreed to make them without import mode. */
  | 'waived'

/** When to act on a task. A task without an entry is due at once. */
export interface Pending {
  readonly notBefore: number
  /**
   * For `lost`: the time by which the portal must have finished. For `looked`: the time until which the lookup is
   * valid. Unused otherwise.
   */
  readonly until: number
  /** How often its lookup failed. */
  readonly tries: number
}

/** A request that was sent and is not answered yet. */
export interface RestoreFlight {
  readonly kind: 'look' | 'act'
  readonly batch: number
  readonly sentAt: number
  readonly tasks: Indices
}

export function readyRestore(plan: RestorePlan): RestoreState {
  const { none } = TASK_LEDGER
  const contacts = plan.tasks.filter(({ kind }) => kind === 'contact').length
  return {
    phase: 'ready',
    waiting: null,
    stopped: null,
    ledger: TASK_LEDGER.make(plan.tasks.length),
    ids: newPages(plan.tasks.length, (length) => new Float64Array(length)),
    contacts: { ...none, waiting: contacts },
    parts: { ...none, waiting: plan.tasks.length - contacts },
    reasons: [NO_ANSWER],
    cursor: 0,
    open: [],
    pending: new Map(),
    others: new Map(),
    flights: [],
    nextBatch: 1,
    troubles: 0,
    denials: 0,
    imports: 'untried',
  }
}

export function statusOfTask({ ledger }: Pick<RestoreState, 'ledger'>, task: number): TaskStatus {
  return TASK_LEDGER.entry(ledger, task).status
}

/** The tasks of one contact: its own, and those of all that is linked to it. @param first the contact's own. */
export function tasksOfContact({ tasks }: RestorePlan, first: number): number[] {
  const own = [first]
  const entry = tasks[first]?.entry
  for (let next = first + 1; tasks[next] !== undefined && tasks[next]?.entry === entry; next++) own.push(next)
  return own
}

/** Whether the tasks that need this one may be done, given its status. */
export function isThere(task: RestoreTask, status: TaskStatus): boolean {
  if (status === 'done' || status === 'found-done') return true
  // If another restore made the contact, that restore also adds the rest.
  return status === 'already' && (task.kind !== 'contact' || task.complete)
}

/** What became of a contact or of one thing linked to it. */
export type TaskVerdict =
  | { readonly kind: 'waiting' }
  /**
   * `reread`: its answer was lost, and then it was found. `id`: of what was made; 0 for a link. `sure` false: it was
   * not checked whether another restore made it at the same moment; it can be looked for once more.
   */
  | { readonly kind: 'restored'; readonly id: number; readonly reread: boolean; readonly sure: boolean }
  | { readonly kind: 'already'; readonly id: number }
  | { readonly kind: 'not-primary' }
  | { readonly kind: 'target-gone' }
  | { readonly kind: 'access-denied' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'unknown'; readonly failure: Failure }
  /** This run did not restore the contact itself (or the requisite). */
  | { readonly kind: 'blocked' }
  /** More were found than the archive holds. `id` is the one that has the rest. */
  | { readonly kind: 'doubled'; readonly id: number; readonly others: Indices }

/** Exactly one for every task, at any time. */
export function verdictOfTask(state: RestoreState, task: number): TaskVerdict {
  const { status, maybeDone, reason } = TASK_LEDGER.entry(state.ledger, task)
  const failure = state.reasons[reason] ?? NO_ANSWER
  const id = numberAt(state.ids, task)
  const others = state.others.get(task) ?? []
  switch (status) {
    case 'waiting':
    case 'looked':
      // A link whose answer was lost waits to be sent again, but may already be there.
      return maybeDone ? { kind: 'unknown', failure } : { kind: 'waiting' }
    case 'sent':
    case 'lost':
      return { kind: 'unknown', failure }
    case 'made':
    case 'extra':
    case 'unconfirmed':
      return { kind: 'restored', id, reread: false, sure: false }
    case 'done':
    case 'found-done':
      if (others.length > 0) return { kind: 'doubled', id, others }
      return { kind: 'restored', id, reread: status === 'found-done', sure: true }
    case 'already':
      return others.length > 0 ? { kind: 'doubled', id, others } : { kind: 'already', id }
    case 'denied':
      return { kind: 'access-denied' }
    case 'failed':
    case 'unknown':
      return { kind: status, failure }
    case 'not-primary':
    case 'target-gone':
    case 'blocked':
      return { kind: status }
    default:
      return unreachable(status)
  }
}

/** Old and new IDs of the contacts that are back, in plan order. */
export function idMap(
  plan: RestorePlan,
  state: RestoreState,
): { readonly oldId: number; readonly newId: number }[] {
  return plan.tasks.flatMap(({ kind, entry }, task) => {
    const newId = numberAt(state.ids, task)
    const oldId = plan.entries[entry]?.oldId
    return kind === 'contact' && newId > 0 && oldId !== undefined ? [{ oldId, newId }] : []
  })
}

/** Old IDs of the contacts that still have something to do. */
export function openContacts(plan: RestorePlan, state: RestoreState): number[] {
  const open = plan.tasks.flatMap(({ entry }, task) =>
    TASK_LEDGER.isSettled(statusOfTask(state, task)) ? [] : (plan.entries[entry]?.oldId ?? []),
  )
  return [...new Set(open)]
}

/** How many contacts are finished with all that is linked to them, of how many. */
export function restoreProgress(state: RestoreState): { readonly finished: number; readonly total: number } {
  const total = TASK_LEDGER.statuses.reduce((sum, status) => sum + state.contacts[status], 0)
  const settled = TASK_LEDGER.settledIn(state.contacts)
  const unfinished = state.open.filter((task) => TASK_LEDGER.isSettled(statusOfTask(state, task))).length
  return { finished: settled - unfinished, total }
}

/** Whether `resume-asked` would do anything. */
export function canRestoreGoOn(plan: RestorePlan, state: RestoreState): boolean {
  if (state.phase === 'ready' || state.phase === 'paused') return true
  return state.phase === 'done' && (state.open.length > 0 || state.cursor < plan.tasks.length)
}
