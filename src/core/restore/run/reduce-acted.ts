import { type Failure, BAD_ANSWER } from '../../failure.ts'
import { MAY_STILL_WORK_MS } from '../../job/timing.ts'
import { remedyForCommand } from '../../job/refusals.ts'
import type { RestoreDraft } from './restore-draft.ts'
import type { ActedEvent } from './events.ts'
import type { ActAnswer } from '../ports.ts'
import type { RestoreFlight } from './state.ts'
import { isRepeatable, mayComeTwice } from '../plan/tasks.ts'
/** So often something repeatable may be sent before nobody knows what became of it. */
const MOST_REPEATS = 5
const AGAIN_MS = 2_000

export function applyActed(draft: RestoreDraft, event: ActedEvent, flight: RestoreFlight): void {
  const answers = new Map(event.answers)
  for (const task of flight.tasks) {
    const answer = answers.get(task) ?? { kind: 'lost', failure: BAD_ANSWER }
    takeAnswer(draft, task, answer, event.at, flight.sentAt)
  }
  if (event.answers.some(([, { kind }]) => kind !== 'refused' && kind !== 'lost')) draft.troubles = 0
}

function takeAnswer(draft: RestoreDraft, task: number, answer: ActAnswer, at: number, sentAt: number): void {
  if (draft.entry(task).status === 'extra') {
    waitAgain(draft, task, at)
    return
  }
  switch (answer.kind) {
    case 'done': {
      succeed(draft, task, answer.id, at, sentAt)
      return
    }
    case 'already':
      // What was sent before without an answer is ours.
      draft.settle(task, draft.entry(task).doubted ? 'found-done' : 'already')
      return
    case 'not-primary':
    case 'target-gone': {
      draft.settle(task, answer.kind)
      return
    }
    case 'lost': {
      doubt(draft, task, answer.failure, at, sentAt)
      return
    }
    case 'refused': {
      refuse(draft, task, answer.failure, at, sentAt)
      return
    }
  }
}

function succeed(draft: RestoreDraft, task: number, id: number, at: number, sentAt: number): void {
  const { kind } = draft.task(task)
  if (isRepeatable({ kind })) {
    draft.settle(task, 'done')
  } else if (id <= 0) {
    // Done, and without an id nothing can be hung on it: the look finds it.
    doubt(draft, task, BAD_ANSWER, at, sentAt)
  } else {
    draft.setId(task, id)
    if (kind === 'contact' && draft.imports === 'untried') draft.imports = 'allowed'
    if (mayComeTwice({ kind })) draft.later(task, 'made', { notBefore: at })
    else draft.settle(task, 'done')
  }
}

function refuse(draft: RestoreDraft, task: number, failure: Failure, at: number, sentAt: number): void {
  const isFirst = draft.task(task).kind === 'contact' && draft.imports === 'untried'
  if (isFirst && failure.kind === 'access-denied') {
    // A right is looked at before any work: for want of the right to import, or to add at all.
    waitAgain(draft, task, at)
    draft.askAboutImport()
    return
  }
  switch (remedyForCommand(failure)) {
    case 'again': {
      waitAgain(draft, task, at)
      return
    }
    case 'stop': {
      waitAgain(draft, task, at)
      draft.stopFor(failure)
      return
    }
    case 'unknown': {
      doubt(draft, task, failure, at, sentAt)
      return
    }
    case 'look':
      if (isRepeatable(draft.task(task))) {
        refuseLink(draft, task, failure, at, sentAt)
      } else {
        // A handler of the portal may fail after the work was done: one look tells.
        draft.move(task, { doubted: false, reason: draft.reason(failure) })
        draft.later(task, 'lost', { notBefore: at })
      }
      return
  }
}

/**
 * A right is looked at before any work. Any other refusal may come of a handler that failed after the work was done: a
 * second try tells, since it answers that it is linked already, or is refused again.
 */
function refuseLink(draft: RestoreDraft, task: number, failure: Failure, at: number, sentAt: number): void {
  const { doubted, sends } = draft.entry(task)
  if (failure.kind === 'access-denied') {
    // Sent before without an answer, it may have been done all the same.
    draft.settle(task, doubted ? 'unknown' : 'denied', failure)
  } else if (remedyForCommand(draft.failureBehind(task)) === 'look' || sends >= MOST_REPEATS) {
    draft.settle(task, 'failed', failure)
  } else {
    doubt(draft, task, failure, at, sentAt)
  }
}

/** Nothing was done with it: it waits for its turn again. */
export function waitAgain(draft: RestoreDraft, task: number, at: number): void {
  const { status, sends } = draft.entry(task)
  if (status === 'extra') {
    draft.later(task, 'made', { notBefore: at })
    return
  }
  draft.move(task, { sends: sends - 1 })
  draft.later(task, 'waiting', { notBefore: at })
}

/** It may have been done: what is repeatable is done again, all else is looked for when it can no longer be under way. */
export function doubt(draft: RestoreDraft, task: number, failure: Failure, at: number, sentAt: number): void {
  const { status, sends } = draft.entry(task)
  if (status === 'extra') {
    draft.later(task, 'made', { notBefore: sentAt + MAY_STILL_WORK_MS })
    return
  }
  draft.move(task, { doubted: true, reason: draft.reason(failure) })
  if (!isRepeatable(draft.task(task))) {
    const until = sentAt + MAY_STILL_WORK_MS
    // What is found while ours may still be under way may be that of another restore.
    const notBefore = mayComeTwice(draft.task(task)) ? until : at
    draft.later(task, 'lost', { notBefore, until })
  } else if (sends >= MOST_REPEATS) {
    draft.settle(task, 'unknown', failure)
  } else {
    draft.later(task, 'waiting', { notBefore: at + AGAIN_MS * 2 ** sends })
  }
}
