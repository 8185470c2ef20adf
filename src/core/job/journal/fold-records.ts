import type { JobRules } from '../kind.ts'

/** The result of reading a journal. */
export interface Folded<State> {
  readonly state: State
  /** The number that the next record gets. */
  readonly next: number
  /** False: a record was damaged or missing. Records after it were ignored, up to the next restart of the engine. */
  readonly whole: boolean
}

/**
 * Folds the lines of a journal, or of any beginning of it, numbered from 0. A repeated record counts once. Records that
 * follow a damaged or missing one are ignored; an engine that was restarted from there reuses its number, so the
 * records of the restarted engine count.
 * @param read null: not a valid record.
 */
function foldRecords<State, Event>(
  first: State,
  lines: Iterable<string>,
  read: (line: string) => { readonly number: number; readonly event: Event } | null,
  after: (state: State, event: Event) => State,
): Folded<State> {
  let state = first
  let next = 0
  let whole = true
  for (const line of lines) {
    const record = read(line)
    if (record === null || record.number > next) {
      whole = false
    } else if (record.number === next) {
      state = after(state, record.event)
      next++
    }
  }
  return { state, next, whole }
}

/** The state after the records of a journal. Items named only in damaged records wait and are looked at again. */
export function replay<Plan, State, Event>(
  rules: JobRules<Plan, State, Event>,
  plan: Plan,
  records: Iterable<string>,
): Folded<State> {
  return foldRecords(
    rules.ready(plan),
    records,
    (line) => rules.read(plan, line),
    (state, event) => rules.after(plan, state, event),
  )
}
