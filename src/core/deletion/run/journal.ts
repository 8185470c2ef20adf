import * as v from 'valibot'
import { COPY_REASONS, GUARD_RULES } from '../../plan/guards.ts'
import { partSealSchema } from '../../archive/format.ts'
import { parseJson } from '../../json.ts'
import { failureSchema } from '../../stored-failure.ts'
import type { Plan } from '../../plan/plan.ts'
import type { RunEvent } from './events.ts'
import { replay as replayJournal, type Folded } from '../../job/fold-records.ts'
import type { JobRules } from '../../job/kind.ts'
import { afterEvent } from './reducer.ts'
import { readyRun, settledCount, type RunState } from './state.ts'
import type { Indices } from '../../job/state.ts'

/**
 * The journal of a run: one line of JSON an event, with a version and a running number. Lists of contacts are written
 * as runs (`[from, count, from, count]`), so a batch takes about a hundred bytes. It holds no name and no credential.
 */
const VERSION = 1

/** @param number counts the events of the run from 0 without a gap. */
export function writeRecord(number: number, event: RunEvent): string {
  return JSON.stringify({ v: VERSION, n: number, e: event }, packLists)
}

/** Null: not a record, or of a version that is not known here. */
export function readRecord(line: string): { number: number; event: RunEvent } | null {
  const parsed = v.safeParse(recordSchema, parseJson(line))
  return parsed.success ? { number: parsed.output.n, event: parsed.output.e } : null
}

export const DELETION_RULES: JobRules<Plan, RunState, RunEvent> = {
  ready: readyRun,
  after: (_, state, event) => afterEvent(state, event),
  begunAnew: (at) => ({ type: 'restored', at }),
  write: writeRecord,
  read(plan, line) {
    const record = readRecord(line)
    return record !== null && fits(plan, record.event) ? record : null
  },
  // What a rule kept at the review was never to go.
  counted(plan, state) {
    const kept = readyRun(plan).counts.guarded
    return { total: plan.ids.length - kept, settled: settledCount(state) - kept }
  },
}

/** The state after the records of a journal. Contacts of damaged records simply wait, and are checked by `@ID`. */
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

/** Neighbours together: `[3, 4, 5, 9]` is `[3, 3, 9, 1]`. The order is kept. */
export function toRuns(indices: Indices): number[] {
  const runs: number[] = []
  for (const index of indices) {
    const [from, count] = [runs.at(-2), runs.at(-1)]
    if (from !== undefined && count !== undefined && index === from + count) runs[runs.length - 1] = count + 1
    else runs.push(index, 1)
  }
  return runs
}

function fromRuns(runs: number[]): number[] {
  const indices: number[] = []
  for (let at = 0; at < runs.length; at += 2) {
    const [from = 0, count = 0] = runs.slice(at, at + 2)
    for (let index = from; index < from + count; index++) indices.push(index)
  }
  return indices
}

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

/** For JSON.stringify: lists of contacts as runs. */
function packLists(key: string, value: unknown): unknown {
  return LISTS.has(key) && Array.isArray(value) ? toRuns(value as Indices) : value
}

export const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
export const time = v.pipe(v.number(), v.finite())
const MOST_IN_A_LIST = 10_000
/** A list of indices as `toRuns` writes it. */
export const indices = v.pipe(
  v.array(natural),
  v.check(
    (runs) =>
      runs.length % 2 === 0 &&
      runs.reduce((sum, count, at) => sum + (at % 2 === 1 ? count : 0), 0) <= MOST_IN_A_LIST,
  ),
  v.transform(fromRuns),
)
const contactFailure = v.strictTuple([natural, failureSchema])
const plain = (type: 'resume-asked' | 'pause-asked' | 'stop-asked' | 'recheck-asked' | 'restored') =>
  v.object({ type: v.literal(type), at: time })

const eventSchema: v.GenericSchema<unknown, RunEvent> = v.variant('type', [
  plain('resume-asked'),
  plain('pause-asked'),
  plain('stop-asked'),
  plain('recheck-asked'),
  plain('restored'),
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
          mode: v.picklist(['warn', 'keep']),
          sure: v.boolean(),
        }),
      ]),
    ),
    unread: v.array(contactFailure),
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
    unread: v.array(contactFailure),
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
