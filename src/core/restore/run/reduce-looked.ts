import { MOST_LOOKS } from '../../job/job-draft.ts'
import { BAD_ANSWER, type Failure } from '../../failure.ts'
import type { RestoreDraft } from './restore-draft.ts'
import type { RestoreLookedEvent } from './events.ts'
import type { LookAnswer } from '../ports.ts'
import { TASK_LEDGER } from './ledger.ts'
import { shareOut } from './matching.ts'
import type { RestoreFlight } from './state.ts'

/** How long a lookup is valid; after that the thing is looked for once more before it is made. */
const LOOK_LASTS_MS = 30_000
/** How often a task may be sent, if each time a lookup shows that it was not done. */
const MOST_SENDS = 3
/** How often to try to see whether something was made twice. */
const MOST_CONFIRMATIONS = 5
const LOOK_AGAIN_MS = 3_000

/** Applies the answers of a lookup: each task may now be made, gets its verdict, or is looked for again. */
export function applyLooked(draft: RestoreDraft, event: RestoreLookedEvent, flight: RestoreFlight): void {
  const answers = new Map<number, LookAnswer>()
  for (const [task, failure] of event.unread) answers.set(task, { kind: 'unread', failure })
  for (const task of event.unseen) answers.set(task, { kind: 'unseen' })
  for (const task of event.absent) answers.set(task, { kind: 'absent' })
  for (const [task, ids] of event.found) answers.set(task, newlyFound(draft, task, ids))
  for (const task of flight.tasks) {
    const answer = answers.get(task) ?? { kind: 'unread', failure: BAD_ANSWER }
    // Journals of earlier versions also hold lookups of settled tasks.
    if (TASK_LEDGER.isSettled(draft.entry(task).status)) continue
    if (answer.kind === 'unread') lookAgain(draft, task, answer.failure, event.at)
    else decide(draft, task, answer, event.at, flight.sentAt)
  }
  if (answers.size > event.unread.length) draft.troubles = 0
}

type Seen = Exclude<LookAnswer, { kind: 'unread' }>

/** Leaves out contacts that had the foreign key before the restore. */
function newlyFound(draft: RestoreDraft, task: number, ids: readonly number[]): LookAnswer {
  const what = draft.task(task)
  const known = what.kind === 'contact' ? what.knownBefore : []
  const fresh = ids.filter((id) => !known.includes(id))
  return fresh.length === 0 ? { kind: 'absent' } : { kind: 'found', ids: fresh }
}

function decide(draft: RestoreDraft, task: number, seen: Seen, at: number, sentAt: number): void {
  switch (draft.entry(task).status) {
    case 'waiting':
    case 'looked':
      if (!settleFound(draft, task, seen, 'already')) {
        draft.later(task, 'looked', { notBefore: at, until: sentAt + LOOK_LASTS_MS })
      }
      return
    case 'lost': {
      decideLost(draft, task, seen, sentAt)
      return
    }
    case 'made': {
      confirm(draft, task, seen)
      return
    }
    case 'sent':
    case 'extra':
    case 'done':
    case 'found-done':
    case 'already':
    case 'not-primary':
    case 'target-gone':
    case 'denied':
    case 'failed':
    case 'unknown':
    case 'blocked':
    case 'unconfirmed':
      return
  }
}

/** Takes the oldest that no other task of this restore has, and notes surplus ones. False: there is none to take. */
function settleFound(
  draft: RestoreDraft,
  task: number,
  seen: Seen,
  status: 'already' | 'found-done',
): boolean {
  if (seen.kind !== 'found') return false
  const { free, spare } = shareOut(draft, task, seen.ids)
  const [eldest] = free
  if (eldest === undefined || free.length <= spare) return false
  noteTooMany(draft, task, eldest, seen.ids)
  draft.setId(task, eldest)
  draft.settle(task, status)
  return true
}

/** After a lost answer, or after a refusal although it may have been done. */
function decideLost(draft: RestoreDraft, task: number, seen: Seen, sentAt: number): void {
  if (settleFound(draft, task, seen, 'found-done')) return
  const { maybeDone, sends } = draft.entry(task)
  const failure = draft.failureBehind(task)
  const pending = draft.pending.get(task)
  if (maybeDone && pending !== undefined && sentAt < pending.until) {
    draft.pending.set(task, { ...pending, notBefore: pending.until })
    return
  }
  if (!maybeDone && failure.kind === 'access-denied') {
    // The portal checks rights before any work.
    draft.settle(task, 'denied', failure)
  } else if (!maybeDone && seen.kind === 'absent') {
    draft.settle(task, 'failed', failure)
  } else if (seen.kind === 'unseen') {
    draft.settle(task, 'unknown', failure)
  } else if (sends >= MOST_SENDS) {
    draft.settle(task, 'failed', failure)
  } else {
    // It was certainly not done: as if it had never been sent.
    draft.move(task, { maybeDone: false })
    draft.later(task, 'looked', { notBefore: sentAt, until: sentAt + LOOK_LASTS_MS })
  }
}

/** @param own the ID that the task takes for itself. */
function noteTooMany(draft: RestoreDraft, task: number, own: number, found: readonly number[]): void {
  const { ids, copies } = shareOut(draft, task, found)
  const others = ids.filter((id) => id !== own)
  if (ids.length > copies) draft.others.set(task, others)
  else draft.others.delete(task)
}

/**
 * It may be there twice: another restore made it at the same moment, or the portal carried out one request twice, for
 * example because the browser sent it again after a connection broke. Nothing is deleted. The rest is added to the one
 * that this restore made, since no restore may be completing the other one.
 */
function confirm(draft: RestoreDraft, task: number, seen: Seen): void {
  const own = draft.idOf(task)
  const found = seen.kind === 'found' ? seen.ids : [own]
  const [elder] = shareOut(draft, task, found).free
  if (found.includes(own)) {
    noteTooMany(draft, task, own, found)
    draft.settle(task, 'done')
  } else if (elder !== undefined) {
    // Somebody deleted ours; the other one is there.
    noteTooMany(draft, task, elder, found)
    draft.setId(task, elder)
    draft.settle(task, 'already')
  } else {
    draft.settle(task, 'unconfirmed')
  }
}

function lookAgain(draft: RestoreDraft, task: number, failure: Failure, at: number): void {
  const { status } = draft.entry(task)
  const before = draft.pending.get(task)
  const tries = draft.tries(task) + 1
  draft.pending.set(task, {
    until: before?.until ?? at,
    notBefore: at + LOOK_AGAIN_MS * 2 ** (tries - 1),
    tries,
  })
  // A task that was not sent yet would fail because of this lookup; a sent one keeps its own reason.
  if (status === 'waiting' || status === 'looked') draft.move(task, { reason: draft.reason(failure) })
}

/** A task whose lookups failed too often gets the verdict that is true without a lookup. */
export function giveUpLooks(draft: RestoreDraft): void {
  const most = draft.mostLooks
  for (const [task, { tries }] of [...draft.pending]) {
    const { status } = draft.entry(task)
    const failure = draft.failureBehind(task)
    if (status === 'made' && tries >= MOST_CONFIRMATIONS) draft.settle(task, 'unconfirmed')
    else if (status === 'lost' && tries >= most) draft.settle(task, 'unknown', failure)
    else if ((status === 'waiting' || status === 'looked') && tries >= MOST_LOOKS) {
      draft.settle(task, 'failed', failure)
    }
  }
}
