import type { Failure } from '../failure.ts'
import { decideVerdict, type Presence, type Verdict } from '../verdict.ts'
import { MOST_CHECKS, type Draft } from './draft.ts'
import type { LookedEvent } from './events.ts'
import type { PendingLook } from './state.ts'

/** So often a contact's delete is sent at most; each time again only after it was seen to be there. */
const MOST_SENDS = 3
/** So often looking may fail before a contact is given up as unknown; a person who stops waits less long. */
const MOST_LOOKS = 5
const MOST_LOOKS_STOPPING = 3
const LOOK_AGAIN_MS = 3_000

const UNSEEN: Failure = { kind: 'bad-answer', code: '', portalText: '' }

/** What was asked after was seen, or not: each contact gets its verdict, waits for its turn, or is looked at again. */
export function applyLooked(draft: Draft, event: LookedEvent): void {
  const flight = draft.land(event.batch)
  if (flight?.kind !== 'look') return
  const presences = new Map<number, Presence>()
  for (const [contact, failure] of event.unread) presences.set(contact, { kind: 'unread', failure })
  for (const contact of event.hidden) presences.set(contact, { kind: 'hidden' })
  for (const contact of event.gone) presences.set(contact, { kind: 'gone' })
  for (const contact of event.there) presences.set(contact, { kind: 'there' })
  const saidOfGone = wordsForGone(draft, flight.pending, presences)
  const overtaken = overtakenIn(draft, flight.pending, presences)
  for (const look of flight.pending) {
    const presence = presences.get(look.contact) ?? { kind: 'unread', failure: UNSEEN }
    if (presence.kind === 'unread') {
      draft.looks.push({
        ...look,
        tries: look.tries + 1,
        notBefore: event.at + LOOK_AGAIN_MS * 2 ** look.tries,
      })
    } else {
      const over = flight.sentAt >= look.workingUntil
      decide(draft, look, presence, { over, overtaken: overtaken.has(look.contact), saidOfGone })
    }
  }
  if (presences.size > event.unread.length) draft.troubles = 0
}

/**
 * The words, in whatever language, with which this portal refused contacts that are gone. A refusal that comes after
 * such a one in the same batch may carry them too, whatever its own cause was (rest-contract.md, 2.2).
 */
function wordsForGone(
  draft: Draft,
  pending: readonly PendingLook[],
  presences: ReadonlyMap<number, Presence>,
): ReadonlySet<string> {
  const gone = pending.filter(
    ({ contact }) => presences.get(contact)?.kind === 'gone' && draft.entry(contact).status === 'refused',
  )
  return new Set(gone.map(({ contact }) => wordsOf(draft.failureBehind(contact))))
}

function wordsOf({ kind, code, portalText }: Failure): string {
  return `${kind} ${code} ${portalText}`
}

/**
 * Contacts of a lost batch of which a later one is gone: a batch works one command after the other, so the portal is
 * past these already, though it may still be at work on the rest.
 */
function overtakenIn(
  draft: Draft,
  pending: readonly PendingLook[],
  presences: ReadonlyMap<number, Presence>,
): ReadonlySet<number> {
  const overtaken = new Set<number>()
  const goneIn = new Set<number>()
  // Pending looks keep the order of their batch, and those of one batch share the time until which it may work.
  for (const { contact, workingUntil } of pending.toReversed()) {
    if (draft.entry(contact).status !== 'lost') continue
    if (goneIn.has(workingUntil)) overtaken.add(contact)
    if (presences.get(contact)?.kind === 'gone') goneIn.add(workingUntil)
  }
  return overtaken
}

interface Circumstances {
  /** The portal could no longer be at work when the look was sent. */
  readonly over: boolean
  readonly overtaken: boolean
  /** See `wordsForGone`: of a contact that is there they mean the portal's "not found". */
  readonly saidOfGone: ReadonlySet<string>
}

function decide(
  draft: Draft,
  look: PendingLook,
  presence: Presence,
  { over, overtaken, saidOfGone }: Circumstances,
): void {
  const { contact } = look
  const { status, doubted, sends, checks } = draft.entry(contact)
  if (presence.kind === 'gone' && doubted) {
    draft.settle(contact, { kind: 'deleted', reread: true })
    return
  }
  const failure = draft.failureBehind(contact)
  if (status === 'refused') {
    const cause = saidOfGone.has(wordsOf(failure)) ? ({ ...failure, kind: 'not-found' } as const) : failure
    draft.settle(contact, decideVerdict({ kind: 'refused', failure: cause }, presence))
    return
  }
  if (status === 'lost') {
    const again = presence.kind === 'there' && sends < MOST_SENDS
    if (again && overtaken) {
      draft.takeBack(contact)
    } else if (presence.kind !== 'gone' && !over) {
      draft.looks.push({ ...look, notBefore: look.workingUntil })
    } else if (again) {
      draft.takeBack(contact)
    } else {
      draft.settle(contact, decideVerdict({ kind: 'lost', failure }, presence))
    }
    return
  }
  if (presence.kind === 'there' && checks + 1 < MOST_CHECKS) {
    draft.takeBack(contact, { checks: checks + 1 })
  } else {
    draft.settle(contact, unsentVerdict(presence))
  }
}

/** For a contact that was never sent and that the list did not show. */
function unsentVerdict(presence: Presence): Verdict {
  if (presence.kind === 'gone') return { kind: 'already-gone' }
  if (presence.kind === 'hidden') return { kind: 'access-denied', canRead: false }
  return { kind: 'failed', failure: UNSEEN }
}

/** What could not be seen often enough stays unknown, and can be looked at once more when a person asks. */
export function giveUpLooks(draft: Draft): void {
  const most = draft.phase === 'stopping' ? MOST_LOOKS_STOPPING : MOST_LOOKS
  const given = draft.looks.filter(({ tries }) => tries >= most)
  if (given.length === 0) return
  draft.looks = draft.looks.filter(({ tries }) => tries < most)
  for (const { contact } of given) {
    // A refusal's words alone say nothing: "Access denied." is said of a missing contact too (rest-contract.md, 2.2).
    draft.settle(contact, { kind: 'unknown', failure: draft.failureBehind(contact) })
  }
}
