import { failureOfKind, mayBeDone, NO_ANSWER } from '../../failure.ts'
import { MOST_SESSION_TROUBLES, passesByItself, remedyForRequest } from '../../job/refusals.ts'
import { applyActed, doubt, waitAgain } from './reduce-acted.ts'
import { RestoreDraft } from './restore-draft.ts'
import type { FailedEvent } from '../../job/events.ts'
import type { RestoreEvent, RestoreSentEvent } from './events.ts'
import { isSettled } from './ledger.ts'
import { applyLooked, giveUpLooks } from './reduce-looked.ts'
import type { RestorePlan } from '../plan/plan.ts'
import { tasksOfContact, type RestoreFlight, type RestoreState } from './state.ts'
import { isRepeatable } from '../plan/tasks.ts'

/** So many requests in a row may come to nothing, other than for want of a connection or by a limit. */
const MOST_TROUBLES = 10
/** So many contacts in a row may be refused for lack of a right: the next ones will be too. */
const MOST_DENIALS = 10

/**
 * What a restore becomes by an event. Pure: the same events in the same order always make the same state, and the
 * state before is untouched. An answer counts only while its request is in flight: doubles and late ones change
 * nothing.
 *
 * A contact, and all else that is made anew, goes `waiting → looked → sent → done`: it is looked for right before it is
 * made, sent once, and when its answer is lost looked for after the portal can no longer be at work on it; only when
 * it would be seen and is not, it is sent again. Links are repeatable and are simply sent again.
 */
export function afterRestoreEvent(plan: RestorePlan, state: RestoreState, event: RestoreEvent): RestoreState {
  if (isStale(plan, state, event)) return state
  const draft = new RestoreDraft(plan, state)
  apply(draft, event)
  comeToRest(draft)
  return draft.close()
}

function isStale(plan: RestorePlan, state: RestoreState, event: RestoreEvent): boolean {
  const active = state.phase === 'running' || state.phase === 'waiting-for-portal'
  switch (event.type) {
    case 'looked':
      return state.flight?.kind !== 'look' || state.flight.batch !== event.batch
    case 'acted':
      return state.flight?.kind !== 'act' || state.flight.batch !== event.batch
    case 'failed':
      return state.flight?.batch !== event.batch
    case 'look-sent':
    case 'act-sent':
      return event.batch < state.nextBatch || event.tasks.some((task) => task >= plan.tasks.length)
    case 'waits':
    case 'pause-asked':
      return !active
    case 'resume-asked':
      return active
    case 'agreed':
      return state.imports !== 'refused' || state.phase !== 'paused'
    case 'stop-asked':
      return state.phase === 'done'
    case 'recheck-asked':
    case 'restarted':
      return false
  }
}

function apply(draft: RestoreDraft, event: RestoreEvent): void {
  switch (event.type) {
    case 'resume-asked':
      // The right may have been given since.
      if (draft.imports === 'refused') draft.imports = 'untried'
      goOn(draft)
      return
    case 'agreed':
      draft.imports = 'waived'
      goOn(draft)
      return
    case 'pause-asked':
      draft.phase = 'pausing'
      draft.waiting = null
      return
    case 'stop-asked':
      draft.phase = 'stopping'
      draft.waiting = null
      draft.stopped ??= { kind: 'asked' }
      return
    case 'recheck-asked': {
      recheck(draft, event.at)
      return
    }
    case 'look-sent':
    case 'act-sent': {
      applySent(draft, event)
      return
    }
    case 'looked': {
      const flight = land(draft)
      if (flight !== null) applyLooked(draft, event, flight)
      return
    }
    case 'acted': {
      const flight = land(draft)
      if (flight !== null) applyActed(draft, event, flight)
      return
    }
    case 'failed': {
      applyFailed(draft, event)
      return
    }
    case 'waits':
      draft.phase = 'waiting-for-portal'
      draft.waiting = { until: event.until, reason: event.reason }
      return
    case 'restarted': {
      restart(draft, event.at)
      return
    }
  }
}

function goOn(draft: RestoreDraft): void {
  draft.phase = 'running'
  draft.stopped = null
  draft.troubles = 0
  draft.denials = 0
}

function land(draft: RestoreDraft): RestoreFlight | null {
  const { flight } = draft
  draft.flight = null
  return flight
}

function applySent(draft: RestoreDraft, { type, at, batch, tasks }: RestoreSentEvent): void {
  draft.takeUp(tasks)
  if (type === 'act-sent') {
    for (const task of tasks) {
      const { status, sends } = draft.entry(task)
      // Only in journals of earlier versions, which deleted what two restores had made.
      if (isSettled(status)) draft.move(task, { status: 'extra' })
      else draft.move(task, { status: 'sent', sends: sends + 1 })
    }
  }
  draft.flight = { kind: type === 'act-sent' ? 'act' : 'look', batch, sentAt: at, tasks }
  draft.nextBatch = batch + 1
  draft.waiting = null
  if (draft.phase === 'waiting-for-portal') draft.phase = 'running'
}

/** A request came to nothing: what it carried is in doubt only if the portal may have begun. */
function applyFailed(draft: RestoreDraft, { at, failure }: FailedEvent): void {
  const flight = land(draft)
  if (flight === null) return
  const remedy = remedyForRequest(failure)
  for (const task of flight.tasks) {
    if (flight.kind === 'act') {
      if (remedy === 'unknown') doubt(draft, task, failure, at, flight.sentAt)
      else waitAgain(draft, task, at)
    } else if (!isSettled(draft.entry(task).status)) {
      // A look that failed for a connection is no reason to give up, unless somebody waits for the end.
      const counts =
        remedy === 'stop' ? Infinity : Number(draft.phase === 'stopping' || !passesByItself(failure))
      const pending = draft.pending.get(task) ?? { notBefore: at, until: at, tries: 0 }
      draft.pending.set(task, { ...pending, tries: isStarted(draft, task) ? pending.tries + counts : 0 })
    }
  }
  if (remedy === 'stop') {
    draft.stopFor(failure)
    return
  }
  if (passesByItself(failure)) return
  draft.troubles++
  const limit = mayBeDone(failure) || failure.kind === 'not-sent' ? MOST_TROUBLES : MOST_SESSION_TROUBLES
  if (draft.troubles >= limit) draft.stopFor(failure)
}

/** What was never sent simply waits when looking comes to nothing as a whole; it gets no verdict from that. */
function isStarted(draft: RestoreDraft, task: number): boolean {
  const { status } = draft.entry(task)
  return status === 'lost' || status === 'made'
}

/** What could not be found out is looked for once more; links are sent again when the run goes on. */
function recheck(draft: RestoreDraft, at: number): void {
  draft.plan.tasks.forEach((_, task) => {
    const { status } = draft.entry(task)
    if (task >= draft.cursor || (status !== 'unknown' && status !== 'unconfirmed')) return
    draft.takeUp([task])
    if (status === 'unconfirmed') {
      draft.later(task, 'made', { notBefore: at })
    } else if (isRepeatable(draft.task(task))) {
      draft.move(task, { sends: 0 })
      draft.later(task, 'waiting', { notBefore: at })
    } else {
      draft.later(task, 'lost', { notBefore: at })
    }
    const first = draft.firstOf(task)
    if (first === task) for (const part of tasksOfContact(draft.plan, first)) unblock(draft, part)
  })
  if (draft.phase === 'done' && draft.open.length > 0) draft.phase = 'stopping'
}

function unblock(draft: RestoreDraft, task: number): void {
  if (draft.entry(task).status === 'blocked') draft.move(task, { status: 'waiting' })
}

/** The engine begins anew: what was sent and not answered is in doubt, and looks are made again. */
function restart(draft: RestoreDraft, at: number): void {
  const flight = land(draft)
  if (flight?.kind === 'act') {
    for (const task of flight.tasks) {
      doubt(draft, task, NO_ANSWER, at, flight.sentAt)
    }
  }
  for (const task of [...draft.pending.keys()]) {
    if (draft.entry(task).status === 'looked') draft.later(task, 'waiting', { notBefore: at })
  }
  draft.waiting = null
  draft.troubles = 0
  if (!['ready', 'stopping', 'done'].includes(draft.phase)) draft.phase = 'paused'
}

/** The phases that end by themselves. */
function comeToRest(draft: RestoreDraft): void {
  giveUpLooks(draft)
  draft.letGo()
  const active = draft.phase === 'running' || draft.phase === 'waiting-for-portal'
  if (active && draft.denials >= MOST_DENIALS) {
    draft.stopFor(failureOfKind('access-denied'))
  }
  if (draft.flight !== null) return
  if (draft.phase === 'pausing') draft.phase = 'paused'
  const nothingLeft = draft.open.length === 0 && draft.cursor >= draft.plan.tasks.length
  if ((draft.phase === 'stopping' && !isAnythingUnderWay(draft)) || (active && nothingLeft)) {
    draft.phase = 'done'
    draft.waiting = null
    if (!nothingLeft) draft.stopped ??= { kind: 'asked' }
  }
}

/** What must be settled also when a person stops: what the portal may have done, and whether it is there twice. */
function isAnythingUnderWay(draft: RestoreDraft): boolean {
  return [...draft.pending.keys()].some((task) => isStarted(draft, task))
}
