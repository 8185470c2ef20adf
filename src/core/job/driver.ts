import type { Failure } from '../failure.ts'
import { createEngine, lostReply, type Driven } from './engine.ts'
import type { CommonEvent } from './events.ts'
import type { AnyPlan, AnyState, JobRules, JobStart } from './kind.ts'
import {
  afterAnswer,
  afterFailure,
  afterSending,
  afterWithholding,
  quietAtLimit,
  withOthers,
  type Pace,
} from './pace/pace.ts'
import type { BatchTiming, Clock } from './ports.ts'
import { NOT_SENT } from './refusals.ts'
import { isActive, isPortalWait } from './state.ts'
import { LATEST_DEPARTURE_MS } from './timing.ts'
import type { AnyStep, JobRequest, WorkMaker } from './work.ts'

export interface DriverPorts {
  readonly clock: Clock
  readonly journal: { append(planId: string, record: string): Promise<boolean> }
}

const NO_TIMES: BatchTiming = { deleteSeconds: [], meters: [] }

/**
 * Carries out a job: asks its kind for the next step, sends it, and notes the result, until the job has finished or
 * waits. It decides nothing itself. A request is in the journal before it leaves.
 */
export function driveJob<Plan extends AnyPlan, State extends AnyState, Event, Step extends AnyStep>(
  rules: Pick<JobRules<Plan, State, Event>, 'after' | 'write'>,
  { plan, state, nextRecord }: Pick<JobStart<Plan, State>, 'plan' | 'state' | 'nextRecord'>,
  makeWork: WorkMaker<State, Event, Step>,
  { clock, journal }: DriverPorts,
): Driven<State, Step> {
  const engine = createEngine<State, Event | CommonEvent>({
    state,
    nextRecord,
    after: (before, event) => rules.after(plan, before, event),
    write: (number, event) => rules.write(number, event),
    append: (record) => journal.append(plan.id, record),
    clock,
    begin: () => work.begin?.(),
    act,
  })
  const { note, turn } = engine
  const work = makeWork({ state: () => engine.state, note, turn })
  let pace = work.pace(clock.now())
  let step = work.next(engine.state, pace, clock.now())

  async function act(now: number): Promise<void> {
    pace = withOthers({ ...pace, bucket: work.bucket?.() ?? pace.bucket }, work.others?.() ?? 0, now)
    step = work.next(engine.state, pace, now)
    const request = work.request(step, engine.state, now)
    if (request === null) await waitFor(step, now)
    else await carryOut(request, engine.state.nextBatch, now)
  }

  async function carryOut(request: JobRequest<Event>, batch: number, now: number): Promise<void> {
    pace = afterSending(pace, batch, request.deletes, now)
    engine.turnAgain()
    await note(request.sent)
    if (engine.abandoned) return
    if (request.looks || mayStillLeave(now)) void send(request, batch)
    else await withhold(batch)
  }

  /** While the request was journalled, the person may have stopped the job, or the computer may have slept. */
  function mayStillLeave(announcedAt: number): boolean {
    const late = Math.abs(clock.now() - announcedAt) > LATEST_DEPARTURE_MS
    const { phase } = engine.state
    return !late && isActive(phase)
  }

  async function withhold(batch: number): Promise<void> {
    pace = afterWithholding(pace, batch, clock.now())
    await note({ type: 'failed', at: clock.now(), batch, failure: NOT_SENT })
  }

  async function waitFor({ until, reason }: AnyStep, now: number): Promise<void> {
    if (until === undefined || until === null) return
    engine.turnAt(until)
    if (reason === undefined || !isPortalWait(reason) || pace.outstanding.length > 0) return
    const { waiting } = engine.state
    if (waiting?.until === until && waiting.reason === reason) return
    await note({ type: 'waits', at: now, until, reason })
  }

  async function send(request: JobRequest<Event>, batch: number): Promise<void> {
    const reply = await request.send().catch(lostReply)
    if (engine.abandoned) return
    const at = clock.now()
    pace = withOthers(pace, work.others?.() ?? 0, at)
    if (reply.kind === 'failed') {
      const { failure } = reply
      brake(afterFailure(pace, batch, failure, at), [failure], at)
      await note({ type: 'failed', at, batch, failure })
    } else {
      const { event, refusals, timing = NO_TIMES } = reply.answer(at)
      brake(afterAnswer(pace, batch, timing, refusals, at), [...refusals.deletes, ...refusals.checks], at)
      await note(event)
    }
    await turn()
  }

  function brake(next: Pace, failures: readonly Failure[], at: number): void {
    pace = work.waitsAtLimit ? quietAtLimit(next, failures, at) : next
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
      void note({ type: what, at: clock.now() }).then(turn)
    },
    reconnected() {
      if (pace.quiet?.reason !== 'no-connection') return
      pace = { ...pace, quiet: null }
      void turn()
    },
    watch: (changed) => engine.watch(changed),
    abandon() {
      engine.abandon()
      work.abandon?.()
    },
  }
}
