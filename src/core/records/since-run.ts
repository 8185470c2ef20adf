import type { BaseReader } from '../clean-up/ports.ts'
import { ONLY_MOST } from '../contact/contact-query.ts'
import { BAD_ANSWER, PortalFailure } from '../failure.ts'
import type { ContactFilters } from '../filter/filters.ts'
import { readIds } from './id-text.ts'
import { GONE_VERDICTS, type RunRecord } from './record.ts'

/** What is different now from a run of the same filters, as the portal counts it for this user. */
export interface SinceRun {
  /** How many contacts match now. */
  readonly matching: number
  /** Against the contacts of the run; null: its record does not name them. */
  readonly compared: ComparedRun | null
}

export interface ComparedRun {
  /** Match now and were not in the run: made since, changed since, or left out of it. */
  readonly fresh: number
  /** Were in the run, were not deleted by it, and still match. */
  readonly still: number
  /** As those, but they no longer match. */
  readonly noLonger: number
  /** Were in the run, were not deleted by it, and are gone, or out of sight, since. */
  readonly gone: number
}

/** Filters in one request: each may name as many contacts as a filter can. */
const AT_ONCE = 10

/**
 * Counts, and reads no contact. IDs are never used again, so what the run deleted cannot match any more.
 * Rejects with PortalFailure, also where the portal refuses a count.
 */
export async function sinceRun(
  record: LeftIn | null,
  filters: ContactFilters,
  reader: Pick<BaseReader, 'counts'>,
): Promise<SinceRun> {
  const left = record === null ? null : leftIn(record)
  if (left === null) {
    const [matching = 0] = await countAll([filters], reader)
    return { matching, compared: null }
  }
  const parts: number[][] = []
  for (let at = 0; at < left.length; at += ONLY_MOST) parts.push(left.slice(at, at + ONLY_MOST))
  const asked = parts.flatMap((only): ContactFilters[] => [{ ...filters, only }, { only }])
  const [matching = 0, ...counts] = await countAll([filters, ...asked], reader)
  const sum = (of: number): number =>
    counts.reduce((all, count, at) => (at % 2 === of ? all + count : all), 0)
  const [still, there] = [sum(0), sum(1)]
  return {
    matching,
    compared: { fresh: matching - still, still, noLonger: there - still, gone: left.length - there },
  }
}

type LeftIn = Pick<RunRecord, 'contacts' | 'cleanUp' | 'counts' | 'lacks'>

/** What the run left; null: the record does not say, or not truly. */
function leftIn({ contacts, cleanUp, counts, lacks = [] }: LeftIn): number[] | null {
  const texts =
    contacts === undefined
      ? [cleanUp?.left ?? '']
      : Object.entries(contacts).flatMap(([verdict, text]) => (GONE_VERDICTS.has(verdict) ? [] : [text]))
  const left = texts.flatMap(readIds)
  const many = Object.entries(counts).reduce(
    (sum, [verdict, count]) => (GONE_VERDICTS.has(verdict) ? sum : sum + count),
    0,
  )
  return left.length === many && !lacks.includes('contacts') && !lacks.includes('counts') ? left : null
}

async function countAll(
  filters: readonly ContactFilters[],
  reader: Pick<BaseReader, 'counts'>,
): Promise<number[]> {
  const all: number[] = []
  for (let at = 0; at < filters.length; at += AT_ONCE) {
    for (const count of await reader.counts(filters.slice(at, at + AT_ONCE))) {
      if (count === null) throw new PortalFailure(BAD_ANSWER)
      all.push(count)
    }
  }
  return all
}
