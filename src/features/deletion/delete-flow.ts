import type { ArchiveSection } from '#core/archive/archived-contact.ts'
import type { Additions } from '#core/deletion/one/since-question.ts'
import type { Verdict } from '#core/deletion/verdict.ts'

/** The contact that is asked about. */
export interface Subject {
  readonly id: number
  /** As shown: its full name, or the words for a contact without one. */
  readonly name: string
}

/** The question about one contact. */
export interface Question {
  readonly subject: Subject
  /** What is new on the contact since the first question; null: this is the first question. */
  readonly additions: Additions | null
  /** The contact was protected since the question was opened, or that can no longer be read. */
  readonly protectedSince: boolean
  /** How often it was asked again. */
  readonly again: number
  /** What a try could not copy, so that the person is asked whether to delete it all the same; empty: none. */
  readonly missing: readonly ArchiveSection[]
}

/** Where the deletion of one contact stands. */
export type DeleteFlow =
  | { readonly stage: 'idle' }
  /** The question is open. */
  | ({ readonly stage: 'asking' } & Question)
  /** The contact is being copied and deleted. */
  | ({ readonly stage: 'deleting' } & Question)
  /** Never `unknown`: such a contact is watched separately, and other contacts may be asked about meanwhile. */
  | { readonly stage: 'finished'; readonly subject: Subject; readonly verdict: Verdict }

export type DeleteEvent =
  | { readonly type: 'ask'; readonly subject: Subject }
  | { readonly type: 'keep' }
  | { readonly type: 'confirm' }
  /** Nothing was sent: the contact has changed since the question. */
  | { readonly type: 'ask-again'; readonly additions: Additions | null; readonly protectedSince: boolean }
  /** Nothing was sent: the copy would lack these. */
  | { readonly type: 'copy-incomplete'; readonly missing: readonly ArchiveSection[] }
  | { readonly type: 'verdict'; readonly verdict: Verdict }
  | { readonly type: 'dismiss' }

export const IDLE: DeleteFlow = { stage: 'idle' }

/**
 * The next state. An event that does not fit the stage changes nothing and returns the same object; this is how a
 * second press, an Esc during the work or a late answer differs from one that counted.
 */
export function nextFlow(flow: DeleteFlow, event: DeleteEvent): DeleteFlow {
  switch (event.type) {
    case 'ask':
      // A command was sent: nothing may start beside it.
      return flow.stage === 'deleting'
        ? flow
        : {
            stage: 'asking',
            subject: event.subject,
            additions: null,
            protectedSince: false,
            again: 0,
            missing: [],
          }
    case 'keep':
      return flow.stage === 'asking' ? IDLE : flow
    case 'confirm':
      return flow.stage === 'asking' ? { ...flow, stage: 'deleting' } : flow
    case 'ask-again':
      return flow.stage === 'deleting' ? askedAgain(flow, event) : flow
    case 'copy-incomplete':
      return flow.stage === 'deleting' ? { ...flow, stage: 'asking', missing: event.missing } : flow
    case 'verdict':
      // `asking`: reading what is linked to the contact showed that it is gone.
      if (flow.stage === 'idle' || flow.stage === 'finished') return flow
      return event.verdict.kind === 'unknown'
        ? IDLE
        : { stage: 'finished', subject: flow.subject, verdict: event.verdict }
    case 'dismiss':
      return flow.stage === 'finished' ? IDLE : flow
  }
}

/** What an earlier question named stays named. */
function askedAgain(
  flow: Extract<DeleteFlow, { stage: 'deleting' }>,
  { additions, protectedSince }: Extract<DeleteEvent, { type: 'ask-again' }>,
): DeleteFlow {
  return {
    ...flow,
    stage: 'asking',
    additions: additions ?? flow.additions,
    protectedSince,
    again: flow.again + 1,
  }
}
