import { mayBeDone, NO_ANSWER, unreachable, type Failure } from '../failure.ts'
import { COPY_REASONS, GUARD_RULES, type GuardReason } from '../plan/guards.ts'
import type { Plan } from '../plan/plan.ts'
import { settlingOf } from './settling.ts'
import { verdictOf, type RunState, type RunVerdict } from './run/state.ts'

/** The results of a run so far: every contact of the plan is in exactly one group. */
export interface RunReport {
  readonly total: number
  /** Problems first, then what was skipped, then what is gone; within a kind the larger group first, and guard rules in their own order. */
  readonly groups: readonly ReportGroup[]
}

export interface ReportGroup {
  readonly reason: ReportReason
  /** Indices into the plan, ascending; never empty. */
  readonly contacts: readonly number[]
}

/** One line of the report. Contacts that a person would read the same sentence about have the same reason. */
export type ReportReason =
  /** The portal said so, or the answer was lost and the contact was then found gone. */
  | { readonly kind: 'deleted' }
  /** Refused and gone: deleted by this run or by somebody else at the same moment. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'already-gone' }
  /** `canRead` false: it may also be gone, which this user cannot see. */
  | { readonly kind: 'access-denied'; readonly canRead: boolean }
  /** `sure` false: the rule could not be checked, so the contact was skipped. */
  | { readonly kind: 'guarded'; readonly rule: GuardReason['rule']; readonly sure: boolean }
  /** Not deleted and still there. Grouped by the failure's kind, code and text; `retryAt` is that of the first. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /**
   * It could not be found out whether it was deleted; it may be looked at again. `refused`: why the portal refused, whose
   * words alone prove nothing; null: its answer was lost.
   */
  | { readonly kind: 'unknown'; readonly refused: Failure | null }
  /** Never sent: the run was stopped before. */
  | { readonly kind: 'waiting' }

export function reportOf(plan: Plan, state: RunState): RunReport {
  const groups = new Map<string, { reason: ReportReason; contacts: number[] }>()
  const settling = settlingOf(state)?.contacts
  for (let index = 0; index < plan.ids.length; index++) {
    // One that is about to be sent once more is not "still waiting".
    const reason = reasonOf(settling?.has(index) === true ? NOT_KNOWN : verdictOf(state, index))
    const key = keyOf(reason)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { reason, contacts: [index] })
    else group.contacts.push(index)
  }
  return { total: plan.ids.length, groups: [...groups.values()].toSorted(byOrder) }
}

const NOT_KNOWN: RunVerdict = { kind: 'unknown', failure: NO_ANSWER }

/** The report's reason for a verdict. */
export function reasonOf(verdict: RunVerdict): ReportReason {
  switch (verdict.kind) {
    case 'deleted':
      return { kind: 'deleted' }
    case 'guarded':
      return { kind: 'guarded', rule: verdict.reason.rule, sure: verdict.reason.sure }
    case 'access-denied':
      return { kind: 'access-denied', canRead: verdict.canRead }
    case 'failed':
      return { kind: 'failed', failure: verdict.failure }
    case 'unknown':
      return { kind: 'unknown', refused: mayBeDone(verdict.failure) ? null : verdict.failure }
    case 'gone':
    case 'already-gone':
    case 'waiting':
      return verdict
    default:
      return unreachable(verdict)
  }
}

/**
 * Whether the contacts were skipped because they changed, or something was linked to them, after the review or after
 * their copy. A new review shows them as they are now.
 */
export function isNewSinceReview(reason: ReportReason): boolean {
  return reason.kind === 'guarded' && SINCE_REVIEW.includes(reason.rule)
}

const SINCE_REVIEW: readonly GuardReason['rule'][] = [
  'new-relation',
  'changed-since-review',
  'created-after-plan',
  'copy-outdated',
  'older-changed',
]

/** A key that stays the same while the report grows, for lists on the screen. */
export function keyOf(reason: ReportReason): string {
  switch (reason.kind) {
    case 'access-denied':
      return `${reason.kind} ${reason.canRead}`
    case 'guarded':
      return `${reason.kind} ${reason.rule} ${reason.sure}`
    case 'failed':
      return keyOfFailure(reason.kind, reason.failure)
    case 'unknown':
      return reason.refused === null ? reason.kind : keyOfFailure(reason.kind, reason.refused)
    case 'deleted':
    case 'gone':
    case 'already-gone':
    case 'waiting':
      return reason.kind
    default:
      return unreachable(reason)
  }
}

function keyOfFailure(kind: ReportReason['kind'], failure: Failure): string {
  return JSON.stringify([kind, failure.kind, failure.code, failure.portalText])
}

const KINDS: Readonly<Record<ReportReason['kind'], number>> = {
  'access-denied': 0,
  failed: 1,
  unknown: 2,
  waiting: 3,
  guarded: 4,
  deleted: 5,
  gone: 6,
  'already-gone': 7,
}

function byOrder(a: ReportGroup, b: ReportGroup): number {
  if (a.reason.kind === 'guarded' && b.reason.kind === 'guarded' && a.reason.rule !== b.reason.rule) {
    return RULES.indexOf(a.reason.rule) - RULES.indexOf(b.reason.rule)
  }
  return KINDS[a.reason.kind] - KINDS[b.reason.kind] || b.contacts.length - a.contacts.length
}

const RULES: readonly GuardReason['rule'][] = [...GUARD_RULES, ...COPY_REASONS]
