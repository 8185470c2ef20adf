import type { Driven } from './engine.ts'
import type { CommonEvent } from './events.ts'
import type { Phase, PortalWait } from './state.ts'
import type { WorkMaker } from './work.ts'

/** How a job's state follows from its plan and its events. All functions are pure. */
export interface JobRules<Plan, State, Event> {
  /** The state before the start. */
  ready(plan: Plan): State
  /** The same object if the event changes nothing. */
  after(plan: Plan, state: State, event: Event | CommonEvent): State
  /** The event that the job is resumed from its journal: nothing is in flight any more. @param at Unix ms of our clock. */
  begunAnew(at: number): Event
  /** The event as a line of the journal. @param number counts the events of the job from 0 without a gap. */
  write(number: number, event: Event | CommonEvent): string
  /** Null: not a valid record, or not of this plan. */
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

/** A kind of job: deletion or restore. Everything that differs between them is here. */
export interface JobKind<Plan, State, Event, Step, Progress, Written> {
  readonly rules: JobRules<Plan, State, Event>
  /** True: a journal that lacks a record must not be resumed, so it is removed together with its plan. */
  readonly needsWholeJournal: boolean
  /** Looks at the outside when a job is resumed, before anything is sent. Null: there is nothing to note. */
  findAtTakeUp?(plan: Plan, state: State): Promise<Event | null>
  work(start: JobStart<Plan, State>): WorkMaker<State, Event, Step>
  /** Returns a function that gives the current progress, in plain JSON. */
  progress(plan: Plan, job: Driven<State, Step>): () => Progress
  /**
   * Keeps the job's record up to date from now on; the job does not wait for it.
   * @param fresh false: the job was resumed, so a record of it may exist.
   * @returns a function that resolves with the result of the last write.
   */
  record(job: Recorded<Plan, State>, fresh: boolean): () => Promise<Written>
}

/** The part of a job that its record needs. */
export interface Recorded<Plan, State> {
  readonly plan: Plan
  readonly state: State
  /** Calls `changed` after every change; call the result to stop. */
  watch(changed: () => void): () => void
}

export interface JobStart<Plan, State> {
  readonly plan: Plan
  readonly state: State
  /** The number of the next journal record. */
  readonly nextRecord: number
  /** False: the job was resumed. */
  readonly fresh: boolean
}

/** The parts of a plan and of a state that `core/job` itself reads. */
export interface AnyPlan {
  readonly id: string
}
export interface AnyState {
  readonly phase: Phase
  /** Only in `waiting-for-portal`. */
  readonly waiting: { readonly until: number; readonly reason: PortalWait } | null
  readonly nextBatch: number
}
