import { dayOf, twoDigits } from '../filter/day.ts'
import type { ContactFilters, Moment, Named, Period } from '../filter/filters.ts'
import { createSteadyCounter } from './count-steadily.ts'
import type { BaseReader } from './ports.ts'

/** Many contacts that one person created within an hour, or in hours that follow each other: mostly an import. */
export interface Burst {
  readonly from: Moment
  readonly to: Moment
  readonly creator: Named
  readonly count: number
  readonly filters: ContactFilters
}

/** How far the search is. */
export interface BurstSearch {
  /** Periods counted so far. */
  readonly counted: number
  readonly bursts: readonly Burst[]
  readonly done: boolean
}

/** From this number on, the contacts of an hour were not typed in by a person. */
export const BURST_LEAST = 100

interface Span {
  readonly from: Moment
  readonly to: Moment
  /** How many were created in it; absent: not counted. */
  readonly count?: number
}

/**
 * Looks for bursts by counts alone: years, then months, days and hours in which there are enough contacts to hide one.
 * Yields after each request. Stop iterating to cancel. Rejects with PortalFailure.
 * @param years those to look at, such as those of the picture that have enough contacts
 * @param now Unix ms
 */
export async function* findBursts(
  reader: BaseReader,
  years: readonly number[],
  now: () => number,
): AsyncGenerator<BurstSearch> {
  const begun = now()
  const { people } = await reader.directory()
  const names = new Map((people ?? []).map(({ id, name }) => [id, name]))
  const counter = createSteadyCounter(reader, now, now() - begun)
  const bursts: Burst[] = []
  let counted = 0
  const search = (done: boolean): BurstSearch => ({ counted, bursts: joined(bursts), done })

  let spans: readonly Span[] = years.map((year) => ({ from: `${year}-01-01`, to: `${year}-12-31` }))
  for (const split of [monthsOf, daysOf, hoursOf]) {
    const parts = spans.flatMap(split)
    const full: Span[] = []
    let at = 0
    for await (const counts of counter.count(parts.map(({ from, to }) => ({ created: { from, to } })))) {
      for (const count of counts) {
        const part = parts[at++]
        if (part !== undefined && (count ?? 0) >= BURST_LEAST) full.push({ ...part, count: count ?? 0 })
      }
      counted += counts.length
      yield search(false)
    }
    spans = full
  }
  for (const { from, to, count: many = 0 } of spans) {
    const created: Period = { from, to }
    const creators = await reader.creators({ created }, many)
    const each = creators.map((id): ContactFilters => ({
      created,
      createdBy: [{ id, name: names.get(id) ?? String(id) }],
    }))
    const counts = await reader.counts(each)
    counted += counts.length
    for (const [at, count] of counts.entries()) {
      const filters = each[at]
      const creator = filters?.createdBy?.[0]
      if (filters === undefined || creator === undefined || count === null || count < BURST_LEAST) continue
      bursts.push({ from, to, creator, count, filters })
    }
    yield search(false)
  }
  yield search(true)
}

/** Hours that follow each other, of one creator, are one burst. */
function joined(bursts: readonly Burst[]): readonly Burst[] {
  const all: Burst[] = []
  for (const burst of bursts) {
    const before = all.findIndex(
      ({ to, creator }) => creator.id === burst.creator.id && nextHour(to) === burst.from,
    )
    const earlier = all[before]
    if (earlier === undefined) all.push(burst)
    else {
      const created: Period = { from: earlier.from, to: burst.to }
      all[before] = {
        ...earlier,
        to: burst.to,
        count: earlier.count + burst.count,
        filters: { ...earlier.filters, created },
      }
    }
  }
  return all.toSorted((a, b) => b.count - a.count)
}

function nextHour(to: Moment): Moment {
  const day = to.slice(0, 10)
  const hour = Number(to.slice(11, 13))
  if (hour < 23) return `${day}T${twoDigits(hour + 1)}:00`
  const next = new Date(`${day}T12:00`)
  next.setDate(next.getDate() + 1)
  return `${dayOf(next)}T00:00`
}

function monthsOf({ from }: Span): Span[] {
  const year = Number(from.slice(0, 4))
  return Array.from({ length: 12 }, (_, at) => ({
    from: `${year}-${twoDigits(at + 1)}-01`,
    to: `${year}-${twoDigits(at + 1)}-${lengthOfMonth(year, at + 1)}`,
  }))
}

function daysOf({ from }: Span): Span[] {
  const [year = 0, month = 0] = from.split('-').map(Number)
  return Array.from({ length: lengthOfMonth(year, month) }, (_, at) => {
    const day = `${from.slice(0, 8)}${twoDigits(at + 1)}`
    return { from: day, to: day }
  })
}

function hoursOf({ from }: Span): Span[] {
  return Array.from({ length: 24 }, (_, at) => ({
    from: `${from}T${twoDigits(at)}:00`,
    to: `${from}T${twoDigits(at)}:59`,
  }))
}

function lengthOfMonth(year: number, month: number): number {
  return new Date(year, month, 0).getDate()
}
