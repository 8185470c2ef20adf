import * as v from 'valibot'
import { parseJson } from '../../json.ts'
import { failureSchema } from '../../stored-failure.ts'
import { PORTAL_WAITS, type Indices } from '../state.ts'

/**
 * The format of a job's journal: one line of JSON per event, with a version and a running number. Lists of indices are
 * written as runs (`[from, count, from, count]`), so a batch takes about a hundred bytes. A journal holds no names and
 * no credentials.
 */
const VERSION = 1

export interface RecordFormat<Event> {
  /** @param number counts the events of the job from 0 without a gap. */
  readonly write: (number: number, event: Event) => string
  /** Null: not a record, or of an unknown version. */
  readonly read: (line: string) => { readonly number: number; readonly event: Event } | null
}

/** @param lists the properties that hold `indices`. */
export function recordFormat<Event>(
  event: v.GenericSchema<unknown, Event>,
  lists: ReadonlySet<string>,
): RecordFormat<Event> {
  const schema = v.object({ v: v.literal(VERSION), n: natural, e: event })
  const pack = (key: string, value: unknown): unknown =>
    lists.has(key) && Array.isArray(value) ? toRuns(value as Indices) : value
  return {
    write: (number, written) => JSON.stringify({ v: VERSION, n: number, e: written }, pack),
    read(line) {
      const parsed = v.safeParse(schema, parseJson(line))
      return parsed.success ? { number: parsed.output.n, event: parsed.output.e } : null
    },
  }
}

/** Joins neighbours and keeps the order: `[3, 4, 5, 9]` becomes `[3, 3, 9, 1]`. */
function toRuns(indices: Indices): number[] {
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

export const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
export const time = v.pipe(v.number(), v.finite())
const MOST_IN_A_LIST = 10_000
/** A list of indices as written by `toRuns`. */
export const indices = v.pipe(
  v.array(natural),
  v.check(
    (runs) =>
      runs.length % 2 === 0 &&
      runs.reduce((sum, count, at) => sum + (at % 2 === 1 ? count : 0), 0) <= MOST_IN_A_LIST,
  ),
  v.transform(fromRuns),
)
/** The failures of single items of an answered request. */
export const failuresOfEach = v.array(v.strictTuple([natural, failureSchema]))

/** `CommonEvent`, for the variants of a kind's own events. */
export const COMMON_EVENTS = [
  v.object({
    type: v.picklist(['resume-asked', 'pause-asked', 'stop-asked', 'recheck-asked', 'agreed']),
    at: time,
  }),
  v.object({ type: v.literal('failed'), at: time, batch: natural, failure: failureSchema }),
  v.object({ type: v.literal('waits'), at: time, until: time, reason: v.picklist(PORTAL_WAITS) }),
] as const
