import * as v from 'valibot'
import { replay, type Folded } from '../../job/journal/fold-records.ts'
import type { JobRules } from '../../job/kind.ts'
import { failureSchema } from '../../stored-failure.ts'
import {
  COMMON_EVENTS,
  failuresOfEach,
  indices,
  natural,
  recordFormat,
  time,
} from '../../job/journal/record-schema.ts'
import type { RestoreEvent } from './events.ts'
import type { RestorePlan } from '../plan/plan.ts'
import type { ActAnswer } from '../ports.ts'
import { afterRestoreEvent } from './reducer.ts'
import { openContacts, readyRestore, restoreProgress, type RestoreState } from './state.ts'

const LISTS = new Set(['tasks', 'absent', 'unseen'])

const ids = v.array(natural)
const answer: v.GenericSchema<unknown, ActAnswer> = v.variant('kind', [
  v.object({ kind: v.literal('done'), id: natural }),
  v.object({ kind: v.picklist(['already', 'not-primary', 'target-gone']) }),
  v.object({ kind: v.picklist(['refused', 'lost']), failure: failureSchema }),
])

const eventSchema: v.GenericSchema<unknown, RestoreEvent> = v.variant('type', [
  ...COMMON_EVENTS,
  v.object({ type: v.literal('restarted'), at: time }),
  v.object({ type: v.picklist(['look-sent', 'act-sent']), at: time, batch: natural, tasks: indices }),
  v.object({
    type: v.literal('looked'),
    at: time,
    batch: natural,
    found: v.array(v.strictTuple([natural, ids])),
    absent: indices,
    unseen: indices,
    unread: failuresOfEach,
  }),
  v.object({
    type: v.literal('acted'),
    at: time,
    batch: natural,
    answers: v.array(v.strictTuple([natural, answer])),
  }),
])

const format = recordFormat(eventSchema, LISTS)

export const writeRestoreRecord = format.write
export const readRestoreRecord = format.read

export const RESTORE_RULES: JobRules<RestorePlan, RestoreState, RestoreEvent> = {
  ready: readyRestore,
  after: afterRestoreEvent,
  begunAnew: (at) => ({ type: 'restarted', at }),
  write: writeRestoreRecord,
  read: (_, line) => readRestoreRecord(line),
  counted(plan, state) {
    const { finished, total } = restoreProgress(state)
    return { total, settled: finished, open: openContacts(plan, state) }
  },
}

/** The state after a journal. Contacts of damaged records are `waiting`, and each is looked for before it is made. */
export function replayRestore(plan: RestorePlan, records: Iterable<string>): Folded<RestoreState> {
  return replay(RESTORE_RULES, plan, records)
}
