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

/** All that is counted of saved clean-ups. */
export function countedNow() {
  return { queryKey: ['clean-ups', 'counted'] as const }
}

/** @param count as `countNow` of these; null: not yet */
export function countedNowQuery(
  listed: readonly ListedCleanUp[],
  count: (() => Promise<readonly CleanUpNow[]>) | null,
) {
  return queryOptions({
    queryKey: [...countedNow().queryKey, listed.map(({ cleanUp }) => cleanUp)],
    queryFn: () => count?.() ?? [],
    enabled: count !== null && listed.length > 0,
    // The next time may be after a run: an old count would not be true then.
    staleTime: 0,
    gcTime: 0,
  })
}

/**
 * What each of these finds now, in their order: two requests where counts are quick, and one more where it matters who
 * has left. Rejects with PortalFailure.
 */
export async function countNow(
  { base }: Pick<Ports, 'base'>,
  { people }: Pick<WorkPorts, 'people'>,
  listed: readonly ListedCleanUp[],
): Promise<readonly CleanUpNow[]> {
  const left = listed.some(({ cleanUp }) => needsLeft(cleanUp.subject)) ? await people.left() : []
  const begun = Date.now()
  const directory = await base.directory()
  const filters = listed.map(({ cleanUp }) => filtersNow(cleanUp, directory, left, begun))
  const known = filters.filter((one) => one !== null)
  const counts: (number | null)[] = []
  const counter = createSteadyCounter(base, Date.now, Date.now() - begun)
  for await (const some of counter.count(known)) counts.push(...some)
  return filters.map((one) => ({
    filters: one,
    count: one === null ? null : (counts[known.indexOf(one)] ?? null),
  }))
}

/** What is different from the last run; `record` null: it cannot be read here. */
export interface DifferentNow extends SinceRun {
  readonly record: RunRecord | null
}

/** @param compare as `compareNow` of these */
export function differentNowQuery(
  run: CleanUpRun,
  filters: ContactFilters,
  compare: () => Promise<DifferentNow>,
) {
  return queryOptions({
    queryKey: ['clean-ups', 'different', run.id, filters],
    queryFn: () => compare(),
    staleTime: 0,
  })
}

/** Rejects with PortalFailure. */
export async function compareNow(
  { base }: Pick<Ports, 'base'>,
  { recovery }: Pick<WorkPorts, 'recovery'>,
  run: CleanUpRun,
  filters: ContactFilters,
): Promise<DifferentNow> {
  const record = (await recovery.records.list()).find(({ id }) => id === run.id) ?? null
  return { record, ...(await sinceRun(record, filters, base)) }
}
