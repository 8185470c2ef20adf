import * as v from 'valibot'
import { failureSchema } from '../stored-failure.ts'
import { natural } from './journal/record-schema.ts'
import { DOINGS, PORTAL_WAITS, type Phase } from './state.ts'

/** Reads a progress that another tab sent, perhaps with another version of the app. Null: not readable here. */
export function progressReader<Progress>(
  schema: v.GenericSchema<unknown, Progress>,
): (sent: unknown) => Progress | null {
  return (sent) => {
    const parsed = v.safeParse(schema, sent)
    return parsed.success ? parsed.output : null
  }
}

/** All names of a union: a missing one does not compile. */
function oneOf<Name extends string>(names: Readonly<Record<Name, true>>) {
  return v.custom<Name>((value) => typeof value === 'string' && Object.hasOwn(names, value))
}
const phase = oneOf<Phase>({
  ready: true,
  running: true,
  pausing: true,
  paused: true,
  'waiting-for-portal': true,
  stopping: true,
  done: true,
})
/** The properties that the progress of every kind of job has. */
export const COMMON_PROGRESS = {
  planId: v.string(),
  phase,
  total: natural,
  waiting: v.nullable(v.object({ until: v.number(), reason: v.picklist(PORTAL_WAITS) })),
  stopped: v.nullable(
    v.variant('kind', [
      v.object({ kind: v.picklist(['asked', 'looked']) }),
      v.object({ kind: v.literal('portal'), failure: failureSchema }),
    ]),
  ),
  /** Another version of the app may not send it, or may name other kinds. */
  doing: v.fallback(v.nullable(v.object({ kind: v.picklist(DOINGS), count: natural })), null),
  canGoOn: v.boolean(),
  secondsLeft: v.nullable(v.pipe(v.number(), v.minValue(0))),
}

/** An object with a count under each of these names. */
export function countsOf<Name extends string>(names: readonly Name[]) {
  return v.object(Object.fromEntries(names.map((name) => [name, natural])) as Record<Name, typeof natural>)
}
