/**
 * Why something was not done: one union for the portal's failures (a refused call, a refused command in a batch, a lost
 * connection, …) and for the app's own. `portal/rest/failure.ts` makes the portal's; only the texts in `i18n` and the
 * rules in `core` read them.
 */
export type FailureKind = PortalFailureKind | OwnFailureKind

export type PortalFailureKind = (typeof PORTAL_FAILURES)[number]

export const PORTAL_FAILURES = [
  /** Refused for lack of a right in the CRM. */
  'access-denied',
  /** Not for this person or from this place: not an employee, not let into the app, an address that is not allowed. */
  'not-admitted',
  /** The portal stopped answering apps, usually by a decision of the vendor: waiting does not help. */
  'blocked',
  /** No such thing, or none that this user may see. */
  'not-found',
  'invalid-id',
  /** The session ended or the token could not be renewed. */
  'auth',
  /** The app was not given a scope that the method needs. */
  'scope',
  /** The portal's plan has no REST, or the app's subscription is over. */
  'plan',
  /** The app was removed from the portal. */
  'app-removed',
  /** Too many requests from this address; a matter of seconds. */
  'rate-limit',
  /** The method used up its operating time; a matter of minutes, see `retryAt`. */
  'operating-limit',
  'method-gone',
  /** No answer: what was asked may or may not have been done. */
  'network',
  'timeout',
  /** An answer that is not one: wrong JSON, an empty body. What was asked may or may not have been done. */
  'bad-answer',
  /** Anything else, in the portal's own words. */
  'portal-error',
] as const

/** Failures that do not come from the portal: the app, the browser or the device could not do it, or the app must not. */
export type OwnFailureKind = (typeof OWN_FAILURES)[number]

export const OWN_FAILURES = [
  /** A file of the app could not be fetched, mostly because its files were replaced while the page was open. */
  'app-outdated',
  /** An unexpected error in the app: what was asked may or may not have been done. */
  'app-fault',
  /** The device had no connection at all while the request was tried, so the portal cannot be at work on it. */
  'offline',
  /** Prepared but never sent: the device was asleep or too busy. Nothing was done. */
  'not-sent',
  /** Not everything of a contact could be copied, and the person did not agree to delete it anyway. */
  'copy-incomplete',
  /** No place stored the copy: the portal's storage is full or was withdrawn, or the browser stores nothing. */
  'copy-not-kept',
  /** No place stores the copy, and it could not be offered as a file either. */
  'copy-not-saved',
  /** The contact changed each time between its copy and its delete. */
  'copy-outdated',
  /** The stored copy is not as it was written, or is not an archive. */
  'copy-unreadable',
  /** The copy is still there after it was erased. */
  'copy-not-erased',
  /** The record of a run could not be stored. */
  'record-not-kept',
  /** The browser's storage refused or failed. */
  'browser-storage',
  /** The portal says that the contact was deleted, and still shows it. */
  'still-there',
  /** The portal does not know a field of the filter, and would silently ignore it. */
  'filter-unknown',
  /** The portal's answer does not match the filter, or is not in the order asked for. */
  'filter-ignored',
  /** The app does not make it again, e.g. an e-mail, which would be sent. */
  'not-made',
] as const

export interface Failure {
  readonly kind: FailureKind
  /** The portal's code, e.g. `ERROR_CORE`; empty where the portal sent none and for the app's own. For support, never shown alone. */
  readonly code: string
  /** The portal's own words without tags; empty if there are none. */
  readonly portalText: string
  /** Unix ms from which asking again makes sense; absent: the portal did not say. */
  readonly retryAt?: number
}

/** A failure without the portal's code and words. */
export function failureOfKind(kind: FailureKind): Failure {
  return { kind, code: '', portalText: '' }
}

/** An unreadable answer, or one that lacks what was asked. */
export const BAD_ANSWER: Failure = failureOfKind('bad-answer')

/** The request was sent and no answer came. */
export const NO_ANSWER: Failure = failureOfKind('network')

/** The failure in anything that was thrown; an unexpected error becomes `app-fault`. */
export function failureOf(thrown: unknown): Failure {
  return thrown instanceof PortalFailure ? thrown.failure : failureOfKind('app-fault')
}

/** Loads a file of the app. Rejects with `app-outdated` if it cannot be fetched, which is no failure of the portal. */
export async function fetched<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch {
    throw new PortalFailure(failureOfKind('app-outdated'))
  }
}

/** Thrown by the ports when a request as a whole failed, or could not be made. Its message holds no personal data and no credential. */
export class PortalFailure extends Error {
  override readonly name = 'PortalFailure'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(`portal: ${failure.kind}${failure.code === '' ? '' : ` (${failure.code})`}`)
    this.failure = failure
  }
}

const SERVER_FAULTS = new Set(['INTERNAL_SERVER_ERROR', 'ERROR_UNEXPECTED_ANSWER'])

/** Whether the portal may have done what was asked, although no readable answer came. */
export function mayBeDone(failure: Failure): boolean {
  switch (failure.kind) {
    case 'network':
    case 'timeout':
    case 'bad-answer':
    case 'app-fault':
    case 'offline':
    case 'filter-ignored':
      return true
    case 'portal-error':
      // A 5xx of the front end may come after the work was done (portal README, "Errors").
      return SERVER_FAULTS.has(failure.code) || failure.code.startsWith('HTTP_5')
    case 'access-denied':
    case 'not-found':
    case 'invalid-id':
    case 'auth':
    case 'scope':
    case 'not-admitted':
    case 'blocked':
    case 'plan':
    case 'app-removed':
    case 'rate-limit':
    case 'operating-limit':
    case 'method-gone':
    case 'app-outdated':
    case 'not-sent':
    case 'copy-incomplete':
    case 'copy-not-kept':
    case 'copy-not-saved':
    case 'copy-outdated':
    case 'copy-unreadable':
    case 'copy-not-erased':
    case 'record-not-kept':
    case 'browser-storage':
    case 'still-there':
    case 'filter-unknown':
    case 'not-made':
      return false
    default:
      return unreachable(failure.kind)
  }
}

/** Whether the app may soon try the same reading again by itself. */
export function mayPass(failure: Failure): boolean {
  return mayBeDone(failure) || ['rate-limit', 'not-sent', 'app-outdated'].includes(failure.kind)
}

/** Ends a `switch` over a union: a new member is a compile error. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
