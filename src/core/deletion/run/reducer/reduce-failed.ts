import { leavesDoubt, NO_ANSWER } from '../../../failure.ts'
import type { RunDraft } from './run-draft.ts'
import type { FailedEvent } from '../../../job/events.ts'
import { MOST_SESSION_TROUBLES, passesByItself, remedyForRequest } from '../../../job/refusals.ts'
import { MAY_STILL_WORK_MS } from '../../../job/timing.ts'
/** So many requests in a row may come to nothing, other than for want of a connection or by a limit. */
const MOST_TROUBLES = 10

/** A request came to nothing: what it carried is in doubt only if the portal may have begun. */
export function applyFailed(draft: RunDraft, { at, batch, failure }: FailedEvent): void {
  const flight = draft.land(batch)
  if (flight === undefined) return
  const remedy = remedyForRequest(failure)
  if (flight.kind === 'look') {
    const counts = draft.phase === 'stopping' || !passesByItself(failure)
    const tries = remedy === 'stop' ? Infinity : Number(counts)
    for (const look of flight.pending) draft.looks.push({ ...look, tries: look.tries + tries })
  } else {
    const reason = draft.failureReason(failure)
    // Looked at all the same: what a device knows of its connection is not the last word on what was deleted.
    const workingUntil = failure.kind === 'offline' ? at : flight.sentAt + MAY_STILL_WORK_MS
    for (const contact of flight.deletes) {
      if (remedy === 'doubt') {
        draft.move(contact, { doubted: true })
        draft.lookAt(contact, 'lost', reason, { notBefore: at, workingUntil })
      } else if (failure.kind === 'not-sent') {
        draft.takeBack(contact, { sends: draft.entry(contact).sends - 1 })
      } else {
        draft.takeBackRefused(contact)
      }
    }
    for (const contact of flight.checks) draft.takeBack(contact)
  }
  if (remedy === 'stop') {
    draft.stopFor(failure)
    return
  }
  if (passesByItself(failure)) return
  draft.troubles++
  const limit = leavesDoubt(failure) || failure.kind === 'not-sent' ? MOST_TROUBLES : MOST_SESSION_TROUBLES
  if (draft.troubles >= limit) draft.stopFor(failure)
}

/** The engine begins anew: what was sent and not answered is unknown, and what was checked is checked again. */
export function restore(draft: RunDraft, at: number): void {
  for (const flight of draft.flights) {
    if (flight.kind === 'look') {
      draft.looks.push(...flight.pending)
      continue
    }
    const reason = draft.failureReason(NO_ANSWER)
    const workingUntil = flight.sentAt + MAY_STILL_WORK_MS
    for (const contact of flight.deletes) {
      draft.move(contact, { doubted: true })
      draft.lookAt(contact, 'lost', reason, { notBefore: at, workingUntil })
    }
    for (const contact of flight.checks) draft.takeBack(contact)
  }
  draft.flights = []
  for (const { contact } of draft.checked) draft.takeBack(contact)
  draft.checked = []
  draft.waiting = null
  draft.troubles = 0
  if (!['ready', 'stopping', 'done'].includes(draft.phase)) draft.phase = 'paused'
}
