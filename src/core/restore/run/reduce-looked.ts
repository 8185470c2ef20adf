import { BAD_ANSWER, type Failure } from '../../failure.ts'
import type { RestoreDraft } from './restore-draft.ts'
import type { RestoreLookedEvent } from './events.ts'
import type { LookAnswer } from '../ports.ts'
import { isSettled } from './ledger.ts'
import { shareOut } from './matching.ts'
import type { RestoreFlight } from './state.ts'

/** A look is good for so long; then it is looked for once more before it is made. */
const LOOK_LASTS_MS = 30_000
/** So often something may be sent, if each time it is seen not to have been done. */
const MOST_SENDS = 3
/** So often looking may fail; a person who stops waits less long. */
const MOST_LOOKS = 5
const MOST_LOOKS_STOPPING = 3
/** So often it may be tried to see whether something was made twice. */
const MOST_CONFIRMATIONS = 5
const LOOK_AGAIN_MS = 3_000

/** What was looked for was found, or not: each task may be made, gets its verdict, or is looked for again. */
export function applyLooked(draft: RestoreDraft, event: RestoreLookedEvent, flight: RestoreFlight): void {
  const answers = new Map<number, LookAnswer>()
  for (const [task, failure] of event.unread) answers.set(task, { kind: 'unread', failure })
  for (const task of event.unseen) answers.set(task, { kind: 'unseen' })
  for (const task of event.absent) answers.set(task, { kind: 'absent' })
  for (const [task, ids] of event.found) answers.set(task, newlyFound(draft, task, ids))
  for (const task of flight.tasks) {
    const answer = answers.get(task) ?? { kind: 'unread', failure: BAD_ANSWER }
    // Earlier versions looked once more at what is settled by now.
    if (isSettled(draft.entry(task).status)) continue
    if (answer.kind === 'unread') lookAgain(draft, task, answer.failure, event.at)
    else decide(draft, task, answer, event.at, flight.sentAt)
  }
  if (answers.size > event.unread.length) draft.troubles = 0
}

type Seen = Exclude<LookAnswer, { kind: 'unread' }>

/** Those that had a foreign key before are not what is looked for. */
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

/** Takes the oldest that no other task of this restore has, and notes if there are too many. False: there is none. */
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

/** After a lost answer, or a refusal behind which it may have been done. */
function decideLost(draft: RestoreDraft, task: number, seen: Seen, sentAt: number): void {
  if (settleFound(draft, task, seen, 'found-done')) return
  const { doubted, sends } = draft.entry(task)
  const failure = draft.failureBehind(task)
  const pending = draft.pending.get(task)
  if (doubted && pending !== undefined && sentAt < pending.until) {
    draft.pending.set(task, { ...pending, notBefore: pending.until })
    return
  }
  if (!doubted && failure.kind === 'access-denied') {
    // A right is looked at before any work.
    draft.settle(task, 'denied', failure)
  } else if (!doubted && seen.kind === 'absent') {
    draft.settle(task, 'failed', failure)
  } else if (seen.kind === 'unseen') {
    draft.settle(task, 'unknown', failure)
  } else if (sends >= MOST_SENDS) {
    draft.settle(task, 'failed', failure)
  } else {
    // It is certain that nothing came of it: as if it had never been sent.
    draft.move(task, { doubted: false })
    draft.later(task, 'looked', { notBefore: sentAt, until: sentAt + LOOK_LASTS_MS })
  }
}

/** @param own the one that the task takes for itself. */
function noteTooMany(draft: RestoreDraft, task: number, own: number, found: readonly number[]): void {
  const { ids, copies } = shareOut(draft, task, found)
  const others = ids.filter((id) => id !== own)
  if (ids.length > copies) draft.others.set(task, others)
  else draft.others.delete(task)
}

/**
 * It may be there twice: another restore made it at the same moment, or the portal carried out one request twice, as
 * when the browser sends it again after a connection broke. Nothing is deleted, and what belongs to it goes onto what
 * this restore made: the other one may be one that no restore goes on with.
 */
function confirm(draft: RestoreDraft, task: number, seen: Seen): void {
  const own = draft.idOf(task)
  const found = seen.kind === 'found' ? seen.ids : [own]
  const [elder] = shareOut(draft, task, found).free
  if (found.includes(own)) {
    noteTooMany(draft, task, own, found)
    draft.settle(task, 'done')
  } else if (elder !== undefined) {
    // Deleted by somebody; the other is there.
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
  // What was not sent yet fails for want of a look, what was sent for its own reason.
  if (status === 'waiting' || status === 'looked') draft.move(task, { reason: draft.reason(failure) })
}

/** What could not be looked for often enough gets the verdict that is true without a look. */
export function giveUpLooks(draft: RestoreDraft): void {
  const most = draft.phase === 'stopping' ? MOST_LOOKS_STOPPING : MOST_LOOKS
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
