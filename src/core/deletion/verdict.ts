import { failureOfKind, leavesDoubt, type Failure } from '../failure.ts'

/** What became of one contact that was to be deleted. Exactly one of these, and only what was really seen. */
export type Verdict =
  /** The portal said so, or its answer was lost and the contact is gone on re-reading (`reread`). */
  | { readonly kind: 'deleted'; readonly reread: boolean }
  /** Refused, and gone though it was there just before: deleted by this delete or by somebody else, nobody can tell. */
  | { readonly kind: 'gone' }
  /** It was no longer there before anything was sent. */
  | { readonly kind: 'already-gone' }
  /** Refused; the contact is still there. `canRead` false: it may also be gone, this user cannot tell. */
  | { readonly kind: 'access-denied'; readonly canRead: boolean }
  /** Not deleted, and still there. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Sent, not answered, and could not be re-read: nobody knows yet. */
  | { readonly kind: 'unknown'; readonly failure: Failure }

/** The portal's answer to the delete command itself. */
export type DeleteAnswer =
  /** `result === true` and nothing else (core README, "Verdicts come from answers"). */
  | { readonly kind: 'true' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Sent, and no answer for this contact. */
  | { readonly kind: 'lost'; readonly failure: Failure }
  /** Stopped before the portal did anything with it. */
  | { readonly kind: 'not-done'; readonly failure: Failure }

/** Whether the contact is there, as seen AFTER the delete command. */
export type Presence =
  | { readonly kind: 'there' }
  | { readonly kind: 'gone' }
  /** The portal has it or had it, this user may not see it. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'unread'; readonly failure: Failure }

/**
 * The verdict from what the portal answered and what was seen afterwards. A refusal's own words are not trusted:
 * the empty code says "Access denied." for a missing contact too, and a stale exception can turn it into "not
 * found" (portal README, "Refusals of the CRM"), so only the re-reading tells which it was.
 */
export function decideVerdict(answer: DeleteAnswer, presence: Presence): Verdict {
  switch (answer.kind) {
    case 'true':
      // A portal that says "done" and still shows the contact has not deleted it.
      return presence.kind === 'there'
        ? { kind: 'failed', failure: failureOfKind('still-there') }
        : { kind: 'deleted', reread: false }
    case 'not-done':
      return { kind: 'failed', failure: answer.failure }
    case 'lost':
      if (presence.kind === 'gone') return { kind: 'deleted', reread: true }
      if (presence.kind === 'there') return { kind: 'failed', failure: answer.failure }
      return { kind: 'unknown', failure: answer.failure }
    case 'refused':
      return refusedVerdict(answer.failure, presence)
  }
}

function refusedVerdict(failure: Failure, presence: Presence): Verdict {
  // Each contact is seen to be there just before its delete is sent, and a browser may send a request twice without a
  // word (portal README, "A request may arrive twice"): the second is refused because the first was carried out.
  if (presence.kind === 'gone') return { kind: 'gone' }
  if (presence.kind === 'hidden') return { kind: 'access-denied', canRead: false }
  if (failure.kind === 'access-denied') return { kind: 'access-denied', canRead: presence.kind === 'there' }
  if (presence.kind === 'there') {
    // "Not found" for a contact that is there: the words of an earlier command's refusal.
    return failure.kind === 'not-found'
      ? { kind: 'access-denied', canRead: true }
      : { kind: 'failed', failure }
  }
  // Refused, and nobody could look: only a refusal that came before any work says for sure that it is still there.
  return cameBeforeAnyWork(failure) ? { kind: 'failed', failure } : { kind: 'unknown', failure }
}

function cameBeforeAnyWork(failure: Failure): boolean {
  return !leavesDoubt(failure) && !['not-found', 'invalid-id', 'portal-error'].includes(failure.kind)
}

/** Whether the contact must leave the lists. */
export function isGone(verdict: Verdict): boolean {
  return verdict.kind === 'deleted' || verdict.kind === 'gone' || verdict.kind === 'already-gone'
}
