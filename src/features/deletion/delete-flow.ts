import type { Verdict } from '#core/deletion/verdict.ts'

/** The contact that is asked about. */
export interface Subject {
  readonly id: number
  /** As shown: its full name, or the words for a contact without one. */
  readonly name: string
}

/** Where the deletion of one contact stands. */
export type DeleteFlow =
  | { readonly stage: 'idle' }
  /** The question is open. */
  | { readonly stage: 'asking'; readonly subject: Subject }
  /** The one command is on its way. */
  | { readonly stage: 'deleting'; readonly subject: Subject }
  /** Never `unknown`: what that comes to is settled beside, while other contacts may be asked about. */
  | { readonly stage: 'told'; readonly subject: Subject; readonly verdict: Verdict }

export type DeleteEvent =
  | { readonly type: 'ask'; readonly subject: Subject }
  | { readonly type: 'keep' }
  | { readonly type: 'confirm' }
  | { readonly type: 'verdict'; readonly verdict: Verdict }
  | { readonly type: 'dismiss' }

export const IDLE: DeleteFlow = { stage: 'idle' }

/**
 * What follows. An event that has no place in a stage changes nothing and returns the very same object: so a second
 * press, an Esc while the portal works, or a late answer can be told from one that counted.
 */
export function nextFlow(flow: DeleteFlow, event: DeleteEvent): DeleteFlow {
  switch (event.type) {
    case 'ask':
      // A command is on its way: nothing may be started beside it.
      return flow.stage === 'deleting' ? flow : { stage: 'asking', subject: event.subject }
    case 'keep':
      return flow.stage === 'asking' ? IDLE : flow
    case 'confirm':
      return flow.stage === 'asking' ? { stage: 'deleting', subject: flow.subject } : flow
    case 'verdict':
      // `asking`: reading what hangs on the contact has shown that it is gone.
      if (flow.stage === 'idle' || flow.stage === 'told') return flow
      return event.verdict.kind === 'unknown'
        ? IDLE
        : { stage: 'told', subject: flow.subject, verdict: event.verdict }
    case 'dismiss':
      return flow.stage === 'told' ? IDLE : flow
  }
}
