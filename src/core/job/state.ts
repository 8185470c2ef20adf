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

const ACTIVE: ReadonlySet<Phase> = new Set(['running', 'pausing', 'waiting-for-portal', 'stopping'])

/** Whether the job sends, or waits for something other than a person. */
export function isActive({ phase }: { readonly phase: Phase }): boolean {
  return ACTIVE.has(phase)
}

export type Stopped = { readonly kind: 'asked' } | { readonly kind: 'portal'; readonly failure: Failure }

export type Indices = readonly number[]

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
