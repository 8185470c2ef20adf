import type { JobRules } from '../kind.ts'

/** What a journal leads to. */
export interface Folded<State> {
  readonly state: State
  /** The number that the next record gets. */
  readonly next: number
  /** False: a record was damaged or missing; what came after it was left out, until a restart wrote anew. */
  readonly whole: boolean
}

/**
 * Folds the lines of a journal, or of any beginning of it, numbered from 0. A record that comes twice counts once;
 * nothing that follows one that is damaged or missing is believed, but the records of an engine that began anew from
 * there go on with its number.
 * @param read null: not a record that can be believed.
 */
export function foldRecords<State, Event>(
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

/** The state after the records of a journal. What damaged records named simply waits, and is looked at anew. */
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
