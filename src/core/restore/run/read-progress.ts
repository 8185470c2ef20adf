import * as v from 'valibot'
import { countsOf, natural, toldByAll } from '../../deletion/run/read-progress.ts'
import { CONTACT_COUNTS, type RestoreProgress } from './progress.ts'

/** As `readProgress`, of a restore. */
export function readRestoreProgress(told: unknown): RestoreProgress | null {
  const parsed = v.safeParse(progressSchema, told)
  return parsed.success ? parsed.output : null
}

const progressSchema: v.GenericSchema<unknown, RestoreProgress> = v.object({
  ...toldByAll,
  finished: natural,
  counts: countsOf(CONTACT_COUNTS),
})
