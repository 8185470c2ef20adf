import * as v from 'valibot'
import { COPY_REASONS, GUARD_RULES } from '../../plan/guards.ts'
import { partSealSchema } from '../../archive/file/format.ts'
import { failureSchema } from '../../stored-failure.ts'
import type { Plan } from '../../plan/plan.ts'
import type { RunEvent } from './events.ts'
import { replay as replayJournal, type Folded } from '../../job/journal/fold-records.ts'
import type { JobRules } from '../../job/kind.ts'
import {
  COMMON_EVENTS,
  failuresOfEach,
  indices,
  natural,
  recordFormat,
  time,
} from '../../job/journal/record-schema.ts'
import { afterEvent } from './reducer/reducer.ts'
import { readyRun, settledCount, type RunState } from './state.ts'

const LISTS = new Set([
  'deletes',
  'checks',
  'contacts',
  'deleted',
  'clear',
  'absent',
  'there',
  'gone',
  'hidden',
  'free',
  'kept',
  'missing',
])

const eventSchema: v.GenericSchema<unknown, RunEvent> = v.variant('type', [
  ...COMMON_EVENTS,
  v.object({ type: v.literal('restored'), at: time }),
  v.object({ type: v.literal('copies-gone'), at: time, archive: natural, kept: v.boolean() }),
  v.object({ type: v.literal('sent'), at: time, batch: natural, deletes: indices, checks: indices }),
  v.object({
    type: v.literal('answered'),
    at: time,
    batch: natural,
    deleted: indices,
    others: v.array(
      v.strictTuple([
        natural,
        v.object({ kind: v.picklist(['refused', 'lost', 'not-done']), failure: failureSchema }),
      ]),
    ),
    clear: indices,
    absent: indices,
    guarded: v.array(
      v.strictTuple([
        natural,
        v.object({
          rule: v.picklist([...GUARD_RULES, ...COPY_REASONS]),
          mode: v.picklist(['warn', 'keep', 'overridden']),
          sure: v.boolean(),
        }),
      ]),
    ),
    unread: failuresOfEach,
    meter: v.nullable(v.object({ operating: v.number(), resetAt: time })),
  }),
  v.object({ type: v.literal('look-sent'), at: time, batch: natural, contacts: indices }),
  v.object({
    type: v.literal('looked'),
    at: time,
    batch: natural,
    there: indices,
    gone: indices,
    hidden: indices,
    unread: failuresOfEach,
  }),
  v.object({
    type: v.literal('copied'),
    at: time,
    from: natural,
    seals: v.array(partSealSchema),
    free: indices,
    kept: indices,
    missing: indices,
    incomplete: natural,
  }),
  v.object({ type: v.literal('copy-failed'), at: time, troubles: natural, failure: failureSchema }),
])

const format = recordFormat(eventSchema, LISTS)

export const writeRecord = format.write
export const readRecord = format.read

export const DELETION_RULES: JobRules<Plan, RunState, RunEvent> = {
  ready: readyRun,
  after: (_, state, event) => afterEvent(state, event),
  begunAnew: (at) => ({ type: 'restored', at }),
  write: writeRecord,
  read(plan, line) {
    const record = readRecord(line)
    return record !== null && fits(plan, record.event) ? record : null
  },
  // Contacts that a rule skipped at the review were never to be deleted.
  counted(plan, state) {
    const kept = readyRun(plan).counts.guarded
    return { total: plan.ids.length - kept, settled: settledCount(state) - kept }
  },
}

/** The state after the records of a journal. Contacts named only in damaged records wait, and are checked again. */
export function replay(plan: Plan, records: Iterable<string>): Folded<RunState> {
  return replayJournal(DELETION_RULES, plan, records)
}

function fits(plan: Plan, event: RunEvent): boolean {
  const named =
    event.type === 'sent'
      ? [...event.deletes, ...event.checks]
      : event.type === 'copied'
        ? [...event.free, ...event.kept, ...event.missing]
        : []
  return named.every((contact) => contact < plan.ids.length)
}
