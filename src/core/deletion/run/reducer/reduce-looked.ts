import { BAD_ANSWER } from '../../../failure.ts'
import { decideVerdict, type Presence, type Verdict } from '../../verdict.ts'
import { MOST_CHECKS, type RunDraft } from './run-draft.ts'
import type { LookedEvent } from '../events.ts'
import type { PendingLook } from '../state.ts'

/** How often a contact's delete is sent at most; it is sent again only after the contact was seen to be there. */
const MOST_SENDS = 3
const LOOK_AGAIN_MS = 3_000

/** A look was answered: each of its contacts gets its verdict, waits for its turn again, or is looked at again. */
export function applyLooked(draft: RunDraft, event: LookedEvent): void {
  const flight = draft.land(event.batch)
  if (flight?.kind !== 'look') return
  const presences = new Map<number, Presence>()
  for (const [contact, failure] of event.unread) presences.set(contact, { kind: 'unread', failure })
  for (const contact of event.hidden) presences.set(contact, { kind: 'hidden' })
  for (const contact of event.gone) presences.set(contact, { kind: 'gone' })
  for (const contact of event.there) presences.set(contact, { kind: 'there' })
  for (const look of flight.pending) {
    const presence = presences.get(look.contact) ?? { kind: 'unread', failure: BAD_ANSWER }
    if (presence.kind === 'unread') {
      draft.looks.push({
        ...look,
        tries: look.tries + 1,
        notBefore: event.at + LOOK_AGAIN_MS * 2 ** look.tries,
      })
    } else {
      decide(draft, look, presence, flight.sentAt >= look.workingUntil)
    }
  }
  if (presences.size > event.unread.length) draft.troubles = 0
}

/** @param final the portal could no longer be at work on the contact when the look was sent. */
function decide(draft: RunDraft, look: PendingLook, presence: Presence, final: boolean): void {
  const { contact } = look
  const { status, maybeDone, sends, checks } = draft.entry(contact)
  if (presence.kind === 'gone' && maybeDone) {
    draft.settle(contact, { kind: 'deleted', reread: true })
    return
  }
  const failure = draft.failureBehind(contact)
  if (status === 'refused') {
    draft.settle(contact, decideVerdict({ kind: 'refused', failure }, presence))
    return
  }
  if (status === 'lost') {
    if (presence.kind !== 'gone' && !final) {
      draft.looks.push({ ...look, notBefore: look.workingUntil })
    } else if (presence.kind === 'there' && sends < MOST_SENDS) {
      draft.takeBack(contact)
    } else {
      draft.settle(contact, decideVerdict({ kind: 'lost', failure }, presence))
    }
    return
  }
  if (presence.kind === 'there' && checks + 1 < MOST_CHECKS) {
    draft.takeBack(contact, { checks: checks + 1 })
  } else {
    draft.settle(contact, vanishedVerdict(presence, sends > 0))
  }
}

/** For a contact that the list did not show when it was to be sent, or sent again. */
function vanishedVerdict(presence: Presence, wasSent: boolean): Verdict {
  if (presence.kind === 'gone') return { kind: wasSent ? 'gone' : 'already-gone' }
  if (presence.kind === 'hidden') return { kind: 'access-denied', canRead: false }
  return { kind: 'failed', failure: BAD_ANSWER }
}

/** Contacts whose looks failed too often become unknown; a person may ask to look at them again. */
export function giveUpLooks(draft: RunDraft): void {
  const most = draft.mostLooks
  const given = draft.looks.filter(({ tries }) => tries >= most)
  if (given.length === 0) return
  draft.looks = draft.looks.filter(({ tries }) => tries < most)
  for (const { contact } of given) {
    // The words of a refusal prove nothing: the portal says "Access denied." for a missing contact too
    // (portal README, "Refusals of the CRM").
    draft.settle(contact, { kind: 'unknown', failure: draft.failureBehind(contact) })
  }
}
