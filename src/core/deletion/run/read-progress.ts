import * as v from 'valibot'
import { COMMON_PROGRESS, countsOf, progressReader } from '../../job/progress-schema.ts'
import { natural } from '../../job/journal/record-schema.ts'
import { RUN_LEDGER } from './reducer/ledger.ts'
import type { RunProgress } from './progress.ts'

export const readProgress = progressReader<RunProgress>(
  v.object({
    ...COMMON_PROGRESS,
    settled: natural,
    keptAtReview: natural,
    counts: countsOf(RUN_LEDGER.statuses),
    copying: v.nullable(v.object({ made: natural, ready: v.boolean() })),
  }),
)
