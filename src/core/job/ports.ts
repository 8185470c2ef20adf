import type { Plan } from '../plan/plan.ts'
import type { Bucket } from './pace/bucket.ts'

/** What the portal told of its own time (`result_time`); empty where it told nothing readable. */
export interface BatchTiming {
  /** Seconds of each delete that was carried out. */
  readonly deleteSeconds: readonly number[]
  readonly meters: readonly Meter[]
}

/** A method's operating time. `delete` is the one that runs out first; readings share what their methods tell. */
export interface Meter {
  readonly name: MeterName
  /** Seconds of the last ten minutes, of all users of the app; the highest value told. */
  readonly operating: number
  /** Unix ms of OUR clock at which the oldest minute falls out. */
  readonly resetAt: number
}

export type MeterName = 'delete' | 'read'

export interface BatchRoom {
  readonly commands: number
  /** So long after a request the next may leave; 0: at once. */
  readonly apartMs: number
}

/** The portal takes no more than 50 commands a batch (portal README, "Batch"). */
export const WHOLE_BATCH: BatchRoom = { commands: 50, apartMs: 0 }

/** Keeps plans and the records of their runs, per portal and user. A restore has a journal of its own. */
export interface JournalStore<RunPlan = Plan> {
  /** False: nothing is kept, the run goes on and cannot be resumed. */
  begin(plan: RunPlan): Promise<boolean>
  /**
   * Resolves when the record would survive a crash, or when it is certain to do so before the portal does anything
   * that is asked of it from now on; records come back in this order. False as above.
   */
  append(planId: string, record: string): Promise<boolean>
  /** The run that was not finished; null: none, or none that was kept. */
  unfinished(): Promise<UnfinishedRun<RunPlan> | DamagedRun | null>
  /** The run needs no resuming any more, or nobody wants to: its plan and records are removed. */
  finish(planId: string): Promise<void>
}

export interface UnfinishedRun<RunPlan = Plan> {
  readonly kind: 'whole'
  readonly plan: RunPlan
  readonly records: readonly string[]
}

/** There was a run, and what was kept of its plan can no longer be read. It stays until `finish`. */
export interface DamagedRun {
  readonly kind: 'damaged'
  readonly planId: string
}

/** One run a portal and user at a time. */
export interface RunLock {
  /** Null: another tab holds it. The lock is held until `release`. */
  hold(): Promise<{ release(): void } | null>
  /** Calls back once when no tab holds it, not within the call; the result ends the waiting. */
  whenFree(act: () => void): () => void
}

/** The only source of time; in the browser a worker, which background tabs do not slow down. */
export interface Clock {
  /** Unix ms that never go back, also when the device's clock is set. */
  now(): number
  /** Calls back once at or after the time, never before; the result cancels it. */
  at(time: number, wake: () => void): () => void
}

/** What this page reckons with of the portal's bucket of requests (portal README, "Request limits"). */
export interface RequestAccount {
  /** Another page of the same person has just used up our share, as before a reload. */
  noteEarlierVisit(): void
  /** What of our share everything that this page sends has used up: what comes next begins with the rest. */
  bucket(): Bucket
}

export interface WakeKeeper {
  /** Keeps the screen awake where the browser allows it; the result lets it sleep again. */
  keep(): () => void
}

export interface Network {
  /** Calls back whenever the device has a connection again; that the portal can be reached is not said. The result ends it. */
  onBack(act: () => void): () => void
}

/** What every job needs of the outside besides its own requests, journal, lock and channel. */
export interface JobPorts {
  readonly clock: Clock
  readonly requests: RequestAccount
  readonly awake: WakeKeeper
  readonly network: Network
}
