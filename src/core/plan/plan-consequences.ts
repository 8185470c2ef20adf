import type { Money } from '../contact/dossier.ts'
import { RELATION_KINDS, readingOf, type RelationKind, type RelationTable } from './relations.ts'

/** What a deletion means for linked things of one kind, for some contacts together. */
export interface KindSummary {
  readonly open: number
  readonly closed: number
  /** The portal did not say whether they are open. */
  readonly unsure: number
  /** Sums of those open or unsure, per currency in the order of first appearance. */
  readonly openAmounts: readonly Money[]
  readonly closedAmounts: readonly Money[]
  /** There are more than were read: counts and sums are "at least". */
  readonly atLeast: boolean
  /** Some could not be read at all, so a 0 proves nothing. */
  readonly unreadable: boolean
}

/** A thing linked to several of the contacts counts once: a deal of two contacts is one deal, with one amount. */
export type PlanConsequences = Readonly<Record<RelationKind, KindSummary>>

/** What deleting the contacts with these indices means, as far as this user can see. */
export function consequencesOf(table: RelationTable, indices: Iterable<number>): PlanConsequences {
  const tallies = RELATION_KINDS.map(() => newTally())
  const isNew = firstSight()
  for (const index of indices) {
    for (let row = table.start[index] ?? 0; row < (table.start[index + 1] ?? 0); row++) {
      const [kind, typeId, id] = [table.kind[row] ?? 0, table.typeId[row] ?? 0, table.id[row] ?? 0]
      const tally = tallies[kind]
      if (tally !== undefined && isNew(kind, typeId, id)) count(tally, table, row)
    }
    if (table.reading[index] === 0) continue
    RELATION_KINDS.forEach((kind, at) => {
      const tally = tallies[at]
      if (tally === undefined) return
      const reading = readingOf(table, index, kind)
      if (reading === 'at-least') tally.atLeast = true
      if (reading === 'unreadable') tally.unreadable = true
    })
  }
  return Object.fromEntries(
    RELATION_KINDS.map((kind, at) => [kind, summary(tallies[at] ?? newTally())]),
  ) as Record<RelationKind, KindSummary>
}

/** True at the first call for each thing, then false. Sets of numbers, since a plan may have a million things. */
function firstSight(): (kind: number, typeId: number, id: number) => boolean {
  const seen = new Map<number, Set<number>>()
  return (kind, typeId, id) => {
    const family = typeId * RELATION_KINDS.length + kind
    let ids = seen.get(family)
    if (ids === undefined) seen.set(family, (ids = new Set()))
    const before = ids.size
    return ids.add(id).size > before
  }
}

/** The number of things, open or not. */
export function countOf(summary: KindSummary): number {
  return summary.open + summary.closed + summary.unsure
}

interface Tally {
  /** By the codes of `RelationTable.open`: closed, open, unsure. */
  counts: [number, number, number]
  openCents: Map<string, number>
  closedCents: Map<string, number>
  atLeast: boolean
  unreadable: boolean
}

function newTally(): Tally {
  return {
    counts: [0, 0, 0],
    openCents: new Map(),
    closedCents: new Map(),
    atLeast: false,
    unreadable: false,
  }
}

function count(tally: Tally, table: RelationTable, row: number): void {
  const state = table.open[row] === 0 ? 0 : table.open[row] === 1 ? 1 : 2
  tally.counts[state]++
  const cents = table.cents[row] ?? NaN
  if (Number.isNaN(cents)) return
  const currency = table.currencies[table.currency[row] ?? 0] ?? ''
  const sums = state === 0 ? tally.closedCents : tally.openCents
  sums.set(currency, (sums.get(currency) ?? 0) + cents)
}

function summary(tally: Tally): KindSummary {
  const [closed, open, unsure] = tally.counts
  return {
    open,
    closed,
    unsure,
    openAmounts: money(tally.openCents),
    closedAmounts: money(tally.closedCents),
    atLeast: tally.atLeast,
    unreadable: tally.unreadable,
  }
}

function money(cents: ReadonlyMap<string, number>): Money[] {
  return [...cents].map(([currency, sum]) => ({ currency, value: sum / 100 }))
}
