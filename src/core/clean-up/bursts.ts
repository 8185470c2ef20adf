import { momentBefore, twoDigits } from '../filter/day.ts'
import type { ContactFilters, Moment, Named } from '../filter/filters.ts'
import type { Bar } from './bars.ts'
import type { WithCount } from './counted.ts'
import { createSteadyCounter } from './count-steadily.ts'
import type { BaseReader } from './ports.ts'

/** Many contacts that one person created within an hour or two, or in hours that follow each other: mostly an import. */
export interface Burst {
  readonly from: Moment
  readonly to: Moment
  readonly creator: Named
  readonly count: number
  /** How many more this person created in the hour before and in the one after: too few to be one by themselves. */
  readonly beside: number
  readonly filters: ContactFilters
}

/** How far the search is. */
export interface BurstSearch {
  /** Periods counted so far, without those whose count the portal refused. */
  readonly counted: number
  /** Periods of which the portal did not say enough: there may be more in them. */
  readonly uncounted: number
  readonly bursts: readonly Burst[]
  readonly done: boolean
}

/** From this number on, the contacts of an hour, or of two that follow each other, were not typed in by a person. */
export const BURST_LEAST = 100

/** No CRM of the portal's maker is older. */
const FIRST_YEAR = 2000

/** All years in which there may be contacts: a picture's counts may be from before today's import. @param now Unix ms */
export function burstYears(bars: readonly WithCount<Bar>[], now: number): number[] {
  const years = [new Date(now).getFullYear()]
  for (const { label, count } of bars) {
    if (label.kind === 'year') years.push(label.year)
    else if (label.kind === 'before' && count !== 0) years.push(FIRST_YEAR)
  }
  const first = Math.min(...years)
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, at) => first + at)
}

interface Uncounted {
  readonly from: Moment
  readonly to: Moment
}

interface Span extends Uncounted {
  /** How many contacts were created in it. */
  readonly count: number
}

/**
 * Looks for bursts by counts alone: years, then months, days and hours in which there are enough contacts to hide one.
 * Yields after each request. Stop iterating to cancel. Rejects with PortalFailure.
 * @param years all in which there may be contacts
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
  /** Of each creator, by where the hour begins. */
  const hours = new Map<number, ReadonlyMap<Moment, Span>>()
  let counted = 0
  let uncounted = 0
  const search = (done: boolean): BurstSearch => ({
    counted,
    uncounted,
    bursts: burstsOf(hours, names),
    done,
  })

  let spans: readonly Span[] = []
  for (const split of [null, monthsOf, daysOf, hoursOf]) {
    const parts =
      split === null
        ? years.toSorted((a, b) => a - b).map(yearOf)
        : spans.flatMap((span) => {
            const all = split(span)
            // Too few by themselves: only where it meets its neighbour.
            return span.count >= BURST_LEAST ? all : [...all.slice(0, 1), ...all.slice(-1)]
          })
    const all: Span[] = []
    for await (const counts of counter.count(parts.map(({ from, to }) => ({ created: { from, to } })))) {
      for (const count of counts) {
        const part = parts[all.length]
        if (part !== undefined) all.push({ ...part, count: count ?? 0 })
        if (count === null) uncounted += 1
      }
      counted += countedIn(counts)
      yield search(false)
    }
    spans = enough(all)
  }
  for (const pair of pairsIn(spans)) {
    const created = { from: pair[0]?.from ?? null, to: pair.at(-1)?.to ?? null }
    const many = pair.reduce((sum, { count }) => sum + count, 0)
    const { ids, complete } = await reader.creators({ created }, many)
    if (!complete) uncounted += pair.length
    const asked = ids.flatMap((id) =>
      pair.flatMap((hour) => (hours.get(id)?.has(hour.from) === true ? [] : [{ id, hour }])),
    )
    const filters = asked.map(({ id, hour }) => filtersOf(hour, { id, name: '' }))
    let at = 0
    for await (const counts of counter.count(filters)) {
      for (const count of counts) {
        const one = asked[at++]
        if (one === undefined) continue
        if (count === null) uncounted += 1
        const own = new Map(hours.get(one.id))
        hours.set(one.id, own.set(one.hour.from, { ...one.hour, count: count ?? 0 }))
      }
      counted += countedIn(counts)
      yield search(false)
    }
  }
  yield search(true)
}

function countedIn(counts: readonly (number | null)[]): number {
  return counts.filter((count) => count !== null).length
}

/** Those that have enough contacts, by themselves or with a neighbour. In order of time. */
function enough(parts: readonly Span[]): Span[] {
  return parts.filter((part, at) => {
    if (part.count >= BURST_LEAST) return true
    return part.count > 0 && (haveEnough(parts[at - 1], part) || haveEnough(part, parts[at + 1]))
  })
}

/** Whether one follows the other, and both together have enough. */
function haveEnough(earlier: Span | undefined, later: Span | undefined): boolean {
  if (earlier === undefined || later === undefined) return false
  return meet(earlier, later) && earlier.count + later.count >= BURST_LEAST
}

function meet(earlier: Span, later: Span): boolean {
  return momentBefore(later.from) === earlier.to
}

/** Each two hours that follow each other and have enough together; hours that have it without neighbours alone. */
function pairsIn(hours: readonly Span[]): (readonly Span[])[] {
  return hours.flatMap((hour, at) => {
    const next = hours[at + 1]
    if (next !== undefined && haveEnough(hour, next)) return [[hour, next]]
    return haveEnough(hours[at - 1], hour) ? [] : [[hour]]
  })
}

/** Hours of one creator that follow each other are one burst. The largest one comes first. */
function burstsOf(
  hours: ReadonlyMap<number, ReadonlyMap<Moment, Span>>,
  names: ReadonlyMap<number, string>,
): readonly Burst[] {
  const bursts: Burst[] = []
  for (const [id, own] of hours) {
    const runs: Span[] = []
    const inOrder = [...own.values()].toSorted((a, b) => (a.from < b.from ? -1 : 1))
    // What was created in the hour before an import, or after it, may have been typed in: it is only named.
    const together = new Set(enough(inOrder.filter(({ count }) => count < BURST_LEAST)))
    for (const hour of inOrder) {
      if (hour.count < BURST_LEAST && !together.has(hour)) continue
      const last = runs.at(-1)
      if (last === undefined || !meet(last, hour)) runs.push(hour)
      else runs[runs.length - 1] = { from: last.from, to: hour.to, count: last.count + hour.count }
    }
    const creator = { id, name: names.get(id) ?? String(id) }
    const beside = (run: Span): number =>
      inOrder.reduce((sum, hour) => (meet(hour, run) || meet(run, hour) ? sum + hour.count : sum), 0)
    bursts.push(
      ...runs.map((run) => ({ ...run, beside: beside(run), creator, filters: filtersOf(run, creator) })),
    )
  }
  return bursts.toSorted((a, b) => b.count - a.count)
}

function filtersOf({ from, to }: Span, creator: Named): ContactFilters {
  return { created: { from, to }, createdBy: [creator] }
}

function yearOf(year: number): Uncounted {
  return { from: `${year}-01-01`, to: `${year}-12-31` }
}

function monthsOf({ from }: Uncounted): Uncounted[] {
  const year = Number(from.slice(0, 4))
  return Array.from({ length: 12 }, (_, at) => ({
    from: `${year}-${twoDigits(at + 1)}-01`,
    to: `${year}-${twoDigits(at + 1)}-${lengthOfMonth(year, at + 1)}`,
  }))
}

function daysOf({ from }: Uncounted): Uncounted[] {
  const [year = 0, month = 0] = from.split('-').map(Number)
  return Array.from({ length: lengthOfMonth(year, month) }, (_, at) => {
    const day = `${from.slice(0, 8)}${twoDigits(at + 1)}`
    return { from: day, to: day }
  })
}

/** Without the one that is left out where summer time begins: its contacts would be those of the next one. */
function hoursOf({ from }: Uncounted): Uncounted[] {
  return Array.from({ length: 24 }, (_, at) => ({
    from: `${from}T${twoDigits(at)}:00`,
    to: `${from}T${twoDigits(at)}:59`,
  })).filter((hour, at) => new Date(hour.from).getHours() === at)
}

function lengthOfMonth(year: number, month: number): number {
  return new Date(year, month, 0).getDate()
}
