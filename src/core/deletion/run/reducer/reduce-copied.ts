import type { Failure } from '../../../failure.ts'
import type { RunDraft } from './run-draft.ts'
import type { CopiedEvent, CopiesGoneEvent } from '../events.ts'
import { entryOf, statusOf, type Status } from './ledger.ts'
import { passesByItself } from '../../../job/refusals.ts'
import type { RunState } from '../state.ts'
import type { Indices } from '../../../job/state.ts'

/** At first as many as the portal tells all about in two or three requests (portal/archive): a run is to begin soon. */
const FIRST_COPIES = 40
/** Later so many that the requests for keeping them, and half-empty batches, weigh little beside them. */
const MOST_COPIES_TOGETHER = 200
/** So many may be copied and wait for their turn: enough that no batch waits for a copy, few enough to be fresh. */
const COPIES_AHEAD = 600
/** So many attempts in a row may come to nothing, other than for want of a connection. */
const MOST_COPY_TROUBLES = 4

/** Whose copies are to be made now; empty: nobody's. Pure; ask again after every event. */
export function nextCopies(state: RunState): Indices {
  const { copies, phase, ledger, again } = state
  if (copies === null || (phase !== 'running' && phase !== 'waiting-for-portal')) return []
  const together = Math.min(MOST_COPIES_TOGETHER, Math.max(FIRST_COPIES, copies.cursor))
  const chosen = again.filter((contact) => !entryOf(ledger, contact).copied).slice(0, together)
  if (copies.first === null && copies.cursor - state.cursor >= COPIES_AHEAD) return chosen
  const taken = new Set(again)
  for (let next = copies.cursor; next < ledger.size && chosen.length < together; next++) {
    if (statusOf(ledger, next) === 'waiting' && !taken.has(next)) chosen.push(next)
  }
  return chosen
}

/** Whether a contact that waits may be checked, as far as copies go. */
export function mayBeChecked({ copies, ledger }: RunState, contact: number): boolean {
  return copies === null || (copies.first === null && entryOf(ledger, contact).copied)
}

/** Whether contacts wait for their copies, and nothing else. */
export function waitsForCopies(state: RunState): boolean {
  return state.copies !== null && state.counts.waiting > 0
}

export function applyCopied(draft: RunDraft, event: CopiedEvent): void {
  const { copies } = draft
  if (copies === null) return
  // What got its verdict meanwhile is in the archive all the same; that does no harm.
  const open = (contact: number): boolean => draft.entry(contact).status === 'waiting'
  for (const contact of event.free) if (open(contact)) draft.move(contact, { copied: true })
  for (const contact of event.kept) {
    if (open(contact)) draft.keep(contact, { rule: 'copy-incomplete', mode: 'keep', sure: true })
  }
  for (const contact of event.missing) {
    if (open(contact)) draft.lookAt(contact, 'vanished', 0, { notBefore: event.at, workingUntil: event.at })
  }
  const all = [...event.free, ...event.kept, ...event.missing]
  const settled = new Set([...event.kept, ...event.missing])
  draft.again = draft.again.filter((contact) => !settled.has(contact))
  draft.copies = {
    ...copies,
    cursor: all.reduce((most, contact) => Math.max(most, contact + 1), copies.cursor),
    seals: [...copies.seals, ...event.seals],
    contacts: copies.contacts + event.free.length + event.kept.length,
    incomplete: copies.incomplete + event.incomplete,
    troubles: 0,
  }
}

/**
 * The archive cannot be gone on with: whoever is still to be deleted is copied anew, into another. Of whom it was erased
 * no copy counts any more; where it is kept, it still counts for whoever was sent to be deleted.
 */
export function forgetCopies(draft: RunDraft, { kept }: CopiesGoneEvent): void {
  const { copies } = draft
  if (copies === null) return
  // What was checked, or is being checked, waits for its copy and is checked again after it.
  const checking = draft.flights.flatMap((flight) => (flight.kind === 'batch' ? flight.checks : []))
  draft.flights = draft.flights.map((flight) =>
    flight.kind === 'batch' && flight.checks.length > 0 ? { ...flight, checks: [] } : flight,
  )
  for (const { contact } of draft.checked) draft.takeBack(contact)
  draft.checked = []
  draft.again.push(...checking)
  draft.forgetCopied(kept ? TO_BE_DELETED : null)
  const { archive, contacts, incomplete } = copies
  draft.copies = {
    archive: archive + 1,
    seals: [],
    contacts: 0,
    incomplete: 0,
    earlier: kept ? [...copies.earlier, { archive, contacts, incomplete }] : copies.earlier,
    // Whoever waits before is among those that wait again.
    cursor: draft.cursor,
    troubles: 0,
    first: copies.first === null ? null : 'making',
  }
}

/** No delete of these is under way or may have been carried out. */
const TO_BE_DELETED: ReadonlySet<Status> = new Set(['waiting', 'checked', 'vanished', 'refused'])

export function applyCopyFailed(draft: RunDraft, failure: Failure): void {
  if (draft.copies === null) return
  const troubles = draft.copies.troubles + Number(!passesByItself(failure))
  draft.copies = { ...draft.copies, troubles }
  const active = draft.phase === 'running' || draft.phase === 'waiting-for-portal'
  // Nothing is lost without a copy: a run that can make none waits for a person, who may leave it to make room.
  if (active && troubles >= MOST_COPY_TROUBLES) draft.holdFor(failure)
}

/** Notes that all copies are made which a person wanted before anything is deleted; true: now. */
export function copiesAreMade(draft: RunDraft): boolean {
  const { copies } = draft
  if (copies?.first !== 'making' || draft.isAnyUncopied(copies.cursor)) return false
  draft.copies = { ...copies, first: 'ready' }
  draft.waiting = null
  return true
}
