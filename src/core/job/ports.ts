import type { Plan } from '../plan/plan.ts'
import type { Bucket } from './pace/bucket.ts'

/** The times that the portal reports about its own work (`result_time`); empty if it reports nothing readable. */
export interface BatchTiming {
  /** Seconds of each delete that was carried out. */
  readonly deleteSeconds: readonly number[]
  readonly meters: readonly Meter[]
}

/** A method's operating time. `delete` runs out first; all reading methods share one meter. */
export interface Meter {
  readonly name: MeterName
  /** Seconds of the last ten minutes, of all users of the app; the highest value reported. */
  readonly operating: number
  /** Unix ms of OUR clock at which the oldest minute falls out. */
  readonly resetAt: number
}

export type MeterName = 'delete' | 'read'

export interface BatchRoom {
  readonly commands: number
  /** How long after a request the next may leave, in ms; 0: at once. */
  readonly apartMs: number
}

/** The portal takes no more than 50 commands a batch (portal README, "Batch"). */
export const WHOLE_BATCH: BatchRoom = { commands: 50, apartMs: 0 }

/** Stores plans and the journals of their runs, per portal and user. A restore has its own journal. */
export interface JournalStore<RunPlan = Plan> {
  /** Stores a plan where no other lies. Never replaces one: only `finish` takes a plan away. */
  begin(plan: RunPlan): Promise<Begun>
  /**
   * Resolves when the record would survive a crash, or is certain to do so before the portal carries out any later
   * request; records are read back in this order. False: nothing more is stored.
   */
  append(planId: string, record: string): Promise<boolean>
  /** The unfinished run; null: there is none, or it was not stored. */
  unfinished(): Promise<UnfinishedRun<RunPlan> | DamagedRun | null>
  /** Removes the plan and its records: the run is complete, or the person discards it. */
  finish(planId: string): Promise<void>
}

/** What became of the wish to store a plan. */
export type Begun =
  | { readonly kind: 'stored' }
  /** The journal can store nothing; the run goes on but cannot be resumed. */
  | { readonly kind: 'not-stored' }
  /** This plan lies there and was left as it is. Its ID is empty where it cannot be read. */
  | { readonly kind: 'occupied'; readonly planId: string }

export const STORED: Begun = { kind: 'stored' }
export const NOT_STORED: Begun = { kind: 'not-stored' }

export interface UnfinishedRun<RunPlan = Plan> {
  readonly kind: 'whole'
  readonly plan: RunPlan
  readonly records: readonly string[]
}

/** There was a run whose stored plan can no longer be read. It stays stored until `finish`. */
export interface DamagedRun {
  readonly kind: 'damaged'
  readonly planId: string
}

/** One run a portal and user at a time. */
export interface RunLock {
  /** Null: another tab holds it. The lock is held until `release`. */
  hold(): Promise<{ release(): void } | null>
  /** Whether a tab holds it, this one included. Asks without holding it: a tab that begins meanwhile must get it. */
  isHeld(): Promise<boolean>
  /** Calls back once when no tab holds it, never within this call; call the result to stop waiting. */
  whenFree(act: () => void): () => void
}

/** The only source of time; in the browser a worker, which is not slowed down in a background tab. */
export interface Clock {
  /** Unix ms that never go back, even when the device's clock is set. */
  now(): number
  /** Calls back once, at or after the time; call the result to cancel. */
  at(time: number, wake: () => void): () => void
}

/** How a page reads while a run is under way. */
export interface Manner {
  /** The part of the bucket that it may take. */
  readonly share: number
  /** True: one reading at a time, because readings slow deletes down, and these use up operating time. */
  readonly gentle: boolean
  /** True: more is to be done than the requests left in our share can do, so batches are filled up. */
  readonly scarce: boolean
}

/** This page's account of the portal's bucket of requests (portal README, "Request limits"). */
export interface RequestAccount {
  /** Assumes that an earlier page of this person, as before a reload, has just used up our share. */
  noteEarlierVisit(): void
  /** How much of our share the requests of this page have used up. */
  bucket(): Bucket
  /** How this page reads from now on; null: as usual. */
  keepTo(manner: Manner | null): void
  /**
   * While it works, somebody waits for few contacts: unless a run is under way, its requests may take more of the bucket
   * at once.
   */
  hurry<Result>(work: () => Promise<Result>): Promise<Result>
  /** How many readings and writings of copies are in flight. */
  underWay(): number
}

export interface WakeKeeper {
  /** Keeps the screen awake where the browser allows it; call the result to let it sleep again. */
  keep(): () => void
}

export interface Network {
  /**
   * Calls back whenever the device has a connection again, which does not mean that the portal can be reached. Call the
   * result to stop.
   */
  onBack(act: () => void): () => void
}

/** The ports of every job, besides its own requests, journal, lock and channel. */
export interface JobPorts {
  readonly clock: Clock
  readonly requests: RequestAccount
  readonly awake: WakeKeeper
  readonly network: Network
}
