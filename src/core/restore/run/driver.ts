import { driveJob } from '../../job/driver.ts'
import type { Driven } from '../../job/engine.ts'
import type { JobStart } from '../../job/kind.ts'
import type { BucketLimits } from '../../job/pace/bucket.ts'
import { newPace } from '../../job/pace/pace.ts'
import type { JobAnswer, JobRequest, WorkMaker } from '../../job/work.ts'
import type { RestorePlan } from '../plan/plan.ts'
import { isRepeatable } from '../plan/tasks.ts'
import type { RestorePorts, TaskCall } from '../ports.ts'
import { createdNext, FIRST_CREATED, TRIAL_BATCHES } from './steps/batch-size.ts'
import type { ActedEvent, RestoreLookedEvent, RestoreEvent, RestoreSentEvent } from './events.ts'
import { RESTORE_RULES } from './journal.ts'
import { nextRestoreStep, type RestoreStep } from './steps/next-step.ts'
import { actedEvent, callOf, failuresIn, lookedEvent } from './replies.ts'
import type { RestoreState } from './state.ts'

/** A running restore. */
export type RestoreDrive = Driven<RestoreState, RestoreStep>

export interface RestoreStart extends Omit<JobStart<RestorePlan, RestoreState>, 'fresh'> {
  readonly limits?: BucketLimits
}

/**
 * Runs a restore until it is finished or waits.
 * @param start `state` comes from `readyRestore`, or from `replayRestore` with `restarted` applied and journalled.
 */
export function driveRestore(start: RestoreStart, ports: RestorePorts): RestoreDrive {
  return driveJob(RESTORE_RULES, start, restoreWork(start, ports), ports)
}

/** Which requests a restore sends, and how their answers become events. */
export function restoreWork(
  { plan, limits }: Pick<RestoreStart, 'plan' | 'limits'>,
  { sender, requests }: Pick<RestorePorts, 'sender' | 'requests'>,
): WorkMaker<RestoreState, RestoreEvent, RestoreStep> {
  let mostCreated = FIRST_CREATED
  let answeredBatches = 0

  function look(sent: RestoreSentEvent, calls: readonly TaskCall[]): JobRequest<RestoreEvent> {
    return {
      sent,
      deletes: 0,
      looks: true,
      async send() {
        const reply = await sender.look(calls)
        if (reply.kind === 'failed') return reply
        return { kind: 'answered', answer: (at) => answered(lookedEvent(sent, reply.answers, at)) }
      },
    }
  }

  function act(
    sent: RestoreSentEvent,
    calls: readonly TaskCall[],
    imports: RestoreState['imports'],
  ): JobRequest<RestoreEvent> {
    const created = calls.filter(({ what }) => !isRepeatable(what)).length
    const before = mostCreated
    return {
      sent,
      deletes: 0,
      looks: false,
      async send() {
        const reply = await sender.act(calls, imports !== 'waived')
        if (reply.kind === 'failed') {
          mostCreated = FIRST_CREATED
          answeredBatches = 0
          return reply
        }
        return {
          kind: 'answered',
          answer(at) {
            if (calls.length > 1) answeredBatches++
            // The answers of others may have come meanwhile.
            mostCreated = Math.min(
              createdNext(before, created, (at - sent.at) / 1000, calls.length),
              2 * mostCreated,
            )
            return answered(actedEvent(sent, reply.answers, at))
          },
        }
      },
    }
  }

  return () => ({
    pace: (now) => newPace(now, limits, null, sender.room),
    ...(requests === undefined ? {} : { bucket: () => requests.bucket() }),
    waitsAtLimit: true,
    next: (state, pace, now) =>
      nextRestoreStep(plan, state, pace, now, mostCreated, answeredBatches >= TRIAL_BATCHES),
    request(step, state, at) {
      if (step.kind !== 'look' && step.kind !== 'act') return null
      const { tasks } = step
      const calls = tasks.map((task) => callOf(plan, state, task))
      const batch = state.nextBatch
      return step.kind === 'look'
        ? look({ type: 'look-sent', at, batch, tasks }, calls)
        : act({ type: 'act-sent', at, batch, tasks }, calls, state.imports)
    },
  })
}

function answered(event: RestoreLookedEvent | ActedEvent): JobAnswer<RestoreEvent> {
  return { event, refusals: { deletes: [], checks: failuresIn(event) } }
}
