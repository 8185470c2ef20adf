import type { Failure } from '../../../failure.ts'
import type { RunDraft } from './run-draft.ts'
import type { CopiedEvent, CopiesGoneEvent } from '../events.ts'
import { RUN_LEDGER, type Status } from './ledger.ts'
import { passesByItself } from '../../../job/refusals.ts'
import type { RunState } from '../state.ts'
import { isActive, type Indices } from '../../../job/state.ts'

/** The first portion of copies: two or three requests (portal/archive), so that the run begins soon. */
const FIRST_COPIES = 40
const USUAL_COPIES = 100
/** In long runs portions are larger, so that the requests for storing them and half-empty batches matter little. */
const MOST_COPIES_TOGETHER = 200
/** How many portions of a size were made before, at least. */
const PORTIONS_BEFORE = 10
/** How many copied contacts may wait for their turn: enough that no batch waits for copies, few enough to be fresh. */
const COPIES_AHEAD = 1_000
/** A run pauses after this many failed attempts in a row; limits and a lost connection do not count. */
const MOST_COPY_TROUBLES = 4

/**
 * The contacts to copy now; empty: none. Pure; ask again after every event.
 * @param before contacts that are being copied: what comes after them
 */
export function nextCopies(state: RunState, before: Indices = []): Indices {
  const { copies, phase, ledger, again } = state
  if (copies === null || !isActive(phase)) return []
  const cursor = before.reduce((most, contact) => Math.max(most, contact + 1), copies.cursor)
  const together = portionAfter(cursor)
  const taken = new Set([...again, ...before])
  const begun = new Set(before)
  const chosen = again
    .filter((contact) => !RUN_LEDGER.entry(ledger, contact).copied && !begun.has(contact))
    .slice(0, together)
  if (copies.first === null && cursor - state.cursor >= COPIES_AHEAD) return chosen
  for (let next = cursor; next < ledger.size && chosen.length < together; next++) {
    if (RUN_LEDGER.entry(ledger, next).status === 'waiting' && !taken.has(next)) chosen.push(next)
  }
  return chosen
}

/** How many contacts the next portion holds, after this many. The same after a restart: a part may be written anew. */
function portionAfter(copied: number): number {
  const usual = Math.min(USUAL_COPIES, Math.max(FIRST_COPIES, copied))
  return Math.min(MOST_COPIES_TOGETHER, Math.max(usual, Math.floor(copied / PORTIONS_BEFORE)))
}

/** Whether a waiting contact may be checked: its copy is made, or the run makes none. */
export function mayBeChecked({ copies, ledger }: RunState, contact: number): boolean {
  return copies === null || (copies.first === null && RUN_LEDGER.entry(ledger, contact).copied)
}

/** Whether the contacts still to be deleted wait for their copies. */
export function waitsForCopies(state: RunState): boolean {
  return state.copies !== null && state.counts.waiting > 0
}

export function applyCopied(draft: RunDraft, event: CopiedEvent): void {
  const { copies } = draft
  if (copies === null) return
  // A contact that got its verdict meanwhile is in the archive too; that does no harm.
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
 * The run begins another archive, and copies all contacts that are still to be deleted again. If the old archive was
 * erased, none of its copies count any more; if it is still stored, they count for contacts whose delete was sent.
 */
export function forgetCopies(draft: RunDraft, { kept }: CopiesGoneEvent): void {
  const { copies } = draft
  if (copies === null) return
  // Contacts that are checked, or being checked, wait for their new copy and are checked again after it.
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
    // Contacts before the cursor that still wait are in `again`.
    cursor: draft.cursor,
    troubles: 0,
    first: copies.first === null ? null : 'making',
  }
}

/** Statuses in which no delete is under way and none may have been carried out. */
const TO_BE_DELETED: ReadonlySet<Status> = new Set(['waiting', 'checked', 'vanished', 'refused'])

export function applyCopyFailed(draft: RunDraft, failure: Failure): void {
  if (draft.copies === null) return
  const troubles = draft.copies.troubles + Number(!passesByItself(failure))
  draft.copies = { ...draft.copies, troubles }
  // Without copies nothing is deleted: the run pauses, and the person may leave it to make room.
  if (isActive(draft.phase) && troubles >= MOST_COPY_TROUBLES) draft.holdFor(failure)
}

/** If the person wanted all copies before any deletion: notes that all are made. True: it has just been noted. */
export function copiesAreMade(draft: RunDraft): boolean {
  const { copies } = draft
  if (copies?.first !== 'making' || draft.isAnyUncopied(copies.cursor)) return false
  draft.copies = { ...copies, first: 'ready' }
  draft.waiting = null
  return true
}
