import { failureOfKind, mayBeDone, type Failure } from '../failure.ts'

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

/** `passing`: nothing was done, and it passes. `final`: all others are refused, too. `right`: this user may not. */
const SORTS: Readonly<Record<Failure['kind'], 'passing' | 'final' | 'right' | 'other'>> = {
  'operating-limit': 'passing',
  'rate-limit': 'passing',
  'not-sent': 'passing',
  auth: 'passing',
  scope: 'final',
  'not-admitted': 'final',
  blocked: 'final',
  plan: 'final',
  'app-removed': 'final',
  'method-gone': 'final',
  'access-denied': 'right',
  'not-found': 'other',
  'invalid-id': 'other',
  network: 'other',
  timeout: 'other',
  'bad-answer': 'other',
  'portal-error': 'other',
  'app-fault': 'other',
  offline: 'other',
  'filter-ignored': 'other',
  'copy-incomplete': 'other',
  'copy-not-kept': 'other',
  'copy-not-saved': 'other',
  'copy-outdated': 'other',
  'copy-unreadable': 'other',
  'copy-not-erased': 'other',
  'record-not-kept': 'other',
  'browser-storage': 'other',
  'still-there': 'other',
  'filter-unknown': 'other',
  'not-made': 'other',
  'app-outdated': 'other',
}

/** For a refused delete inside a batch that was answered. */
export function remedyForCommand(failure: Failure): Remedy {
  switch (SORTS[failure.kind]) {
    case 'passing':
      return 'again'
    case 'final':
      return 'stop'
    case 'right':
    case 'other':
      return mayBeDone(failure) ? 'unknown' : 'look'
  }
}

/** For a request that failed as a whole. Only a refusal that comes before any work means that nothing was done. */
export function remedyForRequest({ kind }: Failure): Exclude<Remedy, 'look'> {
  switch (SORTS[kind]) {
    case 'passing':
      return 'again'
    case 'final':
    case 'right':
      return 'stop'
    case 'other':
      return 'unknown'
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
