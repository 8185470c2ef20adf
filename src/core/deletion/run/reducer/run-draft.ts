import { NO_ANSWER, type Failure } from '../../../failure.ts'
import { JobDraft } from '../../../job/job-draft.ts'
import { storedFailure, withReason } from '../../../job/reasons.ts'
import type { GuardReason } from '../../../plan/guards.ts'
import type { Verdict } from '../../verdict.ts'
import { MOST_REASONS, type LedgerEntry, type OpenLedger } from '../../../job/ledger.ts'
import { RUN_LEDGER, type Status } from './ledger.ts'
import type { Checked, Flight, PendingLook, Reason, RunState } from '../state.ts'

/**
 * A run's state while one event is applied to it. Everything that changes is copied first, so the state before does not
 * change.
 */
export class RunDraft extends JobDraft<Flight> {
  cursor: number
  turn: number
  copies: RunState['copies']
  meter: RunState['meter']
  denialLimit: number
  again: number[]
  checked: Checked[]
  looks: PendingLook[]
  readonly counts: Record<Status, number>
  readonly #before: RunState
  readonly #ledger: OpenLedger<Status>
  #reasons: readonly Reason[]

  constructor(state: RunState) {
    super(state)
    this.#before = state
    this.#reasons = state.reasons
    this.#ledger = RUN_LEDGER.open(state.ledger)
    this.cursor = state.cursor
    this.turn = state.turn
    this.copies = state.copies
    this.meter = state.meter
    this.denialLimit = state.denialLimit
    this.again = [...state.again]
    this.checked = [...state.checked]
    this.looks = [...state.looks]
    this.counts = { ...state.counts }
  }

  entry(contact: number): LedgerEntry<Status> {
    return this.#ledger.read(contact)
  }

  /** Changes a contact's entry and adjusts the counts. */
  move(contact: number, change: Partial<LedgerEntry<Status>>): void {
    const before = this.#ledger.read(contact)
    const after = { ...before, ...change }
    this.#ledger.write(contact, after)
    this.counts[before.status]--
    this.counts[after.status]++
  }

  /** Puts the contact back in the queue; it is checked again before its delete is sent. */
  takeBack(contact: number, change: Partial<LedgerEntry<Status>> = {}): void {
    this.move(contact, { ...change, status: 'waiting' })
    this.again.push(contact)
  }

  /**
   * As `takeBack`, for a delete that the portal refused before any work, so it is not counted as sent. One send stays
   * counted: the browser may have sent the request twice, and the portal may have refused only the second arrival.
   */
  takeBackRefused(contact: number): void {
    this.takeBack(contact, { sends: Math.max(1, this.entry(contact).sends - 1) })
  }

  lookAt(contact: number, status: 'refused' | 'lost' | 'vanished', reason: number, look: LookTimes): void {
    this.move(contact, { status, reason })
    this.looks.push({ contact, tries: 0, ...look })
  }

  settle(contact: number, verdict: Verdict): void {
    switch (verdict.kind) {
      case 'deleted': {
        this.denials = 0
        this.move(contact, { status: verdict.reread ? 'found-deleted' : 'deleted', reason: 0 })
        return
      }
      case 'gone':
      case 'already-gone': {
        this.move(contact, { status: verdict.kind, reason: 0 })
        return
      }
      case 'access-denied': {
        this.denials++
        this.move(contact, { status: verdict.canRead ? 'denied' : 'denied-unseen', reason: 0 })
        return
      }
      case 'failed':
      case 'unknown': {
        this.move(contact, { status: verdict.kind, reason: this.failureReason(verdict.failure) })
        return
      }
    }
  }

  keep(contact: number, reason: GuardReason): void {
    this.move(contact, { status: 'guarded', reason: this.#intern({ kind: 'guard', reason }) })
  }

  failureReason(failure: Failure): number {
    const [full, plainer] = storedFailure(failure)
    return this.#intern({ kind: 'failure', failure: full }, { kind: 'failure', failure: plainer })
  }

  failureBehind(contact: number): Failure {
    const reason = this.#reasons[this.entry(contact).reason]
    return reason?.kind === 'failure' ? reason.failure : NO_ANSWER
  }

  /** Sends nothing more until a person resumes the run. */
  holdFor({ kind, code, portalText }: Failure): void {
    this.stopped = { kind: 'portal', failure: { kind, code, portalText } }
    this.pause()
  }

  /** Whether any contact still waits for its copy. @param from the first contact that was never copied. */
  isAnyUncopied(from: number): boolean {
    if (this.again.some((contact) => !this.entry(contact).copied)) return true
    for (let contact = from; contact < this.#before.ledger.size; contact++) {
      if (this.entry(contact).status === 'waiting') return true
    }
    return false
  }

  /** Copies of contacts with these statuses count no more; null: no copies count at all. */
  forgetCopied(of: ReadonlySet<Status> | null): void {
    for (let contact = 0; contact < this.#before.ledger.size; contact++) {
      const entry = this.entry(contact)
      if (entry.copied && (of === null || of.has(entry.status)))
        this.#ledger.write(contact, { ...entry, copied: false })
    }
  }

  contactsWith(status: Status): number[] {
    if (this.counts[status] === 0) return []
    return Array.from({ length: this.#before.ledger.size }, (_, contact) => contact).filter(
      (contact) => this.entry(contact).status === status,
    )
  }

  close(): RunState {
    return {
      phase: this.phase,
      waiting: this.waiting,
      stopped: this.stopped,
      ledger: this.#ledger.close(),
      counts: this.counts,
      reasons: this.#reasons,
      cursor: this.cursor,
      again: this.again,
      checked: this.checked,
      flights: this.flights,
      looks: this.looks,
      nextBatch: this.nextBatch,
      turn: this.turn,
      copies: this.copies,
      meter: this.meter,
      troubles: this.troubles,
      denials: this.denials,
      denialLimit: this.denialLimit,
    }
  }

  #intern(reason: Reason, plainer = reason): number {
    const { reasons, index } = withReason(this.#reasons, reason, MOST_REASONS, plainer)
    this.#reasons = reasons
    return index
  }
}

export interface LookTimes {
  readonly notBefore: number
  readonly workingUntil: number
}

/** After this many failed checks the contact's verdict is `failed`. */
export const MOST_CHECKS = 5
