import { failureOfKind, mayBeDone, type Failure } from '../failure.ts'

/** The result of one contact's deletion. Each contact has exactly one, and it says only what was seen. */
export type Verdict =
  /** The portal said so, or (`reread`) its answer was lost and the contact was then found gone. */
  | { readonly kind: 'deleted'; readonly reread: boolean }
  /** Refused, and gone though it was there just before: deleted by this delete or by somebody else. */
  | { readonly kind: 'gone' }
  /** It was no longer there before anything was sent. */
  | { readonly kind: 'already-gone' }
  /** Refused; the contact is still there. `canRead` false: it may also be gone, which this user cannot see. */
  | { readonly kind: 'access-denied'; readonly canRead: boolean }
  /** Not deleted, and still there. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The contact may have been deleted, and could not be read since. */
  | { readonly kind: 'unknown'; readonly failure: Failure }

/** Whether the contact was not deleted for certain, so that its copy is of no use. */
export function stays(verdict: Verdict): boolean {
  // The portal says that it deleted this one, and still shows it.
  if (verdict.kind === 'failed') return verdict.failure.kind !== 'still-there'
  return verdict.kind === 'access-denied' && verdict.canRead
}

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
  /** The portal has it or had it, but this user may not see it. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'unread'; readonly failure: Failure }

/**
 * The verdict from the portal's answer and from what was seen afterwards. A refusal's own words are not trusted: the
 * empty code says "Access denied." for a missing contact too, and a stale exception can turn it into "not found"
 * (portal README, "Refusals of the CRM"). Only reading the contact again shows the cause.
 */
export function decideVerdict(answer: DeleteAnswer, presence: Presence): Verdict {
  switch (answer.kind) {
    case 'true':
      // A portal that says "deleted" and still shows the contact has not deleted it.
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
  // The contact was there just before its delete was sent, but a browser may send a request twice without notice
  // (portal README, "A request may arrive twice"): then the second is refused because the first was carried out.
  if (presence.kind === 'gone') return { kind: 'gone' }
  if (presence.kind === 'hidden') return { kind: 'access-denied', canRead: false }
  if (failure.kind === 'access-denied') return { kind: 'access-denied', canRead: presence.kind === 'there' }
  if (presence.kind === 'there') {
    // "Not found" for a contact that is there comes from the refusal of an earlier command.
    return failure.kind === 'not-found'
      ? { kind: 'access-denied', canRead: true }
      : { kind: 'failed', failure }
  }
  // Refused, and it could not be looked at: only a refusal before any work proves that the contact is still there.
  return cameBeforeAnyWork(failure) ? { kind: 'failed', failure } : { kind: 'unknown', failure }
}

function cameBeforeAnyWork(failure: Failure): boolean {
  return !mayBeDone(failure) && !['not-found', 'invalid-id', 'portal-error'].includes(failure.kind)
}
