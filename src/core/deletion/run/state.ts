import { archiveIdOf } from '../../archive/archive-id.ts'
import { NO_ANSWER, type Failure } from '../../failure.ts'
import { keptBy, type GuardReason } from '../../plan/guards.ts'
import { reviewReasons } from '../../plan/plan-reasons.ts'
import { type Plan } from '../../plan/plan.ts'
import type { Verdict } from '../verdict.ts'
import { RUN_LEDGER, type Status } from './reducer/ledger.ts'
import { UNTOUCHED, type Ledger } from '../../job/ledger.ts'
import type { MadeCopies } from '../../archive/ports.ts'
import type { Indices, JobState } from '../../job/state.ts'

export interface RunState extends JobState {
  readonly ledger: Ledger
  readonly counts: Readonly<Record<Status, number>>
  /** Each distinct reason once, so that 200,000 refusals for one reason take one place. Index 0 stands for none. */
  readonly reasons: readonly Reason[]
  /** The first contact that was never checked. */
  readonly cursor: number
  /** Contacts that were taken back and wait to be checked again. */
  readonly again: Indices
  /** Contacts that may be deleted, in the order of their checks. */
  readonly checked: readonly Checked[]
  /** Batches that left so far, looks not counted. */
  readonly turn: number
  /** Null: this run makes no copies. */
  readonly copies: Copies | null
  readonly flights: readonly Flight[]
  /** Contacts that must be looked at before they get a verdict. */
  readonly looks: readonly PendingLook[]
  /** The delete method's meter as last reported. */
  readonly meter: { readonly operating: number; readonly resetAt: number } | null
  /** How many refusals for lack of a right stop the run. */
  readonly denialLimit: number
}

export type Reason =
  | { readonly kind: 'none' }
  | { readonly kind: 'failure'; readonly failure: Failure }
  | { readonly kind: 'guard'; readonly reason: GuardReason }

export interface Checked {
  readonly contact: number
  /** When the check was SENT, and with which batch of the run (`RunState.turn`). */
  readonly at: number
  readonly turn: number
}

/** The archive that the run writes as it goes (core/archive). */
export interface Copies extends MadeCopies {
  /**
   * Archives that the run could not go on with and that are still stored. The counts are the journal's; an archive may
   * hold more.
   */
  readonly earlier: readonly EarlierArchive[]
  /** The first contact that was never copied. */
  readonly cursor: number
  /** Failed attempts in a row. */
  readonly troubles: number
  /** While nothing is deleted yet: `making` until all are copied, then `ready` until the person goes on. */
  readonly first: 'making' | 'ready' | null
}

export type EarlierArchive = Pick<MadeCopies, 'archive' | 'contacts' | 'incomplete'>

export interface PendingLook {
  readonly contact: number
  readonly notBefore: number
  /** The portal may still be at work on it until then, so a contact seen before may still go. */
  readonly workingUntil: number
  readonly tries: number
}

/** A request that was sent and not answered. */
export type Flight =
  | {
      readonly kind: 'batch'
      readonly batch: number
      readonly turn: number
      readonly sentAt: number
      readonly deletes: Indices
      readonly checks: Indices
    }
  | {
      readonly kind: 'look'
      readonly batch: number
      readonly sentAt: number
      readonly contacts: Indices
      readonly pending: readonly PendingLook[]
    }

const FIRST_DENIAL_LIMIT = 50

/** A run before its start. Contacts that a rule protects have their verdict from the beginning, so that counts add up. */
export function readyRun(plan: Plan): RunState {
  const ledger = RUN_LEDGER.open(RUN_LEDGER.make(plan.ids.length))
  const reasons: Reason[] = [{ kind: 'none' }]
  const known = new Map<string, number>()
  let guarded = 0
  for (const [index, own] of reviewReasons(plan)) {
    const reason = keptBy(own)
    if (reason === null) continue
    const key = `${reason.rule} ${reason.sure}`
    const at = known.get(key) ?? reasons.push({ kind: 'guard', reason }) - 1
    known.set(key, at)
    ledger.write(index, { ...UNTOUCHED, status: 'guarded', reason: at })
    guarded++
  }
  return {
    phase: 'ready',
    waiting: null,
    stopped: null,
    ledger: ledger.close(),
    counts: { ...RUN_LEDGER.none, waiting: plan.ids.length - guarded, guarded },
    reasons,
    cursor: 0,
    again: [],
    checked: [],
    turn: 0,
    copies: plan.confirmation === undefined ? null : newCopies(plan.confirmation.copiesFirst),
    flights: [],
    looks: [],
    nextBatch: 1,
    meter: null,
    troubles: 0,
    denials: 0,
    denialLimit: FIRST_DENIAL_LIMIT,
  }
}

function newCopies(first: boolean): Copies {
  const none = { archive: 0, seals: [], contacts: 0, incomplete: 0, earlier: [] }
  return { ...none, cursor: 0, troubles: 0, first: first ? 'making' : null }
}

/** The result for a contact: a `Verdict`, skipped because of a rule, or still waiting. */
export type RunVerdict =
  | Verdict
  | { readonly kind: 'guarded'; readonly reason: GuardReason }
  | { readonly kind: 'waiting' }

/** Every contact of the plan has exactly one at any time. */
export function verdictOf(state: RunState, index: number): RunVerdict {
  const { status, reason: at } = RUN_LEDGER.entry(state.ledger, index)
  const reason = state.reasons[at]
  const failure = reason?.kind === 'failure' ? reason.failure : NO_ANSWER
  switch (status) {
    case 'waiting':
    case 'checked':
    case 'vanished':
      return { kind: 'waiting' }
    case 'sent':
    case 'refused':
    case 'lost':
    case 'unknown':
      return { kind: 'unknown', failure }
    case 'deleted':
      return { kind: 'deleted', reread: false }
    case 'found-deleted':
      return { kind: 'deleted', reread: true }
    case 'gone':
    case 'already-gone':
      return { kind: status }
    case 'denied':
      return { kind: 'access-denied', canRead: true }
    case 'denied-unseen':
      return { kind: 'access-denied', canRead: false }
    case 'guarded':
      return reason?.kind === 'guard'
        ? { kind: 'guarded', reason: reason.reason }
        : { kind: 'failed', failure }
    case 'failed':
      return { kind: 'failed', failure }
  }
}

/** Whether the run does nothing more with the contact, unless a person asks. */
export function isSettled({ ledger }: Pick<RunState, 'ledger'>, index: number): boolean {
  return RUN_LEDGER.isSettled(RUN_LEDGER.entry(ledger, index).status)
}

/** How many contacts have their verdict. */
export function settledCount({ counts }: RunState): number {
  return RUN_LEDGER.settledIn(counts)
}

/** The ids of a run's archives, the newest first; empty: it has none. */
export function archivesOf(plan: Pick<Plan, 'id'>, { copies }: Pick<RunState, 'copies'>): string[] {
  if (copies === null) return []
  const newest = copies.seals.length > 0 ? [copies.archive] : []
  const earlier = copies.earlier.map(({ archive }) => archive).toReversed()
  return [...newest, ...earlier].map((archive) => archiveIdOf(plan.id, archive))
}

/** Ids of the contacts that this run deleted, or may have deleted, and has copies of. */
export function deletedIn(plan: Plan, { ledger, copies }: RunState): number[] {
  if (copies === null) return []
  return Array.from(plan.ids).filter((_, contact) => {
    const { status, copied } = RUN_LEDGER.entry(ledger, contact)
    return copied && PERHAPS_DELETED.includes(status)
  })
}

const PERHAPS_DELETED: readonly Status[] = ['deleted', 'found-deleted', 'gone']

/** How many contacts are still to do, with no delete under way, refused or lost: what a stopped run leaves. */
export function waitingCount({ counts }: RunState): number {
  return counts.waiting + counts.checked + counts.vanished
}

/** Whether `resume-asked` would do anything. */
export function canGoOn(state: RunState): boolean {
  if (state.phase === 'ready' || state.phase === 'paused') return true
  return state.phase === 'done' && waitingCount(state) + state.looks.length > 0
}
