import { failureOfKind, mayBeDone, unreachable, type Failure } from '../failure.ts'

/** What a run does about a failure. */
export type Remedy =
  /** The portal did nothing with the contacts: they wait for their turn again. */
  | 'again'
  /** Nothing more can be done: the run stops with this reason. */
  | 'stop'
  /** The portal may have done it: the contact is looked at, also once the portal can no longer be at work on it. */
  | 'unknown'
  /**
   * The portal refused. Its words are not trusted, so looking at the contact settles the cause
   * (portal README, "Refusals of the CRM").
   */
  | 'look'

/** For a refused delete inside a batch that was answered. */
export function remedyForCommand(failure: Failure): Remedy {
  switch (failure.kind) {
    case 'operating-limit':
    case 'rate-limit':
    case 'not-sent':
    case 'auth':
      return 'again'
    case 'scope':
    case 'not-admitted':
    case 'blocked':
    case 'plan':
    case 'app-removed':
    case 'method-gone':
      return 'stop'
    case 'access-denied':
    case 'not-found':
    case 'invalid-id':
      return 'look'
    case 'network':
    case 'timeout':
    case 'bad-answer':
    case 'portal-error':
    case 'app-fault':
    case 'offline':
    case 'filter-ignored':
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
    case 'app-outdated':
      return mayBeDone(failure) ? 'unknown' : 'look'
    default:
      return unreachable(failure.kind)
  }
}

/** For a request that failed as a whole. Only a refusal that comes before any work means that nothing was done. */
export function remedyForRequest(failure: Failure): Exclude<Remedy, 'look'> {
  switch (failure.kind) {
    case 'operating-limit':
    case 'rate-limit':
    case 'not-sent':
    case 'auth':
      return 'again'
    case 'scope':
    case 'not-admitted':
    case 'blocked':
    case 'plan':
    case 'app-removed':
    case 'method-gone':
    case 'access-denied':
      return 'stop'
    case 'not-found':
    case 'invalid-id':
    case 'network':
    case 'timeout':
    case 'bad-answer':
    case 'portal-error':
    case 'app-fault':
    case 'offline':
    case 'filter-ignored':
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
    case 'app-outdated':
      return 'unknown'
    default:
      return unreachable(failure.kind)
  }
}

/** Whether the failure passes by itself, so that a run may wait as long as it lasts; a run stops after a few others. */
export function passesByItself(failure: Failure): boolean {
  return ['network', 'offline', 'rate-limit', 'operating-limit'].includes(failure.kind)
}

/** A batch that was announced in the journal and did not leave: nothing was done with its contacts. */
export const NOT_SENT: Failure = failureOfKind('not-sent')

/** A run stops after this many refusals in a row for lack of a session. */
export const MOST_SESSION_TROUBLES = 3
