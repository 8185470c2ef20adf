import * as v from 'valibot'
import { parseJson } from '../../json.ts'
import { type Folded, replay } from '../../job/fold-records.ts'
import { failureSchema } from '../../stored-failure.ts'
import { indices, natural, time, toRuns } from '../../deletion/run/journal.ts'
import type { JobRules } from '../../job/kind.ts'
import type { RestoreEvent } from './events.ts'
import type { RestorePlan } from '../plan/plan.ts'
import type { ActAnswer } from '../ports.ts'
import { afterRestoreEvent } from './reducer.ts'
import { readyRestore, restoreProgress, type RestoreState } from './state.ts'

/** The journal of a restore: as that of a run (core/run/journal.ts), one line of JSON an event, without a name. */
const VERSION = 1

/** @param number counts the events of the restore from 0 without a gap. */
export function writeRestoreRecord(number: number, event: RestoreEvent): string {
  return JSON.stringify({ v: VERSION, n: number, e: event }, packLists)
}

/** Null: not a record, or of a version that is not known here. */
export function readRestoreRecord(line: string): { number: number; event: RestoreEvent } | null {
  const parsed = v.safeParse(recordSchema, parseJson(line))
  return parsed.success ? { number: parsed.output.n, event: parsed.output.e } : null
}

export const RESTORE_RULES: JobRules<RestorePlan, RestoreState, RestoreEvent> = {
  ready: readyRestore,
  after: afterRestoreEvent,
  begunAnew: (at) => ({ type: 'restarted', at }),
  write: writeRestoreRecord,
  read: (_, line) => readRestoreRecord(line),
  counted(_, state) {
    const { finished, total } = restoreProgress(state)
    return { total, settled: finished }
  },
}

/** The state after the records of a journal. Contacts of damaged records wait, and each is looked for before it is made. */
export function replayRestore(plan: RestorePlan, records: Iterable<string>): Folded<RestoreState> {
  return replay(RESTORE_RULES, plan, records)
}

const LISTS = new Set(['tasks', 'absent', 'unseen'])

function packLists(key: string, value: unknown): unknown {
  return LISTS.has(key) && Array.isArray(value) ? toRuns(value as number[]) : value
}

const ids = v.array(natural)
const answer: v.GenericSchema<unknown, ActAnswer> = v.variant('kind', [
  v.object({ kind: v.literal('done'), id: natural }),
  v.object({ kind: v.picklist(['already', 'not-primary', 'target-gone']) }),
  v.object({ kind: v.picklist(['refused', 'lost']), failure: failureSchema }),
])
const plain = (type: 'resume-asked' | 'pause-asked' | 'stop-asked' | 'recheck-asked' | 'restarted') =>
  v.object({ type: v.literal(type), at: time })

const eventSchema: v.GenericSchema<unknown, RestoreEvent> = v.variant('type', [
  plain('resume-asked'),
  plain('pause-asked'),
  plain('stop-asked'),
  plain('recheck-asked'),
  plain('restarted'),
  v.object({ type: v.picklist(['look-sent', 'act-sent']), at: time, batch: natural, tasks: indices }),
  v.object({
    type: v.literal('looked'),
    at: time,
    batch: natural,
    found: v.array(v.strictTuple([natural, ids])),
    absent: indices,
    unseen: indices,
    unread: v.array(v.strictTuple([natural, failureSchema])),
  }),
  v.object({
    type: v.literal('acted'),
    at: time,
    batch: natural,
    answers: v.array(v.strictTuple([natural, answer])),
  }),
  v.object({ type: v.literal('failed'), at: time, batch: natural, failure: failureSchema }),
  v.object({
    type: v.literal('waits'),
    at: time,
    until: time,
    reason: v.picklist([
      'operating-time',
      'portal-busy',
      'no-connection',
      'session',
      'portal-may-still-work',
    ]),
  }),
])
const recordSchema = v.object({ v: v.literal(VERSION), n: natural, e: eventSchema })
