/**
 * Why the portal did not do what it was asked: one union for every shape in which that arrives (a refused call, a
 * refused command in a batch, a lost connection, …). `portal/failure.ts` makes them; only the texts in `i18n` and
 * the rules in `core` read them.
 */
export type FailureKind =
  /** Refused for lack of a right. */
  | 'access-denied'
  /** No such thing, or none that this user may see. */
  | 'not-found'
  | 'invalid-id'
  /** The session ended or the token could not be renewed. */
  | 'auth'
  /** The app was not given a scope that the method needs. */
  | 'scope'
  /** The portal's plan has no REST, or the app's subscription is over. */
  | 'plan'
  /** The app was removed from the portal. */
  | 'app-removed'
  /** Too many requests from this address; a matter of seconds. */
  | 'rate-limit'
  /** The method used up its operating time; a matter of minutes, `retryAt` tells. */
  | 'operating-limit'
  | 'method-gone'
  /** No answer: what was asked may or may not have been done. */
  | 'network'
  | 'timeout'
  /** An answer that is not one: wrong JSON, an empty body. What was asked may or may not have been done. */
  | 'bad-answer'
  /** Anything else, in the portal's own words. */
  | 'portal-error'

export interface Failure {
  readonly kind: FailureKind
  /** The portal's code, e.g. `ERROR_CORE`; empty where the portal sent none. For support, never shown alone. */
  readonly code: string
  /** The portal's own words with tags stripped; empty where it said nothing. */
  readonly portalText: string
  /** Unix ms from which asking again makes sense; only where the portal told. */
  readonly retryAt?: number
}

/** The device had no connection at all while the request was tried, so the portal cannot be at work on it. */
export const NEVER_LEFT: Failure = { kind: 'network', code: 'OFFLINE', portalText: '' }

/** Thrown by the ports when a request as a whole failed. Its message holds no personal data and no credential. */
export class PortalFailure extends Error {
  override readonly name = 'PortalFailure'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(`portal: ${failure.kind}${failure.code === '' ? '' : ` (${failure.code})`}`)
    this.failure = failure
  }
}

const SERVER_FAULTS = new Set(['INTERNAL_SERVER_ERROR', 'ERROR_UNEXPECTED_ANSWER'])

/** Whether the portal may have done what was asked although no readable answer came. */
export function leavesDoubt(failure: Failure): boolean {
  switch (failure.kind) {
    case 'network':
    case 'timeout':
    case 'bad-answer':
      return true
    case 'portal-error':
      // A 5xx of the front end may come after the work was done (rest-contract.md, 2.1).
      return SERVER_FAULTS.has(failure.code) || failure.code.startsWith('HTTP_5')
    case 'access-denied':
    case 'not-found':
    case 'invalid-id':
    case 'auth':
    case 'scope':
    case 'plan':
    case 'app-removed':
    case 'rate-limit':
    case 'operating-limit':
    case 'method-gone':
      return false
    default:
      return unreachable(failure.kind)
  }
}

/** Whether the same reading may be tried again by itself, soon. */
export function mayPass(failure: Failure): boolean {
  return leavesDoubt(failure) || failure.kind === 'rate-limit'
}

/** Ends a `switch` over a union: a new member is a compile error. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
