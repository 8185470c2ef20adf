import { driveJob } from '../../job/driver.ts'
import type { Driven } from '../../job/engine.ts'
import type { JobStart } from '../../job/kind.ts'
import { requestsLeft, type BucketLimits } from '../../job/pace/bucket.ts'
import { newPace } from '../../job/pace/pace.ts'
import { isBusy } from '../../job/state.ts'
import type { JobRequest, WorkMaker } from '../../job/work.ts'
import { rulesOf } from '../../plan/plan-reasons.ts'
import { type Plan } from '../../plan/plan.ts'
import type { RunPorts } from '../ports.ts'
import { driveCopies } from './copy-driver.ts'
import type { LookSentEvent, RunEvent, SentEvent } from './events.ts'
import { DELETION_RULES } from './journal.ts'
import { CONTACTS_A_REQUEST, nextStep, type Step } from './next-step.ts'
import { meetsLimit } from './portion.ts'
import { answeredEvent, asksRelations, idsOf, lookedEvent, requestFor } from './replies.ts'
import type { RunState } from './state.ts'

/** A run that is being carried out. */
export type Drive = Driven<RunState, Step>

export interface DriveStart extends Omit<JobStart<Plan, RunState>, 'fresh'> {
  readonly limits?: BucketLimits
}

/**
 * Carries out a plan until the run has finished or waits.
 * @param start `state` of `readyRun`, or of `replay` with `restored` applied and journalled.
 */
export function drive(start: DriveStart, ports: RunPorts): Drive {
  return driveJob(DELETION_RULES, start, deletionWork(start, ports), ports)
}

/** The requests of a run, and the events that their answers become. */
export function deletionWork(
  { plan, state: begun, limits }: Pick<DriveStart, 'plan' | 'state' | 'limits'>,
  { batches, looks, copies, requests, clock }: Omit<RunPorts, 'journal'>,
): WorkMaker<RunState, RunEvent, Step> {
  const rules = rulesOf(plan)
  const checkCommands = batches.checkCommands(asksRelations(plan), plan.older !== undefined)

  return ({ state, note, turn }) => {
    const copying = driveCopies(
      plan,
      { clock, ...(copies === undefined ? {} : { copies }) },
      state,
      async (event) => {
        await note(event)
        await turn()
      },
      () => void turn(),
    )

    function batch(sent: SentEvent): JobRequest<RunEvent> {
      return {
        sent,
        deletes: sent.deletes.length,
        looks: false,
        async send() {
          const reply = await batches.send(requestFor(plan, sent))
          if (reply.kind === 'failed') return reply
          return {
            kind: 'answered',
            answer(at) {
              const event = answeredEvent(plan, rules, sent, reply, at, copying.notes)
              const refusals = {
                deletes: event.others.map(([, { failure }]) => failure),
                checks: event.unread.map(([, failure]) => failure),
              }
              return { event, refusals, timing: reply.timing }
            },
          }
        },
      }
    }

    function look(sent: LookSentEvent): JobRequest<RunEvent> {
      return {
        sent,
        deletes: 0,
        looks: true,
        async send() {
          const reply = await looks.look(idsOf(plan, sent.contacts))
          if (reply.kind === 'failed') return reply
          return {
            kind: 'answered',
            answer(at) {
              const event = lookedEvent(plan, sent, reply.presences, at)
              return { event, refusals: { deletes: [], checks: event.unread.map(([, failure]) => failure) } }
            },
          }
        },
      }
    }

    return {
      pace: (now) => newPace(now, limits, begun.meter, batches.room),
      ...(requests === undefined
        ? {}
        : { bucket: () => requests.bucket(), others: () => requests.underWay() }),
      waitsAtLimit: false,
      begin: () => copying.turn(),
      next(current, pace, now) {
        const left = current.counts.waiting + current.counts.checked
        const gentle = meetsLimit(pace, left)
        const scarce = requestsLeft(pace.bucket, pace.limits, now) < left / CONTACTS_A_REQUEST
        requests?.keepTo(isBusy(current) ? { share: pace.limits.share, gentle, scarce } : null)
        const step = nextStep(current, pace, checkCommands, now)
        const held = step.kind === 'send' && step.deletes.length > 0 && !copying.mayDelete()
        return held ? { kind: 'wait', until: null, reason: 'copies' } : step
      },
      request(step, { nextBatch }, at) {
        if (step.kind === 'send') {
          const { deletes, checks } = step
          return batch({ type: 'sent', at, batch: nextBatch, deletes, checks })
        }
        if (step.kind !== 'look') return null
        return look({ type: 'look-sent', at, batch: nextBatch, contacts: step.contacts })
      },
      abandon: () => copying.abandon(),
    }
  }
}
