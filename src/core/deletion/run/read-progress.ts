import * as v from 'valibot'
import { COMMON_PROGRESS, countsOf, progressReader } from '../../job/progress-schema.ts'
import { natural } from '../../job/journal/record-schema.ts'
import { STATUSES } from './reducer/ledger.ts'
import type { RunProgress } from './progress.ts'

export const readProgress = progressReader<RunProgress>(
  v.object({
    ...COMMON_PROGRESS,
    settled: natural,
    keptAtReview: natural,
    counts: countsOf(STATUSES),
    copying: v.nullable(v.object({ made: natural, ready: v.boolean() })),
  }),
)
