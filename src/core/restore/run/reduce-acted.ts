import { type Failure, BAD_ANSWER } from '../../failure.ts'
import { MAY_STILL_WORK_MS } from '../../job/timing.ts'
import { remedyForCommand } from '../../job/refusals.ts'
import type { RestoreDraft } from './restore-draft.ts'
import type { ActedEvent } from './events.ts'
import type { ActAnswer } from '../ports.ts'
import type { RestoreFlight } from './state.ts'
import { isRepeatable, mayComeTwice } from '../plan/tasks.ts'

/** After this many sends without an answer a repeatable task gets the verdict `unknown`. */
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
      // If an earlier answer was lost, this restore did it.
      draft.settle(task, draft.entry(task).maybeDone ? 'found-done' : 'already')
      return
    case 'not-primary':
    case 'target-gone': {
      draft.settle(task, answer.kind)
      return
    }
    case 'lost': {
      markMaybeDone(draft, task, answer.failure, at, sentAt)
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
    // Done, but nothing can be linked to it without its ID: a lookup finds it.
    markMaybeDone(draft, task, BAD_ANSWER, at, sentAt)
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
    // The portal checks rights before any work. The right to import is missing, or the right to add at all.
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
      markMaybeDone(draft, task, failure, at, sentAt)
      return
    }
    case 'look':
      if (isRepeatable(draft.task(task))) {
        refuseLink(draft, task, failure, at, sentAt)
      } else {
        // A handler of the portal may fail after the work was done: one lookup shows it.
        draft.move(task, { maybeDone: false, reason: draft.reason(failure) })
        draft.later(task, 'lost', { notBefore: at })
      }
      return
  }
}

/**
 * The portal checks rights before any work. Any other refusal may come from a handler that failed after the work was
 * done. A second try shows it: the portal answers that the contact is linked already, or refuses again.
 */
function refuseLink(draft: RestoreDraft, task: number, failure: Failure, at: number, sentAt: number): void {
  const { maybeDone, sends } = draft.entry(task)
  if (failure.kind === 'access-denied') {
    // An earlier answer was lost, so it may have been done then.
    draft.settle(task, maybeDone ? 'unknown' : 'denied', failure)
  } else if (remedyForCommand(draft.failureBehind(task)) === 'look' || sends >= MOST_REPEATS) {
    draft.settle(task, 'failed', failure)
  } else {
    markMaybeDone(draft, task, failure, at, sentAt)
  }
}

/** The portal did nothing with it: it waits for its turn again. */
export function waitAgain(draft: RestoreDraft, task: number, at: number): void {
  const { status, sends } = draft.entry(task)
  if (status === 'extra') {
    draft.later(task, 'made', { notBefore: at })
    return
  }
  draft.move(task, { sends: sends - 1 })
  draft.later(task, 'waiting', { notBefore: at })
}

/**
 * The portal may have done it. A repeatable task is sent again; any other is looked for when the portal can no longer
 * be working on it.
 */
export function markMaybeDone(
  draft: RestoreDraft,
  task: number,
  failure: Failure,
  at: number,
  sentAt: number,
): void {
  const { status, sends } = draft.entry(task)
  if (status === 'extra') {
    draft.later(task, 'made', { notBefore: sentAt + MAY_STILL_WORK_MS })
    return
  }
  draft.move(task, { maybeDone: true, reason: draft.reason(failure) })
  if (!isRepeatable(draft.task(task))) {
    const until = sentAt + MAY_STILL_WORK_MS
    // Until then a found thing may come from another restore, while the portal is still working on ours.
    const notBefore = mayComeTwice(draft.task(task)) ? until : at
    draft.later(task, 'lost', { notBefore, until })
  } else if (sends >= MOST_REPEATS) {
    draft.settle(task, 'unknown', failure)
  } else {
    draft.later(task, 'waiting', { notBefore: at + AGAIN_MS * 2 ** sends })
  }
}
