import { failureOfKind, leavesDoubt, unreachable, type Failure } from '../failure.ts'

/** What a run does about a trouble. */
export type Remedy =
  /** Nothing was done with the contacts: they wait for their turn again. */
  | 'again'
  /** Nothing more can be done at all: the run stops with this reason. */
  | 'stop'
  /** The portal may have done it: looked at after it can no longer be at work. */
  | 'doubt'
  /**
   * The portal said no; its words are not trusted, the cause is settled by looking
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
    case 'browser-storage':
    case 'still-there':
    case 'filter-unknown':
    case 'not-made':
    case 'app-outdated':
      return leavesDoubt(failure) ? 'doubt' : 'look'
    default:
      return unreachable(failure.kind)
  }
}

/** For a request that failed as a whole. Only what is checked before any work leaves no doubt. */
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
    case 'browser-storage':
    case 'still-there':
    case 'filter-unknown':
    case 'not-made':
    case 'app-outdated':
      return 'doubt'
    default:
      return unreachable(failure.kind)
  }
}

/** Whether a run that meets only this may wait for better times; else it says so after a while and stops. */
export function passesByItself(failure: Failure): boolean {
  return ['network', 'offline', 'rate-limit', 'operating-limit'].includes(failure.kind)
}

/**
 * A batch that was announced in the journal and did not leave. To the reducer it is as good as refused at the door:
 * nothing was done with its contacts.
 */
export const NOT_SENT: Failure = failureOfKind('not-sent')

/** So often in a row the portal may refuse for want of a session, before the run stops and says so. */
export const MOST_SESSION_TROUBLES = 3
