import type { Driven } from './engine.ts'
import type { CommonEvent } from './events.ts'
import type { Phase, PortalWait } from './state.ts'
import type { WorkMaker } from './work.ts'

/** How the state of a job follows from its plan and what happened; all of it is pure. */
export interface JobRules<Plan, State, Event> {
  /** Before its start. */
  ready(plan: Plan): State
  /** The very same state where the event changes nothing. */
  after(plan: Plan, state: State, event: Event | CommonEvent): State
  /** The job is taken up from its journal: nothing is in flight any more. @param at Unix ms of our clock. */
  begunAnew(at: number): Event
  /** The event as a line of the journal. @param number counts the events of the job from 0 without a gap. */
  write(number: number, event: Event | CommonEvent): string
  /** Null: not a record that can be believed, or none of this plan. */
  read(plan: Plan, line: string): JobRecord<Event> | null
  /** For the notice that a job was left. */
  counted(plan: Plan, state: State): Counted
}

/** How many contacts of a job have their verdict, of how many. */
export interface Counted {
  readonly total: number
  readonly settled: number
  /** Of a restore: the old ids of those for which something is still to be done, so that they may be there in part. */
  readonly open?: readonly number[]
}

export interface JobRecord<Event> {
  readonly number: number
  readonly event: Event | CommonEvent
}

/** A kind of job: deleting, restoring. What it says here is all that tells it from another. */
export interface JobKind<Plan, State, Event, Step, Progress> {
  readonly rules: JobRules<Plan, State, Event>
  /** True: a journal that misses a record must not be taken up, so its plan is removed with it. */
  readonly needsWholeJournal: boolean
  /** What is found out when a job is taken up, before anything goes on; null: nothing to be noted. */
  findAtTakeUp?(plan: Plan, state: State): Promise<Event | null>
  work(start: JobStart<Plan, State>): WorkMaker<State, Event, Step>
  /** How far it is, in plain JSON, whenever asked. */
  progress(plan: Plan, job: Driven<State, Step>): () => Progress
  /**
   * Writes down what the job comes to, from now on; nothing waits for it.
   * @param fresh false: it was taken up, so there may be a record of it.
   */
  record(job: Recorded<Plan, State>, fresh: boolean): void
}

/** A job as far as its record looks at it. */
export interface Recorded<Plan, State> {
  readonly plan: Plan
  readonly state: State
  /** Called after every change; the result ends it. */
  watch(changed: () => void): () => void
}

export interface JobStart<Plan, State> {
  readonly plan: Plan
  readonly state: State
  /** The number of the next journal record. */
  readonly nextRecord: number
  /** False: it was taken up. */
  readonly fresh: boolean
}

/** What `core/job` itself looks at in a plan and in a state. */
export interface AnyPlan {
  readonly id: string
}
export interface AnyState {
  readonly phase: Phase
  /** Only in `waiting-for-portal`. */
  readonly waiting: { readonly until: number; readonly reason: PortalWait } | null
  readonly nextBatch: number
}
