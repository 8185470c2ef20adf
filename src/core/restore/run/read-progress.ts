import * as v from 'valibot'
import { COMMON_PROGRESS, countsOf, progressReader } from '../../job/progress-schema.ts'
import { natural } from '../../job/journal/record-schema.ts'
import { CONTACT_COUNTS, type RestoreProgress } from './progress.ts'

export const readRestoreProgress = progressReader<RestoreProgress>(
  v.object({ ...COMMON_PROGRESS, finished: natural, counts: countsOf(CONTACT_COUNTS) }),
)
