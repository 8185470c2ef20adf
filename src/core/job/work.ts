import type { Failure } from '../failure.ts'
import type { Bucket } from './pace/bucket.ts'
import type { Pace, Refusals } from './pace/pace.ts'
import type { BatchTiming } from './ports.ts'

/** The part of a job that its kind decides, while the job is carried out. */
export interface Work<State, Event, Step> {
  /** The pace to begin with. @param now Unix ms of our clock. */
  pace(now: number): Pace
  /** The bucket that all requests of this page share; absent: the job counts its own requests. */
  bucket?(): Bucket
  /** How many requests of this page are in flight beside the job's own; absent: none. */
  others?(): number
  /** True: the limit of any method holds up every request; false: the pace knows which method it belongs to. */
  readonly waitsAtLimit: boolean
  /** Called when a turn begins. */
  begin?(): void
  next(state: State, pace: Pace, now: number): Step
  /** The request of a step; null: the step sends nothing. */
  request(step: Step, state: State, now: number): JobRequest<Event> | null
  abandon?(): void
}

export interface JobRequest<Event> {
  /** Journalled BEFORE the request leaves. */
  readonly sent: Event
  /** How many deletes the request carries, for the pace. */
  readonly deletes: number
  /** It changes nothing, so it may leave late and while the job is being stopped. */
  readonly looks: boolean
  /** Sends ONCE. Does not reject. */
  send(): Promise<JobReply<Event>>
}

export type JobReply<Event> =
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'answered'; answer(at: number): JobAnswer<Event> }

export interface JobAnswer<Event> {
  readonly event: Event
  readonly refusals: Refusals
  /** Absent: the portal's own times are not known. */
  readonly timing?: BatchTiming
}

/** What `Work` may use of the engine: note events outside of requests, and ask for a turn. */
export interface WorkPlace<State, Event> {
  readonly state: () => State
  readonly note: (event: Event) => Promise<void>
  readonly turn: () => Promise<void>
}

/** Makes the work of one job. */
export type WorkMaker<State, Event, Step> = (place: WorkPlace<State, Event>) => Work<State, Event, Step>

/** The parts of a step that the driver itself reads. */
export interface AnyStep {
  readonly kind: string
  /** Nothing before this time, or before something happens (null: only that). */
  readonly until?: number | null
  readonly reason?: string
}
