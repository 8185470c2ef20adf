import { queryOptions } from '@tanstack/react-query'
import { createSteadyCounter } from '#core/clean-up/count-steadily.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { filtersNow, needsLeft } from '#core/plan/saved/filters-now.ts'
import type { CleanUpRun, ListedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import type { Ports, WorkPorts } from '#core/ports.ts'
import type { RunRecord } from '#core/records/record.ts'
import { sinceRun, type SinceRun } from '#core/records/since-run.ts'

/** The contacts of a saved clean-up as of now. */
export interface CleanUpNow {
  /** Null: more people have left than a filter can name. */
  readonly filters: ContactFilters | null
  /** Null: not counted. */
  readonly count: number | null
}

/** What each of these finds now, in their order: two requests, and one more where it matters who has left. */
export function countedNowQuery(
  ports: Pick<Ports, 'base'>,
  work: Pick<WorkPorts, 'people'> | undefined,
  listed: readonly ListedCleanUp[],
) {
  return queryOptions({
    queryKey: ['clean-ups', 'counted', listed.map(({ cleanUp }) => cleanUp)],
    queryFn: async (): Promise<readonly CleanUpNow[]> => {
      const needed = listed.some(({ cleanUp }) => needsLeft(cleanUp.subject))
      const left = needed && work !== undefined ? await work.people.left() : []
      const begun = Date.now()
      const directory = await ports.base.directory()
      const filters = listed.map(({ cleanUp }) => filtersNow(cleanUp, directory, left, begun))
      const known = filters.filter((one) => one !== null)
      const counts: (number | null)[] = []
      const counter = createSteadyCounter(ports.base, Date.now, Date.now() - begun)
      for await (const some of counter.count(known)) counts.push(...some)
      return filters.map((one) => ({
        filters: one,
        count: one === null ? null : (counts[known.indexOf(one)] ?? null),
      }))
    },
    enabled: work !== undefined && listed.length > 0,
    // It may be days later, or after a run.
    staleTime: 0,
  })
}

/** What is different from the last run; `record` null: it cannot be read here. */
export interface DifferentNow extends SinceRun {
  readonly record: RunRecord | null
}

export function differentNowQuery(
  ports: Pick<Ports, 'base'>,
  work: Pick<WorkPorts, 'recovery'>,
  run: CleanUpRun,
  filters: ContactFilters,
) {
  return queryOptions({
    queryKey: ['clean-ups', 'different', run.id, filters],
    queryFn: async (): Promise<DifferentNow> => {
      const record = (await work.recovery.records.list()).find(({ id }) => id === run.id) ?? null
      return { record, ...(await sinceRun(record ?? {}, filters, ports.base)) }
    },
    staleTime: 0,
  })
}
