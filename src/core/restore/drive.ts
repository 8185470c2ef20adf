import type { Failure } from '../failure.ts'
import type { BucketLimits } from '../run/bucket.ts'
import { LATEST_DEPARTURE_MS } from '../run/losing.ts'
import {
  afterAnswer,
  afterFailure,
  afterSending,
  afterWithholding,
  newPace,
  type Pace,
} from '../run/pacing.ts'
import { NOT_SENT } from '../run/refusals.ts'
import { createdNext, FIRST_CREATED } from './batch-size.ts'
import { actedEvent, callOf, failuresIn, lookedEvent } from './digest.ts'
import type { ActedEvent, LookedEvent, RestoreEvent, SentEvent } from './events.ts'
import { writeRestoreRecord } from './journal.ts'
import { nextRestoreStep, type RestoreStep } from './next-step.ts'
import type { RestorePlan } from './plan.ts'
import type { RestorePorts, TaskCall } from './ports.ts'
import { afterRestoreEvent } from './run.ts'
import { statusOfTask, type RestoreState } from './state.ts'
import { isRepeatable } from './tasks.ts'

/** A restore that is being carried out. */
export interface RestoreDrive {
  readonly state: RestoreState
  /** False once the journal refused a record: the restore cannot be resumed after a reload. */
  readonly kept: boolean
  /** What it does right now; for showing. */
  readonly step: RestoreStep
  ask(what: 'resume-asked' | 'pause-asked' | 'stop-asked' | 'recheck-asked'): void
  /** The device is connected again: what waits for that alone is tried at once. */
  reconnected(): void
  /** Called after every change; the result ends it. */
  watch(changed: () => void): () => void
  /** Drops the restore without a word, as when the page is closed; its journal stays. */
  abandon(): void
}

export interface RestoreStart {
  readonly plan: RestorePlan
  /** Of `readyRestore`, or of `replayRestore` with `restarted` applied and journalled. */
  readonly state: RestoreState
  /** The number of the next journal record. */
  readonly nextRecord: number
  readonly limits?: BucketLimits
}

const NO_TIMES = { deleteSeconds: [], meters: [] }

/** Ports do not reject; one that does all the same must not leave its request in flight for ever. */
function lostReply(): { readonly kind: 'failed'; readonly failure: Failure } {
  return { kind: 'failed', failure: { kind: 'bad-answer', code: '', portalText: '' } }
}

/**
 * Carries a restore out: asks `nextRestoreStep`, does that through the ports, and tells the reducer what came of it.
 * Decides nothing itself. What is to be sent is in the journal before it leaves.
 */
export function driveRestore(start: RestoreStart, ports: RestorePorts): RestoreDrive {
  const { plan } = start
  const watchers = new Set<() => void>()
  let state = start.state
  let pace: Pace = newPace(ports.clock.now(), start.limits)
  let step: RestoreStep = { kind: 'wait', until: null, reason: 'person' }
  let record = start.nextRecord
  let mostCreated = FIRST_CREATED
  let kept = true
  let abandoned = false
  let turning = false
  let again = false
  let cancelWait = (): void => undefined

  async function note(event: RestoreEvent): Promise<void> {
    const before = state
    state = afterRestoreEvent(plan, state, event)
    if (state === before) return
    const line = writeRestoreRecord(record++, event)
    for (const changed of watchers) changed()
    if (kept) kept = await ports.journal.append(plan.id, line).catch(() => false)
  }

  /** One turn at a time; what happens meanwhile makes one more. */
  async function turn(): Promise<void> {
    again = true
    if (turning) return
    turning = true
    while (again && !abandoned) {
      again = false
      cancelWait()
      const now = ports.clock.now()
      pace = { ...pace, bucket: ports.requests?.bucket() ?? pace.bucket }
      step = nextRestoreStep(plan, state, pace, now, mostCreated)
      if (step.kind === 'wait') await waitFor(step, now)
      else if (step.kind !== 'finished') await carryOut(step, now)
    }
    turning = false
  }

  async function carryOut(next: Extract<RestoreStep, { kind: 'look' | 'act' }>, now: number): Promise<void> {
    const type = next.kind === 'look' ? 'look-sent' : 'act-sent'
    const sent: SentEvent = { type, at: now, batch: state.nextBatch, tasks: next.tasks }
    const calls = next.tasks.map((task) => callOf(plan, state, task))
    pace = afterSending(pace, sent.batch, 0, now)
    again = true
    await note(sent)
    if (abandoned) return
    if (mayStillLeave(sent)) void send(sent, calls)
    else await withhold(sent)
  }

  /** While it was being journalled, a person may have stopped the run, or the computer may have slept. */
  function mayStillLeave(sent: SentEvent): boolean {
    if (sent.type === 'look-sent') return true
    const late = Math.abs(ports.clock.now() - sent.at) > LATEST_DEPARTURE_MS
    const withdraws = sent.tasks.every((task) => statusOfTask(state, task) === 'extra')
    return !late && (withdraws || state.phase === 'running' || state.phase === 'waiting-for-portal')
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
    cancelWait = ports.clock.at(until, () => void turn())
    if (reason === 'answer' || reason === 'person' || reason === 'requests') return
    if (state.waiting?.until === until && state.waiting.reason === reason) return
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
      const created = calls.filter(({ what, withdraw }) => withdraw === null && !isRepeatable(what)).length
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
    if (abandoned) return
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
      return state
    },
    get kept() {
      return kept
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

/** The oldest of the ten one-minute bins falls out within a minute (rest-contract.md, 3.4). */
const UNTOLD_WAIT_MS = 60_000
