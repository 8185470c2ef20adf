import { failureOfKind, NO_ANSWER } from '../../failure.ts'
import { isStaleInPhase } from '../../job/job-draft.ts'
import { remedyForRequest } from '../../job/refusals.ts'
import { isActive } from '../../job/state.ts'
import { applyActed, markMaybeDone, waitAgain } from './reduce-acted.ts'
import { RestoreDraft } from './restore-draft.ts'
import type { FailedEvent } from '../../job/events.ts'
import type { RestoreEvent, RestoreSentEvent } from './events.ts'
import { TASK_LEDGER } from './ledger.ts'
import { applyLooked, giveUpLooks } from './reduce-looked.ts'
import type { RestorePlan } from '../plan/plan.ts'
import { tasksOfContact, type RestoreState } from './state.ts'
import { isRepeatable } from '../plan/tasks.ts'

/** After this many contacts in a row were refused for lack of a right, the next ones will be too. */
const MOST_DENIALS = 10

/**
 * The state of a restore after an event. Pure: the same events in the same order always make the same state, and the
 * given state is not changed. An answer counts only while its request is in flight: duplicate and late answers change
 * nothing.
 *
 * A contact, and every other thing that is made, goes `waiting → looked → sent → made → done`. It is looked for right
 * before it is sent, and sent once. If its answer is lost, it is looked for when the portal can no longer be working
 * on it, and sent again only if it is certainly absent. Links are repeatable and are simply sent again.
 */
export function afterRestoreEvent(plan: RestorePlan, state: RestoreState, event: RestoreEvent): RestoreState {
  if (isStale(plan, state, event)) return state
  const draft = new RestoreDraft(plan, state)
  apply(draft, event)
  comeToRest(draft)
  return draft.close()
}

function isStale(plan: RestorePlan, state: RestoreState, event: RestoreEvent): boolean {
  switch (event.type) {
    case 'looked':
      return !state.flights.some(({ kind, batch }) => kind === 'look' && batch === event.batch)
    case 'acted':
      return !state.flights.some(({ kind, batch }) => kind === 'act' && batch === event.batch)
    case 'failed':
      return !state.flights.some(({ batch }) => batch === event.batch)
    case 'look-sent':
    case 'act-sent':
      return event.batch < state.nextBatch || event.tasks.some((task) => task >= plan.tasks.length)
    case 'agreed':
      return state.imports !== 'refused' || state.phase !== 'paused'
    case 'restarted':
      return false
    case 'waits':
    case 'pause-asked':
    case 'resume-asked':
    case 'stop-asked':
    case 'recheck-asked':
      return isStaleInPhase(state, event.type)
  }
}

function apply(draft: RestoreDraft, event: RestoreEvent): void {
  switch (event.type) {
    case 'resume-asked':
      // Somebody may have granted the right since.
      if (draft.imports === 'refused') draft.imports = 'untried'
      draft.resume()
      return
    case 'agreed':
      draft.imports = 'waived'
      draft.resume()
      return
    case 'pause-asked': {
      draft.pause()
      return
    }
    case 'stop-asked': {
      draft.stop()
      return
    }
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
      const flight = draft.land(event.batch)
      if (flight !== undefined) applyLooked(draft, event, flight)
      return
    }
    case 'acted': {
      const flight = draft.land(event.batch)
      if (flight !== undefined) applyActed(draft, event, flight)
      return
    }
    case 'failed': {
      applyFailed(draft, event)
      return
    }
    case 'waits': {
      draft.waitForPortal(event)
      return
    }
    case 'restarted': {
      restart(draft, event.at)
      return
    }
  }
}

function applySent(draft: RestoreDraft, { type, at, batch, tasks }: RestoreSentEvent): void {
  draft.takeUp(tasks)
  if (type === 'act-sent') {
    for (const task of tasks) {
      const { status, sends } = draft.entry(task)
      // Only in journals of earlier versions, which deleted what two restores had both made.
      if (TASK_LEDGER.isSettled(status)) draft.move(task, { status: 'extra' })
      else draft.move(task, { status: 'sent', sends: sends + 1 })
    }
  }
  draft.flights.push({ kind: type === 'act-sent' ? 'act' : 'look', batch, sentAt: at, tasks })
  draft.departed(batch)
}

/** A request failed. The result of its tasks is unknown only if the portal may have started on them. */
function applyFailed(draft: RestoreDraft, { at, batch, failure }: FailedEvent): void {
  const flight = draft.land(batch)
  if (flight === undefined) return
  const remedy = remedyForRequest(failure)
  for (const task of flight.tasks) {
    if (flight.kind === 'act') {
      if (remedy === 'unknown') markMaybeDone(draft, task, failure, at, flight.sentAt)
      else waitAgain(draft, task, at)
    } else if (!TASK_LEDGER.isSettled(draft.entry(task).status)) {
      const counts = draft.triesTakenBy(failure, remedy === 'stop')
      const pending = draft.pending.get(task) ?? { notBefore: at, until: at, tries: 0 }
      draft.pending.set(task, { ...pending, tries: isStarted(draft, task) ? pending.tries + counts : 0 })
    }
  }
  draft.countFailure(failure, remedy === 'stop')
}

/** A task that was never sent simply waits when a whole lookup request fails; it gets no verdict from that. */
function isStarted(draft: RestoreDraft, task: number): boolean {
  const { status } = draft.entry(task)
  return status === 'lost' || status === 'made'
}

/** Tasks with an unknown result are looked for once more; links are sent again when the run goes on. */
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
  draft.lookOnceMore(draft.open.length > 0)
}

function unblock(draft: RestoreDraft, task: number): void {
  if (draft.entry(task).status === 'blocked') draft.move(task, { status: 'waiting' })
}

/** The engine starts again: unanswered tasks may have been done, and lookups are made again. */
function restart(draft: RestoreDraft, at: number): void {
  const { flights } = draft
  draft.flights = []
  for (const { kind, tasks, sentAt } of flights)
    if (kind === 'act') for (const task of tasks) markMaybeDone(draft, task, NO_ANSWER, at, sentAt)
  for (const task of [...draft.pending.keys()]) {
    if (draft.entry(task).status === 'looked') draft.later(task, 'waiting', { notBefore: at })
  }
  draft.beginAnew()
}

/** Ends the phases that end by themselves. */
function comeToRest(draft: RestoreDraft): void {
  giveUpLooks(draft)
  draft.letGo()
  if (isActive(draft.phase) && draft.denials >= MOST_DENIALS) {
    draft.stopFor(failureOfKind('access-denied'))
  }
  draft.endPhase({
    inFlight: draft.flights.length > 0,
    unsettled: isAnythingUnderWay(draft),
    unbegun: draft.open.length > 0 || draft.cursor < draft.plan.tasks.length,
  })
}

/** Whether something must be settled before a stop: what the portal may have done, or made twice. */
function isAnythingUnderWay(draft: RestoreDraft): boolean {
  return [...draft.pending.keys()].some((task) => isStarted(draft, task))
}
