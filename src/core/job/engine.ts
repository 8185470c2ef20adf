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
  /** What it does right now, for the screen. */
  readonly step: Step
  /** What it has learnt about the portal. */
  readonly pace: Pace
  ask(what: Wish): void
  /** The device is connected again: a request that waits only for the connection is tried at once. */
  reconnected(): void
  /** Calls `changed` after every change; call the result to stop. */
  watch(changed: () => void): () => void
  /** Drops the job without an event, as when the page is closed; its journal stays. */
  abandon(): void
}

/** Ports do not reject. If one does anyway, its request must not stay in flight for ever. */
export function lostReply(): { readonly kind: 'failed'; readonly failure: Failure } {
  return { kind: 'failed', failure: BAD_ANSWER }
}

export interface EngineParts<State, Event> {
  readonly state: State
  /** The number of the next journal record. */
  readonly nextRecord: number
  /** The state after an event; the same object if the event changes nothing. */
  after(state: State, event: Event): State
  /** The event as a line of the journal. */
  write(number: number, event: Event): string
  /** False: the journal did not store it. */
  append(record: string): Promise<boolean>
  /** Called when a turn begins. If it asks for a turn, it gets this one. */
  begin?(): void
  /** Does what is due now. One call at a time. */
  act(now: number): Promise<void>
  readonly clock: Clock
}

/** Holds a state that is the fold of its events, journals each event, and acts on the state turn by turn. */
export interface Engine<State, Event> {
  readonly state: State
  /** False once the journal refused a record. */
  readonly kept: boolean
  readonly abandoned: boolean
  /** Resolves when the journal has stored the event or refused it. */
  readonly note: (event: Event) => Promise<void>
  /** Runs one turn at a time; a call during a turn makes one more turn after it. */
  readonly turn: () => Promise<void>
  /** Asks for one more turn after the current one. */
  turnAgain(): void
  /** Sets the time of the next turn; an earlier turn cancels it. @param time Unix ms. */
  turnAt(time: number): void
  /** Calls `changed` after every change; call the result to stop. */
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
