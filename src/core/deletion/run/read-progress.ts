import * as v from 'valibot'
import { failureSchema } from '../../stored-failure.ts'
import type { PortalWait } from '../../job/state.ts'
import { STATUSES } from './ledger.ts'
import type { RunProgress } from './progress.ts'
import type { Phase } from '../../job/state.ts'

/** A run's progress as another tab told it, which may run another version of the app. Null: not one that is known here. */
export function readProgress(told: unknown): RunProgress | null {
  const parsed = v.safeParse(progressSchema, told)
  return parsed.success ? parsed.output : null
}

export const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** The names of a union, all of them: one that is missing here does not compile. */
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
const wait = oneOf<PortalWait>({
  'operating-time': true,
  'portal-busy': true,
  'no-connection': true,
  session: true,
  'portal-may-still-work': true,
})

/** What every progress tells, of a run and of a restore. */
export const toldByAll = {
  planId: v.string(),
  phase,
  total: natural,
  waiting: v.nullable(v.object({ until: v.number(), reason: wait })),
  stopped: v.nullable(
    v.variant('kind', [
      v.object({ kind: v.literal('asked') }),
      v.object({ kind: v.literal('portal'), failure: failureSchema }),
    ]),
  ),
  canGoOn: v.boolean(),
  secondsLeft: v.nullable(v.pipe(v.number(), v.minValue(0))),
}

/** A count under each of these names. */
export function countsOf<Name extends string>(names: readonly Name[]) {
  return v.object(Object.fromEntries(names.map((name) => [name, natural])) as Record<Name, typeof natural>)
}

const progressSchema: v.GenericSchema<unknown, RunProgress> = v.object({
  ...toldByAll,
  settled: natural,
  keptAtReview: natural,
  counts: countsOf(STATUSES),
  copying: v.nullable(v.object({ made: natural, ready: v.boolean() })),
})
