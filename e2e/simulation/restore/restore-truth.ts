import { readRestoreRecord, replayRestore } from '../../../src/core/restore/run/journal.ts'
import { TASK_LEDGER } from '../../../src/core/restore/run/ledger.ts'
import { afterRestoreEvent } from '../../../src/core/restore/run/reducer.ts'
import {
  readyRestore,
  restoreProgress,
  verdictOfTask,
  type RestoreState,
  type TaskVerdict,
} from '../../../src/core/restore/run/state.ts'
import { keyText } from '../../../src/core/restore/plan/external-key.ts'
import type { RestorePlan } from '../../../src/core/restore/plan/plan.ts'
import { isRepeatable, type RestoreTask } from '../../../src/core/restore/plan/tasks.ts'
import { numberAt } from '../../../src/core/job/journal/pages.ts'
import type { RestoreOutcome } from './restore-scenario.ts'
import { holdersOf, itemText, markOf, type RestoreWorld } from './restore-world.ts'

/** Everything that is not as it should be at the end of a restore; empty when all is true. */
export function restoreLies(outcome: RestoreOutcome): string[] {
  const { plan, world, state, ended, twin } = outcome
  const found: string[] = []
  const agreed = state.imports === 'waived' || twin?.imports === 'waived'
  if (world.robots > 0 && !agreed) found.push(`${world.robots} contacts set off robots, and nobody agreed`)
  if (ended !== 'done') found.push(`the restore ended as ${ended}, in phase ${state.phase}`)
  plan.tasks.forEach((what, task) => {
    const verdict = verdictOfTask(state, task)
    const lie =
      what.kind === 'contact'
        ? lieAboutContact(world, what, verdict, twin === null ? null : verdictOfTask(twin, task))
        : isRepeatable(what)
          ? lieAboutLink(
              world,
              what,
              verdict,
              numberAt(state.ids, contactTask(plan.tasks, task)),
              twin !== null,
            )
          : lieAboutPart(outcome, task, verdict)
    if (lie !== null) found.push(`${what.kind} ${task} (entry ${what.entry}) ${lie}, told ${verdict.kind}`)
  })
  for (const [item, { others, contactIds, primaryId }] of world.items) {
    if (![...others].every((id) => contactIds.includes(id))) found.push(`${item} lost a link of others`)
    if (new Set(contactIds).size !== contactIds.length) found.push(`${item} is linked twice`)
    const firstOther = [...others][0]
    const wasOthers = firstOther !== undefined && firstOther < 10_000
    if (wasOthers && primaryId !== firstOther) found.push(`${item} lost its primary contact`)
  }
  return [...found, ...countLies(state, plan.tasks)]
}

function lieAboutContact(
  world: RestoreWorld,
  what: Extract<RestoreTask, { kind: 'contact' }>,
  verdict: TaskVerdict,
  twin: TaskVerdict | null,
): string | null {
  const holders = holdersOf(world, what.key).filter((id) => !what.knownBefore.includes(id))
  const byUs = holders.filter((id) => world.contacts.get(id)?.before === false)
  // Hidden ones cannot be seen, so that two who restore at once cannot know of each other.
  const blind = twin !== null && (world.hidden.has(keyText(what.key)) || !isSure(verdict) || !isSure(twin))
  if (holders.length > 1 && !blind) {
    return `is there ${holders.length} times`
  }
  switch (verdict.kind) {
    case 'restored':
      if (!holders.includes(verdict.id)) return 'is not there under its id'
      return byUs.includes(verdict.id) ? null : 'was there before'
    case 'already':
    case 'doubled':
      return holders.includes(verdict.id) ? null : 'is not there under its id'
    case 'unknown':
      return null
    case 'failed':
    case 'access-denied':
    case 'waiting':
      return byUs.length === 0 || twin !== null ? null : 'was made all the same'
    case 'blocked':
    case 'not-primary':
    case 'target-gone':
      return 'has a verdict that contacts do not have'
  }
}

/** Whether somebody was told that it is there once. */
function isSure(verdict: TaskVerdict): boolean {
  if (verdict.kind === 'restored') return verdict.sure
  return verdict.kind !== 'doubled' && verdict.kind !== 'unknown'
}

function lieAboutLink(
  world: RestoreWorld,
  what: RestoreTask,
  { kind }: TaskVerdict,
  contactId: number,
  isTwin: boolean,
): string | null {
  const count = linkCount(world, what, contactId)
  // What was done before its target went was done.
  if (count === null || kind === 'unknown') return null
  if (kind === 'target-gone' || kind === 'doubled') return 'has a verdict that is not so'
  // Another restore at the same moment may have linked what this one did not.
  const isBack = kind === 'restored' || kind === 'already' || kind === 'not-primary'
  if (isBack) return count === 1 ? null : `is there ${count} times`
  return count === 0 || isTwin ? null : 'is there all the same'
}

/** Those that cannot be told apart are judged together. */
function lieAboutPart(
  { plan, world, state, twin }: RestoreOutcome,
  task: number,
  verdict: TaskVerdict,
): string | null {
  const what = plan.tasks[task]
  if (what === undefined) return null
  const alike = plan.tasks.flatMap((other, at) =>
    other.entry === what.entry &&
    other.kind === what.kind &&
    other.needs === what.needs &&
    markOf(other) === markOf(what)
      ? [at]
      : [],
  )
  const contactId = numberAt(state.ids, contactTask(plan.tasks, task))
  const count = partCount(world, what, parentId(state, what) ?? contactId)
  const kinds = (of: RestoreState): TaskVerdict['kind'][] => alike.map((at) => verdictOfTask(of, at).kind)
  const back = kinds(state).filter((kind) => kind === 'restored' || kind === 'already').length
  if (verdict.kind === 'target-gone' || verdict.kind === 'not-primary')
    return 'has a verdict that parts do not have'
  if (count < back) return `is there ${count} times`
  if (twin !== null) {
    const isDoubted = [state, twin].some((of) => alike.some((at) => !isSure(verdictOfTask(of, at))))
    return count <= alike.length || isDoubted ? null : `is there ${count} times`
  }
  if (verdict.kind === 'doubled' && count <= alike.length) return 'was made by nobody else'
  const unknown = kinds(state).filter((kind) => kind === 'unknown').length
  const before = 'copies' in what ? (what.copies ?? 1) - alike.length : 0
  return count <= back + unknown + Math.max(0, before) ? null : `is there ${count} times`
}

/** Null: what it was to be linked to is gone. */
function linkCount(world: RestoreWorld, what: RestoreTask, contactId: number): number | null {
  if (what.kind === 'activity-binding') {
    const bound = world.activities.get(what.id)
    return bound === undefined ? null : Number(bound.has(contactId))
  }
  if (what.kind !== 'company' && what.kind !== 'link') return 0
  const item = world.items.get(itemText(what))
  return item === undefined ? null : item.contactIds.filter((id) => id === contactId).length
}

function partCount(world: RestoreWorld, what: RestoreTask, on: number): number {
  return world.parts.filter((part) => part.kind === what.kind && part.on === on && part.mark === markOf(what))
    .length
}

function contactTask(tasks: readonly RestoreTask[], task: number): number {
  let first = task
  while (tasks[first]?.kind !== 'contact') first--
  return first
}

function parentId(state: RestoreState, { kind, needs }: RestoreTask): number | null {
  return kind === 'bank-detail' || kind === 'address' ? numberAt(state.ids, needs ?? 0) : null
}

function countLies(state: RestoreState, tasks: readonly RestoreTask[]): string[] {
  const counted = TASK_LEDGER.statuses.map((status) => state.contacts[status] + state.parts[status])
  const are = TASK_LEDGER.statuses.map(
    (status) => tasks.filter((_, task) => TASK_LEDGER.entry(state.ledger, task).status === status).length,
  )
  const found = counted.every((count, at) => count === are[at])
    ? []
    : [`${counted.join()} counted, ${are.join()} are`]
  const { finished, total } = restoreProgress(state)
  if (state.stopped === null && state.phase === 'done' && finished !== total)
    found.push('nobody stopped it, and it is not finished')
  return found
}

/** What the journal does not tell as it was; empty if it and a beginning of it lead to the states that were. */
export function restoreJournalLies({ plan, state, journal }: RestoreOutcome, length: number): string[] {
  const { records } = journal
  const found: string[] = []
  const whole = replayRestore(plan, records)
  if (!whole.whole || restoreFingerprint(whole.state) !== restoreFingerprint(state)) {
    found.push('the journal tells another end')
  }
  const beginning = records.slice(0, length % (records.length + 1))
  const then = restoreStatesOf(plan, beginning).at(-1)
  if (then === undefined) return found
  const doubled = beginning.flatMap((line) => [line, line])
  for (const lines of [beginning, doubled]) {
    if (restoreFingerprint(replayRestore(plan, lines).state) !== restoreFingerprint(then)) {
      found.push(`${lines.length} records tell another state`)
    }
  }
  return found
}

/** Two states are the same if this is. */
export function restoreFingerprint(state: RestoreState): string {
  return JSON.stringify({
    ...state,
    ledger: state.ledger.pages.map((page) => [...page]),
    ids: state.ids.pages.map((page) => [...page]),
    pending: [...state.pending],
    others: [...state.others],
  })
}

/** The states that a journal leads through, one after each record. */
function restoreStatesOf(plan: RestorePlan, records: readonly string[]): RestoreState[] {
  let state = readyRestore(plan)
  return records.map((line) => {
    const record = readRestoreRecord(line)
    if (record !== null) state = afterRestoreEvent(plan, state, record.event)
    return state
  })
}
