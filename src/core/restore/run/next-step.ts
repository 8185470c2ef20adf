import { admitsAt } from '../../job/pace/bucket.ts'
import type { Pace } from '../../job/pace/pace.ts'
import { FIRST_CREATED } from './batch-size.ts'
import type { RestorePlan } from '../plan/plan.ts'
import { isThere, statusOfTask, tasksOfContact, type RestoreState } from './state.ts'
import { goesAlone, isRepeatable, type RestoreTask } from '../plan/tasks.ts'
import { WHOLE_BATCH } from '../../job/ports.ts'
import type { Indices, PortalWait } from '../../job/state.ts'

/** What to do now. */
export type RestoreStep =
  /** One request that looks for these. */
  | { readonly kind: 'look'; readonly tasks: Indices }
  /** One request that does these. */
  | { readonly kind: 'act'; readonly tasks: Indices }
  | { readonly kind: 'wait'; readonly until: number | null; readonly reason: RestoreWait }
  | { readonly kind: 'finished' }

export type RestoreWait =
  | PortalWait
  | 'answer'
  /** Waits until the person presses Start or Resume. */
  | 'person'
  /** Our share of the request bucket is used up. */
  | 'requests'

/** How many contacts are worked on at a time. A limit is needed, since each is looked for shortly before it is sent. */
const CONTACTS_AT_ONCE = 2 * WHOLE_BATCH.commands
/** Commands that a link takes in its request: it may have to be read right before it is written. */
const LINK_COMMANDS = 2
/** This many tasks of one kind are worth a request of their own. */
const FULL = WHOLE_BATCH.commands / LINK_COMMANDS

/**
 * What a restore does next. Pure; call it again after every event and after every wait.
 * @param mostCreated how many things one request may make.
 */
export function nextRestoreStep(
  plan: RestorePlan,
  state: RestoreState,
  pace: Pace,
  now: number,
  mostCreated: number = FIRST_CREATED,
): RestoreStep {
  if (state.phase === 'done') return { kind: 'finished' }
  if (state.phase === 'ready' || state.phase === 'paused') return wait(null, 'person')
  if (state.flight !== null || state.phase === 'pausing') return wait(null, 'answer')
  if (pace.quiet !== null && now < pace.quiet.until) return wait(pace.quiet.until, pace.quiet.reason)
  const step = wantedStep(plan, state, now, mostCreated)
  if (step.kind === 'wait') return step
  const admitted = admitsAt(pace.bucket, pace.limits, now)
  return admitted > now ? wait(admitted, 'requests') : step
}

function wantedStep(plan: RestorePlan, state: RestoreState, now: number, mostCreated: number): RestoreStep {
  const { acts, looks, next } = candidates(plan, state, now)
  // A lookup stays valid for a while, so a full request of lookups goes before a request that is not full.
  const isLookFirst = acts.length < FULL && looks.length >= FULL
  if (acts.length > 0 && !isLookFirst)
    return { kind: 'act', tasks: together(plan, state, ofAKind(plan, acts), mostCreated) }
  if (looks.length > 0) return { kind: 'look', tasks: looks.slice(0, WHOLE_BATCH.commands) }
  return wait(next === Infinity ? null : next, 'portal-may-still-work')
}

interface Candidates {
  readonly acts: number[]
  readonly looks: number[]
  /** When the next one becomes due. */
  next: number
}

function candidates(plan: RestorePlan, state: RestoreState, now: number): Candidates {
  const found: Candidates = { acts: [], looks: [], next: Infinity }
  for (const first of state.open) {
    for (const task of tasksOfContact(plan, first)) consider(plan, state, task, now, found)
  }
  if (state.phase === 'stopping') return found
  let open = state.open.length
  for (let task = state.cursor; task < plan.tasks.length && open < CONTACTS_AT_ONCE; task++) {
    if (plan.tasks[task]?.kind !== 'contact') continue
    found.looks.push(task)
    open++
  }
  return found
}

function consider(
  plan: RestorePlan,
  state: RestoreState,
  task: number,
  now: number,
  found: Candidates,
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
    list = isRepeatable(what) ? found.acts : found.looks
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

/** Links need reads before their request, so it takes the fewest requests if full ones hold only links or no links. */
function ofAKind(plan: RestorePlan, acts: readonly number[]): readonly number[] {
  const isLink = (task: number): boolean => plan.tasks[task]?.kind === 'link'
  const others = acts.filter((task) => !isLink(task))
  if (others.length >= FULL) return others
  const links = acts.filter(isLink)
  return links.length >= FULL ? links : acts
}

/** As many tasks as one request may hold, the oldest first. A task that must go alone is sent alone. */
function together(
  plan: RestorePlan,
  { imports }: RestoreState,
  acts: readonly number[],
  mostCreated: number,
): number[] {
  const chosen: number[] = []
  let commands = 0
  let created = 0
  for (const task of acts) {
    const what = plan.tasks[task]
    if (what === undefined) continue
    // The first contact shows whether this person may import, so it goes before the others.
    const isSecond = what.kind === 'contact' && chosen.some((other) => plan.tasks[other]?.kind === 'contact')
    if (imports === 'untried' && isSecond) continue
    const alone = goesAlone(what)
    if (alone && chosen.length === 0) return [task]
    commands += what.kind === 'link' ? LINK_COMMANDS : 1
    created += Number(!isRepeatable(what))
    if (alone) continue
    if (commands > WHOLE_BATCH.commands || created > mostCreated) break
    chosen.push(task)
  }
  return chosen
}

function wait(until: number | null, reason: RestoreWait): RestoreStep {
  return { kind: 'wait', until, reason }
}
