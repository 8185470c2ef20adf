import type { Failure } from '../failure.ts'
import type { Bucket } from './pace/bucket.ts'
import type { Pace, Refusals } from './pace/pace.ts'
import type { BatchTiming } from './ports.ts'

/** What a kind says of one job while it is carried out. */
export interface Work<State, Event, Step> {
  /** What it begins with. @param now Unix ms of our clock. */
  pace(now: number): Pace
  /** What everything that this page sends has left; absent: the job counts its own requests. */
  bucket?(): Bucket
  /** True: a limit of any method holds up every request; false: the pace knows which method it is of. */
  readonly waitsAtLimit: boolean
  /** At the beginning of every turn. */
  begin?(): void
  /** What is to be done now. */
  next(state: State, pace: Pace, now: number): Step
  /** What a step sends; null: nothing, it waits or is the end. */
  request(step: Step, state: State, now: number): JobRequest<Event> | null
  abandon?(): void
}

export interface JobRequest<Event> {
  /** Journalled BEFORE the request leaves. */
  readonly sent: Event
  /** How many deletes it carries, for the pace. */
  readonly deletes: number
  /** It changes nothing, so it may leave late, and also while a person stops the job. */
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

/** What `Work` may do besides: note what happened beside the requests, and try again what was held up. */
export interface WorkPlace<State, Event> {
  readonly state: () => State
  readonly note: (event: Event) => Promise<void>
  readonly turn: () => Promise<void>
}

/** Makes the work of one job. */
export type WorkMaker<State, Event, Step> = (place: WorkPlace<State, Event>) => Work<State, Event, Step>

/** Of a step the driver itself looks at no more than this. */
export interface AnyStep {
  readonly kind: string
  /** Nothing before this time, or before something happens (null: only that). */
  readonly until?: number | null
  readonly reason?: string
}
