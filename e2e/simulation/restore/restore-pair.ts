import { callOf, actedEvent, lookedEvent } from '../../../src/core/restore/run/replies.ts'
import type { RestoreEvent, RestoreSentEvent } from '../../../src/core/restore/run/events.ts'
import { nextRestoreStep } from '../../../src/core/restore/run/steps/next-step.ts'
import type { RestorePlan } from '../../../src/core/restore/plan/plan.ts'
import type { ActAnswer, LookAnswer, TaskCall } from '../../../src/core/restore/ports.ts'
import { afterRestoreEvent } from '../../../src/core/restore/run/reducer.ts'
import { readyRestore, type RestoreState } from '../../../src/core/restore/run/state.ts'
import { newPace } from '../../../src/core/job/pace/pace.ts'
import { failure } from '../faults.ts'
import { find, perform, type RestoreWorld } from './restore-world.ts'
import { MAY_STILL_WORK_MS } from '../../../src/core/job/timing.ts'

/**
 * Two restores of the same archive on one portal, request by request in every order there is: a search over all the
 * states that the two and the portal can come to, not a sample of stories.
 */
export interface PairOptions {
  readonly plan: RestorePlan
  /** As it is before they begin. */
  readonly world: RestoreWorld
  /** How many things one request may make anew. */
  readonly mostCreated: number
  /** So many answers get lost, of both together, each at every place where one can. */
  readonly losses: number
  /** So many times a page dies and goes on from its journal. */
  readonly crashes: number
  /** So many times somebody presses Stop. */
  readonly stops: number
}

export interface PairEnd {
  readonly world: RestoreWorld
  readonly states: readonly [RestoreState, RestoreState]
}

interface Side {
  readonly state: RestoreState
  /** Its own clock, which stands still but for waits. */
  readonly now: number
  readonly flight: Flight | null
  /** Of what was given up as lost: the portal may carry it out later all the same. */
  readonly late: { readonly calls: readonly TaskCall[]; readonly sentAt: number } | null
}

/** A request on its way: the portal does one call after another, and then the answer goes back. */
interface Flight {
  readonly sent: RestoreSentEvent
  readonly calls: readonly TaskCall[]
  readonly answers: readonly (readonly [task: number, answer: LookAnswer | ActAnswer])[]
}

interface Place {
  readonly sides: readonly [Side, Side]
  readonly world: RestoreWorld
  readonly losses: number
  readonly crashes: number
  readonly stops: number
}

const LOST = failure('network', 'NETWORK_ERROR')

/** Every end that the two can come to, each once. */
export function allEnds(options: PairOptions): {
  readonly ends: readonly PairEnd[]
  readonly places: number
} {
  const { plan } = options
  const begun = afterRestoreEvent(plan, readyRestore(plan), { type: 'resume-asked', at: 0 })
  const side: Side = { state: begun, now: 0, flight: null, late: null }
  const { world, losses, crashes, stops } = options
  const open: Place[] = [{ sides: [side, side], world, losses, crashes, stops }]
  const seen = new Set<string>()
  const ends: PairEnd[] = []
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const own = fingerprint(place)
    if (seen.has(own)) continue
    seen.add(own)
    const next = ([0, 1] as const).flatMap((who) => movesOf(options, place, who))
    if (next.length === 0) {
      ends.push({ world: place.world, states: [place.sides[0].state, place.sides[1].state] })
    }
    open.push(...next)
  }
  return { ends, places: seen.size }
}

/** Everything that can happen next to one of the two. */
function movesOf({ plan, mostCreated }: PairOptions, place: Place, who: 0 | 1): Place[] {
  const side = place.sides[who]
  const { flight, late } = side
  const moved = (change: Partial<Side>, all: Partial<Place> = {}): Place => {
    const next = { ...side, ...change }
    return { ...place, ...all, sides: who === 0 ? [next, place.sides[1]] : [place.sides[0], next] }
  }
  const after = (event: RestoreEvent, state = side.state): RestoreState =>
    afterRestoreEvent(plan, state, event)
  const moves: Place[] = []
  const [next, ...rest] = late?.calls ?? []
  if (late !== null && next !== undefined) {
    const world = cloneOf(place.world)
    perform(world, next)
    moves.push(moved({ late: rest.length === 0 ? null : { ...late, calls: rest } }, { world }))
  }
  if (flight !== null) {
    const { sent, calls } = flight
    moves.push(carriedOn(flight))
    const isAct = sent.type === 'act-sent'
    const left = isAct && calls.length > 0 ? { calls, sentAt: sent.at } : null
    if (place.losses > 0 && late === null) {
      const state = after({ type: 'failed', at: side.now, batch: sent.batch, failure: LOST })
      moves.push(moved({ state, flight: null, late: left }, { losses: place.losses - 1 }))
    }
    if (place.crashes > 0 && late === null) {
      const restarted = after({ type: 'restarted', at: side.now })
      const state = after({ type: 'resume-asked', at: side.now }, restarted)
      moves.push(moved({ state, flight: null, late: left }, { crashes: place.crashes - 1 }))
    }
    return moves
  }
  if (place.stops > 0 && side.state.phase === 'running')
    moves.push(moved({ state: after({ type: 'stop-asked', at: side.now }) }, { stops: place.stops - 1 }))
  const step = nextRestoreStep(plan, side.state, newPace(side.now), side.now, mostCreated)
  if (step.kind === 'wait' && step.until !== null) {
    // By then the portal can no longer be at work on what was lost.
    const isOver = late !== null && step.until >= late.sentAt + MAY_STILL_WORK_MS
    moves.push(moved({ now: step.until, late: isOver ? null : late }))
  } else if (step.kind === 'look' || step.kind === 'act') {
    const type = step.kind === 'look' ? 'look-sent' : 'act-sent'
    const sent: RestoreSentEvent = { type, at: side.now, batch: side.state.nextBatch, tasks: step.tasks }
    const calls = step.tasks.map((task) => callOf(plan, side.state, task))
    moves.push(moved({ state: after(sent), flight: { sent, calls, answers: [] } }))
  }
  return moves

  function carriedOn({ sent, calls: [call, ...others], answers }: Flight): Place {
    if (call === undefined) {
      const event =
        sent.type === 'look-sent'
          ? lookedEvent(sent, new Map(answers) as Map<number, LookAnswer>, side.now)
          : actedEvent(sent, new Map(answers) as Map<number, ActAnswer>, side.now)
      return moved({ state: after(event), flight: null })
    }
    const world = cloneOf(place.world)
    const answer = sent.type === 'look-sent' ? seenBy(world, call) : perform(world, call)
    const answered: Flight = { sent, calls: others, answers: [...answers, [call.task, answer]] }
    return moved({ flight: answered }, { world })
  }
}

function seenBy(world: RestoreWorld, call: TaskCall): LookAnswer {
  const ids = find(world, call)
  return ids.length === 0 ? { kind: 'absent' } : { kind: 'found', ids }
}

function cloneOf(world: RestoreWorld): RestoreWorld {
  return {
    ...world,
    contacts: new Map(world.contacts),
    parts: [...world.parts],
  }
}

/** The two are alike, so it is the same place with them changed over. */
function fingerprint({ sides, world, losses, crashes, stops }: Place): string {
  const each = sides.map(sideText).sort()
  return JSON.stringify([each, [...world.contacts.keys()], world.parts, losses, crashes, stops])
}

function sideText({ state, now, flight, late }: Side): string {
  const { phase, ledger, ids, pending, others } = state
  const codes = [...ledger.pages, ...ids.pages].map((page) => [...page])
  const calls = [
    flight?.sent.type,
    flight?.sent.tasks,
    flight?.calls.length,
    late?.calls.map(({ task }) => task),
  ]
  return JSON.stringify([phase, codes, [...pending], [...others], now, flight?.answers, calls])
}
