import type { Failure } from '../../failure.ts'
import { guardRules } from '../../plan/guards.ts'
import type { Plan } from '../../plan/plan.ts'
import type { BucketLimits } from '../../job/pace/bucket.ts'
import { driveCopies } from './copy-driver.ts'
import { answeredEvent, asksRelations, idsOf, lookedEvent, requestFor } from './replies.ts'
import { createEngine, lostReply, type Driven } from '../../job/engine.ts'
import type { RunEvent, SentEvent } from './events.ts'
import { writeRecord } from './journal.ts'
import { nextStep, type Step, type WaitReason } from './next-step.ts'
import { afterAnswer, afterFailure, afterSending, afterWithholding, newPace } from '../../job/pace/pace.ts'
import type { RunPorts } from '../ports.ts'
import { afterEvent } from './reducer.ts'
import { NOT_SENT } from '../../job/refusals.ts'
import type { RunState } from './state.ts'
import type { BatchTiming } from '../../job/ports.ts'
import type { PortalWait } from '../../job/state.ts'
import { LATEST_DEPARTURE_MS } from '../../job/timing.ts'

/** A run that is being carried out. */
export type Drive = Driven<RunState, Step>

export interface DriveStart {
  readonly plan: Plan
  /** Of `readyRun`, or of `replay` with `restored` applied and journalled. */
  readonly state: RunState
  /** The number of the next journal record. */
  readonly nextRecord: number
  readonly limits?: BucketLimits
}

const NO_TIMES: BatchTiming = { deleteSeconds: [], meters: [] }

/**
 * Carries a plan out: asks `nextStep`, does that through the ports, and tells the reducer what came of it, until the
 * run has finished or waits. Decides nothing itself. What is to be sent is in the journal before it leaves.
 */
export function drive(start: DriveStart, ports: RunPorts): Drive {
  const { plan } = start
  const rules = guardRules(plan.guards, plan.me)
  const checkCommands = ports.batches.checkCommands(asksRelations(plan))
  let pace = newPace(ports.clock.now(), start.limits, start.state.meter, ports.batches.room)
  let step: Step = { kind: 'wait', until: null, reason: 'person' }
  const engine = createEngine<RunState, RunEvent>({
    state: start.state,
    nextRecord: start.nextRecord,
    after: afterEvent,
    write: writeRecord,
    append: (record) => ports.journal.append(plan.id, record),
    clock: ports.clock,
    begin: () => copying.turn(),
    async act(now) {
      step = nextStep(engine.state, pace, checkCommands, now)
      await carryOut(step, now)
    },
  })
  const { note, turn } = engine
  const copying = driveCopies(
    plan,
    ports,
    () => engine.state,
    async (event) => {
      await note(event)
      await turn()
    },
    () => void turn(),
  )

  async function carryOut(next: Step, now: number): Promise<void> {
    switch (next.kind) {
      case 'send': {
        const { deletes, checks } = next
        if (deletes.length > 0 && !copying.mayDelete()) {
          step = { kind: 'wait', until: null, reason: 'copies' }
          return
        }
        const sent: SentEvent = { type: 'sent', at: now, batch: engine.state.nextBatch, deletes, checks }
        pace = afterSending(pace, sent.batch, deletes.length, now)
        engine.turnAgain()
        await note(sent)
        if (engine.abandoned) return
        if (mayStillLeave(sent)) void send(sent)
        else await withhold(sent)
        return
      }
      case 'look': {
        const look = {
          type: 'look-sent',
          at: now,
          batch: engine.state.nextBatch,
          contacts: next.contacts,
        } as const
        pace = afterSending(pace, look.batch, 0, now)
        engine.turnAgain()
        await note(look)
        if (!engine.abandoned) void lookInto(look)
        return
      }
      case 'wait':
        return waitFor(next, now)
      case 'finished':
        return
    }
  }

  /** While it was being journalled, a person may have stopped the run, or the computer may have slept. */
  function mayStillLeave(sent: SentEvent): boolean {
    const late = Math.abs(ports.clock.now() - sent.at) > LATEST_DEPARTURE_MS
    const { phase } = engine.state
    return !late && (phase === 'running' || phase === 'waiting-for-portal')
  }

  async function withhold({ batch }: SentEvent): Promise<void> {
    pace = afterWithholding(pace, batch, ports.clock.now())
    await note({ type: 'failed', at: ports.clock.now(), batch, failure: NOT_SENT })
  }

  async function waitFor({ until, reason }: Extract<Step, { kind: 'wait' }>, now: number): Promise<void> {
    if (until === null) return
    engine.turnAt(until)
    const { flights, waiting } = engine.state
    if (!isPortalWait(reason) || flights.length > 0) return
    if (waiting?.until === until && waiting.reason === reason) return
    await note({ type: 'waits', at: now, until, reason })
  }

  async function send(sent: SentEvent): Promise<void> {
    const reply = await ports.batches.send(requestFor(plan, sent)).catch(lostReply)
    if (engine.abandoned) return
    const at = ports.clock.now()
    if (reply.kind === 'failed') return lost(sent.batch, reply.failure, at)
    const event = answeredEvent(plan, rules, sent, reply, at, copying.notes)
    const refusals = {
      deletes: event.others.map(([, { failure }]) => failure),
      checks: event.unread.map(([, failure]) => failure),
    }
    pace = afterAnswer(pace, sent.batch, reply.timing, refusals, at)
    await note(event)
    await turn()
  }

  async function lookInto(look: Extract<RunEvent, { type: 'look-sent' }>): Promise<void> {
    const reply = await ports.looks.look(idsOf(plan, look.contacts)).catch(lostReply)
    if (engine.abandoned) return
    const at = ports.clock.now()
    if (reply.kind === 'failed') return lost(look.batch, reply.failure, at)
    const event = lookedEvent(plan, look, reply.presences, at)
    const refusals = { deletes: [], checks: event.unread.map(([, failure]) => failure) }
    pace = afterAnswer(pace, look.batch, NO_TIMES, refusals, at)
    await note(event)
    await turn()
  }

  async function lost(batch: number, failure: Failure, at: number): Promise<void> {
    pace = afterFailure(pace, batch, failure, at)
    await note({ type: 'failed', at, batch, failure })
    await turn()
  }

  void turn()
  return {
    get state() {
      return engine.state
    },
    get pace() {
      return pace
    },
    get kept() {
      return engine.kept
    },
    get step() {
      return step
    },
    ask(what) {
      void note({ type: what, at: ports.clock.now() }).then(turn)
    },
    reconnected() {
      if (pace.quiet?.reason !== 'no-connection') return
      pace = { ...pace, quiet: null }
      void turn()
    },
    watch: (changed) => engine.watch(changed),
    abandon() {
      engine.abandon()
      copying.abandon()
    },
  }
}

function isPortalWait(reason: WaitReason): reason is PortalWait {
  return reason !== 'answer' && reason !== 'person' && reason !== 'requests' && reason !== 'copies'
}
