import { type Failure, BAD_ANSWER } from '../failure.ts'
import type { Pace } from './pace/pace.ts'
import type { Clock } from './ports.ts'

/** What a person may ask of a job. */
export type Wish =
  | 'resume-asked'
  | 'pause-asked'
  | 'stop-asked'
  | 'recheck-asked'
  /** To what the job has paused for; of no meaning where it asks for nothing. */
  | 'agreed'

/** A job that is being carried out. */
export interface Driven<State, Step> {
  readonly state: State
  /** False once the journal refused a record: it cannot be resumed after a reload. */
  readonly kept: boolean
  /** What it does right now; for showing. */
  readonly step: Step
  /** What it has learnt of the portal. */
  readonly pace: Pace
  ask(what: Wish): void
  /** The device is connected again: what waits for that alone is tried at once. */
  reconnected(): void
  /** Called after every change; the result ends it. */
  watch(changed: () => void): () => void
  /** Drops it without a word, as when the page is closed; its journal stays. */
  abandon(): void
}

/** Ports do not reject; one that does all the same must not leave its request in flight for ever. */
export function lostReply(): { readonly kind: 'failed'; readonly failure: Failure } {
  return { kind: 'failed', failure: BAD_ANSWER }
}

export interface EngineParts<State, Event> {
  readonly state: State
  /** The number of the next journal record. */
  readonly nextRecord: number
  /** What the state becomes by an event; the very same state where the event changes nothing. */
  after(state: State, event: Event): State
  /** The event as a line of the journal. */
  write(number: number, event: Event): string
  /** False: the journal does not take it. */
  append(record: string): Promise<boolean>
  /** At the beginning of every turn; a turn that it asks for is this one. */
  begin?(): void
  /** Does what is to be done now. One at a time. */
  act(now: number): Promise<void>
  readonly clock: Clock
}

/** A state that is nothing but the fold of its events, each of which is journalled, and what goes on because of it. */
export interface Engine<State, Event> {
  readonly state: State
  /** False once the journal refused a record. */
  readonly kept: boolean
  readonly abandoned: boolean
  /** Resolves when the journal has the event, or does not take it. */
  readonly note: (event: Event) => Promise<void>
  /** One turn at a time; what happens meanwhile makes one more. */
  readonly turn: () => Promise<void>
  /** The turn that is under way is not the last. */
  turnAgain(): void
  /** The next turn, unless one comes before. @param time Unix ms. */
  turnAt(time: number): void
  /** Called after every change; the result ends it. */
  watch(changed: () => void): () => void
  abandon(): void
}

export function createEngine<State, Event>(parts: EngineParts<State, Event>): Engine<State, Event> {
  const { clock } = parts
  const watchers = new Set<() => void>()
  let { state, nextRecord } = parts
  let kept = true
  let abandoned = false
  let turning = false
  let again = false
  let cancelWait = (): void => undefined

  async function turn(): Promise<void> {
    again = true
    if (turning) return
    turning = true
    while (again && !abandoned) {
      parts.begin?.()
      again = false
      cancelWait()
      await parts.act(clock.now())
    }
    turning = false
  }

  return {
    get state() {
      return state
    },
    get kept() {
      return kept
    },
    get abandoned() {
      return abandoned
    },
    async note(event) {
      const before = state
      state = parts.after(state, event)
      if (state === before) return
      const line = parts.write(nextRecord++, event)
      for (const changed of watchers) changed()
      if (kept) kept = await parts.append(line).catch(() => false)
    },
    turn,
    turnAgain() {
      again = true
    },
    turnAt(time) {
      cancelWait = clock.at(time, () => void turn())
    },
    watch(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    abandon() {
      abandoned = true
      cancelWait()
    },
  }
}
