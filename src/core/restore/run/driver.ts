import type { Failure } from '../../failure.ts'
import type { BucketLimits } from '../../job/pace/bucket.ts'
import { createEngine, lostReply, type Driven } from '../../job/engine.ts'
import {
  afterAnswer,
  afterFailure,
  afterSending,
  afterWithholding,
  newPace,
  type Pace,
} from '../../job/pace/pace.ts'
import { NOT_SENT } from '../../job/refusals.ts'
import { createdNext, FIRST_CREATED } from './batch-size.ts'
import { actedEvent, callOf, failuresIn, lookedEvent } from './replies.ts'
import type { ActedEvent, LookedEvent, RestoreEvent, SentEvent } from './events.ts'
import { writeRestoreRecord } from './journal.ts'
import { nextRestoreStep, type RestoreStep } from './next-step.ts'
import type { RestorePlan } from '../plan/plan.ts'
import type { RestorePorts, TaskCall } from '../ports.ts'
import { afterRestoreEvent } from './reducer.ts'
import type { RestoreState } from './state.ts'
import { isRepeatable } from '../plan/tasks.ts'
import { LATEST_DEPARTURE_MS } from '../../job/timing.ts'

/** A restore that is being carried out. */
export type RestoreDrive = Driven<RestoreState, RestoreStep>

export interface RestoreStart {
  readonly plan: RestorePlan
  /** Of `readyRestore`, or of `replayRestore` with `restarted` applied and journalled. */
  readonly state: RestoreState
  /** The number of the next journal record. */
  readonly nextRecord: number
  readonly limits?: BucketLimits
}

const NO_TIMES = { deleteSeconds: [], meters: [] }

/**
 * Carries a restore out: asks `nextRestoreStep`, does that through the ports, and tells the reducer what came of it.
 * Decides nothing itself. What is to be sent is in the journal before it leaves.
 */
export function driveRestore(start: RestoreStart, ports: RestorePorts): RestoreDrive {
  const { plan } = start
  let pace: Pace = newPace(ports.clock.now(), start.limits)
  let step: RestoreStep = { kind: 'wait', until: null, reason: 'person' }
  let mostCreated = FIRST_CREATED
  const engine = createEngine<RestoreState, RestoreEvent>({
    state: start.state,
    nextRecord: start.nextRecord,
    after: (state, event) => afterRestoreEvent(plan, state, event),
    write: writeRestoreRecord,
    append: (record) => ports.journal.append(plan.id, record),
    clock: ports.clock,
    async act(now) {
      pace = { ...pace, bucket: ports.requests?.bucket() ?? pace.bucket }
      step = nextRestoreStep(plan, engine.state, pace, now, mostCreated)
      if (step.kind === 'wait') await waitFor(step, now)
      else if (step.kind !== 'finished') await carryOut(step, now)
    },
  })
  const { note, turn } = engine

  async function carryOut(next: Extract<RestoreStep, { kind: 'look' | 'act' }>, now: number): Promise<void> {
    const type = next.kind === 'look' ? 'look-sent' : 'act-sent'
    const sent: SentEvent = { type, at: now, batch: engine.state.nextBatch, tasks: next.tasks }
    const calls = next.tasks.map((task) => callOf(plan, engine.state, task))
    pace = afterSending(pace, sent.batch, 0, now)
    engine.turnAgain()
    await note(sent)
    if (engine.abandoned) return
    if (mayStillLeave(sent)) void send(sent, calls)
    else await withhold(sent)
  }

  /** While it was being journalled, a person may have stopped the run, or the computer may have slept. */
  function mayStillLeave(sent: SentEvent): boolean {
    if (sent.type === 'look-sent') return true
    const late = Math.abs(ports.clock.now() - sent.at) > LATEST_DEPARTURE_MS
    const { phase } = engine.state
    return !late && (phase === 'running' || phase === 'waiting-for-portal')
  }

  async function withhold({ batch }: SentEvent): Promise<void> {
    pace = afterWithholding(pace, batch, ports.clock.now())
    await note({ type: 'failed', at: ports.clock.now(), batch, failure: NOT_SENT })
  }

  async function waitFor(
    { until, reason }: Extract<RestoreStep, { kind: 'wait' }>,
    now: number,
  ): Promise<void> {
    if (until === null) return
    engine.turnAt(until)
    if (reason === 'answer' || reason === 'person' || reason === 'requests') return
    const { waiting } = engine.state
    if (waiting?.until === until && waiting.reason === reason) return
    await note({ type: 'waits', at: now, until, reason })
  }

  async function send(sent: SentEvent, calls: readonly TaskCall[]): Promise<void> {
    if (sent.type === 'look-sent') {
      const reply = await ports.sender.look(calls).catch(lostReply)
      const at = ports.clock.now()
      await take(sent, reply.kind === 'failed' ? reply : lookedEvent(sent, reply.answers, at), at)
    } else {
      const reply = await ports.sender.act(calls).catch(lostReply)
      const at = ports.clock.now()
      const created = calls.filter(({ what }) => !isRepeatable(what)).length
      mostCreated =
        reply.kind === 'failed' ? FIRST_CREATED : createdNext(mostCreated, created, (at - sent.at) / 1000)
      await take(sent, reply.kind === 'failed' ? reply : actedEvent(sent, reply.answers, at), at)
    }
  }

  async function take(
    { batch }: SentEvent,
    came: LookedEvent | ActedEvent | { readonly kind: 'failed'; readonly failure: Failure },
    at: number,
  ): Promise<void> {
    if (engine.abandoned) return
    if ('kind' in came) {
      brake(afterFailure(pace, batch, came.failure, at), [came.failure])
      await note({ type: 'failed', at, batch, failure: came.failure })
    } else {
      const failures = failuresIn(came)
      brake(afterAnswer(pace, batch, NO_TIMES, { deletes: [], checks: failures }, at), failures)
      await note(came)
    }
    await turn()
  }

  /** A method that used up its time is not asked before the portal says so. */
  function brake(next: Pace, failures: readonly Failure[]): void {
    const limit = failures.find(({ kind }) => kind === 'operating-limit')
    pace = next
    if (limit === undefined) return
    const until = Math.max(limit.retryAt ?? ports.clock.now() + UNTOLD_WAIT_MS, next.quiet?.until ?? 0)
    pace = { ...next, quiet: { until, reason: 'operating-time' } }
  }

  void turn()
  return {
    get state() {
      return engine.state
    },
    get kept() {
      return engine.kept
    },
    get step() {
      return step
    },
    get pace() {
      return pace
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
    abandon: () => engine.abandon(),
  }
}

/** The oldest of the ten one-minute bins falls out within a minute (rest-contract.md, 3.4). */
const UNTOLD_WAIT_MS = 60_000
