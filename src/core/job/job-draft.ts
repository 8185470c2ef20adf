import { mayBeDone, type Failure } from '../failure.ts'
import type { CommonEvent } from './events.ts'
import { MOST_SESSION_TROUBLES, passesByItself } from './refusals.ts'
import { isActive, type JobState } from './state.ts'

/** A job stops after this many failed requests in a row; limits and a lost connection do not count. */
const MOST_TROUBLES = 10
/** How often a look may fail; fewer times after Stop, since the person is waiting for the end. */
export const MOST_LOOKS = 5
const MOST_LOOKS_STOPPING = 3

/** What a kind must say of its items so that a phase can end. */
export interface Remaining {
  readonly inFlight: boolean
  /** Items whose result must be found out before a stop is over. */
  readonly unsettled: boolean
  /** Items that would be begun if the job went on. */
  readonly unbegun: boolean
}

/** Whether an event that all kinds share changes nothing in this phase. */
export function isStaleInPhase({ phase }: JobState, type: CommonEvent['type']): boolean {
  switch (type) {
    case 'waits':
    case 'pause-asked':
      return !isActive(phase)
    case 'resume-asked':
      return isActive(phase)
    case 'stop-asked':
      return phase === 'done'
    case 'agreed':
    case 'recheck-asked':
    case 'failed':
      return false
  }
}

/** The part of a job's state that all kinds share, while one event is applied to it: the phases and how they change. */
export class JobDraft<Flight extends { readonly batch: number }> {
  /** The requests under way. */
  flights: Flight[]
  phase: JobState['phase']
  waiting: JobState['waiting']
  stopped: JobState['stopped']
  nextBatch: number
  troubles: number
  denials: number

  constructor(state: JobState & { readonly flights: readonly Flight[] }) {
    this.flights = [...state.flights]
    this.phase = state.phase
    this.waiting = state.waiting
    this.stopped = state.stopped
    this.nextBatch = state.nextBatch
    this.troubles = state.troubles
    this.denials = state.denials
  }

  /** How often a look may fail before its item gets a verdict. */
  get mostLooks(): number {
    return this.phase === 'stopping' ? MOST_LOOKS_STOPPING : MOST_LOOKS
  }

  resume(): void {
    this.phase = 'running'
    this.stopped = null
    this.troubles = 0
    this.denials = 0
  }

  /** Sends nothing more until a person resumes the job. */
  pause(): void {
    this.phase = 'pausing'
    this.waiting = null
  }

  stop(): void {
    this.phase = 'stopping'
    this.waiting = null
    this.stopped ??= { kind: 'asked' }
  }

  /** Begins nothing new: answers in flight are awaited, and items with an unknown result are looked at. */
  stopFor({ kind, code, portalText }: Failure): void {
    if (this.stopped?.kind !== 'portal') {
      this.stopped = { kind: 'portal', failure: { kind, code, portalText } }
    }
    this.stop()
  }

  waitForPortal(waiting: NonNullable<JobState['waiting']>): void {
    this.phase = 'waiting-for-portal'
    this.waiting = { until: waiting.until, reason: waiting.reason }
  }

  departed(batch: number): void {
    this.nextBatch = batch + 1
    this.waiting = null
    if (this.phase === 'waiting-for-portal') this.phase = 'running'
  }

  /** Removes the request from those under way. */
  land(batch: number): Flight | undefined {
    const flight = this.flights.find((each) => each.batch === batch)
    this.flights = this.flights.filter((each) => each.batch !== batch)
    return flight
  }

  /** Looks that a recheck asked for are made even if the job was done. */
  lookOnceMore(any: boolean): void {
    if (any && this.phase === 'done') this.phase = 'stopping'
  }

  /** How many of a look's tries a failed request takes; what passes by itself counts only when a person waits for the end. */
  triesTakenBy(failure: Failure, endsAll: boolean): number {
    if (endsAll) return Infinity
    return Number(this.phase === 'stopping' || !passesByItself(failure))
  }

  /** A whole request failed. @param endsAll the next ones would fail alike. */
  countFailure(failure: Failure, endsAll: boolean): void {
    if (endsAll) {
      this.stopFor(failure)
      return
    }
    if (passesByItself(failure)) return
    this.troubles++
    const limit = mayBeDone(failure) || failure.kind === 'not-sent' ? MOST_TROUBLES : MOST_SESSION_TROUBLES
    if (this.troubles >= limit) this.stopFor(failure)
  }

  /** After a reload nothing is sent before the person resumes the job. */
  beginAnew(): void {
    this.waiting = null
    this.troubles = 0
    if (!['ready', 'stopping', 'done'].includes(this.phase)) this.phase = 'paused'
  }

  /** Ends the phases that end by themselves. */
  endPhase({ inFlight, unsettled, unbegun }: Remaining): void {
    if (inFlight) return
    // A job that is paused when everything was sent already has nothing left to resume.
    const ends = this.phase === 'stopping' || (!unbegun && (this.phase === 'pausing' || isActive(this.phase)))
    if (this.phase === 'pausing') this.phase = 'paused'
    if (unsettled || !ends) return
    this.phase = 'done'
    this.waiting = null
    if (unbegun) this.stopped ??= { kind: 'looked' }
  }
}
