import type { Failure } from '../failure.ts'

export type Phase =
  | 'ready'
  | 'running'
  | 'pausing'
  | 'paused'
  | 'waiting-for-portal'
  | 'stopping'
  /** Nothing more is done; `counts` show whether anything is left. */
  | 'done'

const BUSY: ReadonlySet<Phase> = new Set(['running', 'pausing', 'waiting-for-portal', 'stopping'])

/** Whether the job sends, or waits for something other than a person. */
export function isBusy({ phase }: { readonly phase: Phase }): boolean {
  return BUSY.has(phase)
}

export type Stopped =
  | { readonly kind: 'asked' }
  /** The job was done, and a look found items that are still to be done: they wait until the person resumes it. */
  | { readonly kind: 'looked' }
  | { readonly kind: 'portal'; readonly failure: Failure }

export type Indices = readonly number[]

/** Whether new requests are sent in this phase, now or once the wait is over. */
export function isActive(phase: Phase): boolean {
  return phase === 'running' || phase === 'waiting-for-portal'
}

/** The part of a job's state that all kinds share. */
export interface JobState {
  readonly phase: Phase
  /** Only in `waiting-for-portal`; `until` in Unix ms of our clock. */
  readonly waiting: { readonly until: number; readonly reason: PortalWait } | null
  /** Why the job ended before everything was done; null: it did not, or was resumed since. */
  readonly stopped: Stopped | null
  /** The number of the next request. */
  readonly nextBatch: number
  /** Failed requests in a row. */
  readonly troubles: number
  /** Refusals for lack of a right since the last success. */
  readonly denials: number
}

/** Why a job waits for the portal rather than for an answer or a person; journals hold these words. */
export const PORTAL_WAITS = [
  /** A method has used up its operating time; the portal says until when. */
  'operating-time',
  /** The portal asked to slow down (503, 429), or answers badly. */
  'portal-busy',
  'no-connection',
  'session',
  /** The portal may still be at work on a request whose answer was lost; its result can be seen only afterwards. */
  'portal-may-still-work',
] as const
export type PortalWait = (typeof PORTAL_WAITS)[number]

export function isPortalWait(reason: string): reason is PortalWait {
  return PORTAL_WAITS.some((each) => each === reason)
}

/** How far a job is, in plain JSON: for the screen, and for other tabs. */
export interface JobProgress extends Pick<JobState, 'phase' | 'waiting' | 'stopped'> {
  readonly planId: string
  /** How many contacts its plan has. */
  readonly total: number
  /** Null: the job is not running, or between two requests. */
  readonly doing: Doing | null
  /** Whether it would go on if it was resumed. */
  readonly canGoOn: boolean
  /** Estimated seconds until the end; null: not known yet, or the job is not active. */
  readonly secondsLeft: number | null
}

/** What a running job does at the moment, and with how many. */
export interface Doing {
  readonly kind: (typeof DOINGS)[number]
  readonly count: number
}

export const DOINGS = [
  'copying',
  'checking',
  'deleting',
  'restoring',
  /** Finding out what became of something. */
  'looking',
  /** For room in our share of the portal's requests. */
  'waiting',
] as const
