import { NO_ANSWER } from '../../../failure.ts'
import type { RunDraft } from './run-draft.ts'
import type { FailedEvent } from '../../../job/events.ts'
import { remedyForRequest } from '../../../job/refusals.ts'
import { MAY_STILL_WORK_MS } from '../../../job/timing.ts'

/** A request failed: whether its contacts were deleted is unknown only if the portal may have begun. */
export function applyFailed(draft: RunDraft, { at, batch, failure }: FailedEvent): void {
  const flight = draft.land(batch)
  if (flight === undefined) return
  const remedy = remedyForRequest(failure)
  if (flight.kind === 'look') {
    const tries = draft.triesTakenBy(failure, remedy === 'stop')
    for (const look of flight.pending) draft.looks.push({ ...look, tries: look.tries + tries })
  } else {
    const reason = draft.failureReason(failure)
    // Looked at even if the device says that it had no connection: that is no proof that nothing was deleted.
    const workingUntil = failure.kind === 'offline' ? at : flight.sentAt + MAY_STILL_WORK_MS
    for (const contact of flight.deletes) {
      if (remedy === 'unknown') {
        draft.move(contact, { maybeDone: true })
        draft.lookAt(contact, 'lost', reason, { notBefore: at, workingUntil })
      } else if (failure.kind === 'not-sent') {
        draft.takeBack(contact, { sends: draft.entry(contact).sends - 1 })
      } else {
        draft.takeBackRefused(contact)
      }
    }
    for (const contact of flight.checks) draft.takeBack(contact)
  }
  draft.countFailure(failure, remedy === 'stop')
}

/** The run is resumed: contacts that were sent without an answer are lost, and checked ones are checked again. */
export function beginAgain(draft: RunDraft, at: number): void {
  for (const flight of draft.flights) {
    if (flight.kind === 'look') {
      draft.looks.push(...flight.pending)
      continue
    }
    const reason = draft.failureReason(NO_ANSWER)
    const workingUntil = flight.sentAt + MAY_STILL_WORK_MS
    for (const contact of flight.deletes) {
      draft.move(contact, { maybeDone: true })
      draft.lookAt(contact, 'lost', reason, { notBefore: at, workingUntil })
    }
    for (const contact of flight.checks) draft.takeBack(contact)
  }
  draft.flights = []
  for (const { contact } of draft.checked) draft.takeBack(contact)
  draft.checked = []
  draft.beginAnew()
}
