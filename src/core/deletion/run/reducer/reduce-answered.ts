import { BAD_ANSWER, type Failure } from '../../../failure.ts'
import type { DeleteAnswer } from '../../verdict.ts'
import { MOST_CHECKS, type RunDraft } from './run-draft.ts'
import type { AnsweredEvent } from '../events.ts'
import { MOST_SESSION_TROUBLES, remedyForCommand } from '../../../job/refusals.ts'

/** A batch was answered: each delete and each check in it has its own answer, or none. */
export function applyAnswered(draft: RunDraft, event: AnsweredEvent): void {
  const flight = draft.land(event.batch)
  if (flight?.kind !== 'batch') return
  draft.meter = event.meter ?? draft.meter
  const open = new Set(flight.deletes)
  const unchecked = new Set(flight.checks)
  for (const contact of event.deleted) {
    if (open.delete(contact)) draft.settle(contact, { kind: 'deleted', reread: false })
  }
  for (const [contact, answer] of event.others)
    if (open.delete(contact)) applyRefused(draft, event.at, contact, answer)
  for (const contact of open) {
    applyRefused(draft, event.at, contact, { kind: 'lost', failure: BAD_ANSWER })
  }
  for (const contact of event.clear) {
    if (!unchecked.delete(contact)) continue
    draft.move(contact, { status: 'checked' })
    draft.checked.push({ contact, at: flight.sentAt, turn: flight.turn })
  }
  for (const contact of event.absent) {
    if (!unchecked.delete(contact)) continue
    draft.lookAt(contact, 'vanished', 0, { notBefore: event.at, workingUntil: event.at })
  }
  for (const [contact, reason] of event.guarded) if (unchecked.delete(contact)) draft.keep(contact, reason)
  for (const [contact, failure] of event.unread) {
    if (unchecked.delete(contact)) applyUnread(draft, contact, failure)
  }
  for (const contact of unchecked) applyUnread(draft, contact, BAD_ANSWER)
  countTrouble(draft, event)
}

/** Counts batches whose deletes were all refused for lack of a session: the contacts are not the cause. */
function countTrouble(draft: RunDraft, { deleted, others, clear }: AnsweredEvent): void {
  const [first] = others
  const noSession = first !== undefined && others.every(([, { failure }]) => failure.kind === 'auth')
  if (deleted.length > 0 || (!noSession && clear.length > 0)) draft.troubles = 0
  else if (noSession) draft.troubles++
  if (noSession && draft.troubles >= MOST_SESSION_TROUBLES) draft.stopFor(first[1].failure)
}

/** The batch was answered, so the portal is no longer at work on the contact: it can be looked at now. */
function applyRefused(
  draft: RunDraft,
  at: number,
  contact: number,
  { kind, failure }: Exclude<DeleteAnswer, { kind: 'true' }>,
): void {
  const remedy = kind === 'lost' ? 'unknown' : kind === 'not-done' ? 'again' : remedyForCommand(failure)
  const now = { notBefore: at, workingUntil: at }
  switch (remedy) {
    case 'stop': {
      draft.stopFor(failure)
      draft.takeBackRefused(contact)
      return
    }
    case 'again': {
      draft.takeBackRefused(contact)
      return
    }
    case 'unknown': {
      draft.move(contact, { maybeDone: true })
      draft.lookAt(contact, 'lost', draft.failureReason(failure), now)
      return
    }
    case 'look': {
      draft.lookAt(contact, 'refused', draft.failureReason(failure), now)
      return
    }
  }
}

function applyUnread(draft: RunDraft, contact: number, failure: Failure): void {
  const remedy = remedyForCommand(failure)
  if (remedy === 'stop') draft.stopFor(failure)
  if (remedy === 'stop' || remedy === 'again') {
    draft.takeBack(contact)
    return
  }
  const checks = draft.entry(contact).checks + 1
  if (checks >= MOST_CHECKS) draft.settle(contact, { kind: 'failed', failure })
  else draft.takeBack(contact, { checks })
}
