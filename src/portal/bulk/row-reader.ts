import * as v from 'valibot'
import { PAGE_SIZE, type ContactQuery } from '#core/contact-query.ts'
import { PortalFailure } from '#core/failure.ts'
import type { PlannedRow } from '#core/plan.ts'
import type { RowPortion, RowReader } from '#core/run/ports.ts'
import { planSearch } from '#core/search.ts'
import { contactItemFilter, contactListFilter } from '../contact-filter.ts'
import { findByPhoneOrEmail } from '../contact-store.ts'
import type { Params } from '../query-string.ts'
import type { BatchAnswer, Command, Rest } from '../rest.ts'
import { id, read } from '../wire.ts'
import type { PacedRest } from './paced-rest.ts'
import { groupsOf, pageCommand, plannedRows, rowsCommand } from './planned-rows.ts'

/** A search gives ids page by page; after so many their rows are read, so that something comes soon. */
const IDS_A_PORTION = 500

const itemIds = v.object({ items: v.array(v.object({ id })) })

/** @param now Unix ms; stands in for a portal that does not tell its own time. */
export function createRowReader(rest: Rest, paced: PacedRest, now: () => number): RowReader {
  async function* readIds(ids: readonly number[]): AsyncGenerator<RowPortion> {
    const groups = groupsOf(ids)
    for (let at = 0; at < groups.length;) {
      const next = groups.slice(at, at + paced.size)
      at += next.length
      const answers = await paced.all(next.map(rowsCommand))
      const asked = new Set(next.flat())
      const rows = answers.flatMap(({ answer }) => read(plannedRows, answer))
      yield { rows: rows.filter((row) => asked.has(row.id)), readAt: readAt(answers[0]?.startedAt, now) }
    }
  }

  return {
    walk: (query) =>
      query.search.trim() === '' ? walkList(paced, query, now) : walkSearch(rest, paced, query, readIds),
    read: readIds,
  }
}

/** Whole seconds, as the portal's own dates are; a little too early is on the safe side. */
function readAt(startedAt: number | null | undefined, now: () => number): number {
  return Math.floor((startedAt ?? now()) / 1000) * 1000
}

/** Pages chained inside a batch: each begins after the last ID of the one before (rest-contract.md, 9.2). */
async function* walkList(
  paced: PacedRest,
  query: ContactQuery,
  now: () => number,
): AsyncGenerator<RowPortion> {
  const filter = contactListFilter(query.filters)
  let last = 0
  for (let first = true, more = true; more; first = false) {
    const { answers, times } = await paced.patiently(() => paced.batch(chain(filter, last, paced.size)))
    const taken = takePages(answers, last)
    more = taken.more
    last = taken.rows.at(-1)?.id ?? last
    // An empty selection, too, has a time at which it was read.
    if (first || taken.rows.length > 0) {
      yield { rows: taken.rows, readAt: readAt(times.get('p0')?.startedAt, now) }
    }
  }
}

function chain(filter: Params, last: number, pages: number): Record<string, Command> {
  return Object.fromEntries(
    Array.from({ length: pages }, (_, page): [string, Command] => [
      `p${page}`,
      pageCommand(filter, page === 0 ? last : `$result[p${page - 1}][${PAGE_SIZE - 1}][ID]`),
    ]),
  )
}

/**
 * The rows up to the first short page: after it the reference leads nowhere and the portal begins again from the
 * first row (rest-contract.md, surprise 13). The first page must be right; a later one that is not is asked anew.
 */
function takePages(answers: BatchAnswer<string>, last: number): { rows: PlannedRow[]; more: boolean } {
  const rows: PlannedRow[] = []
  for (let page = 0; ; page++) {
    const answer = answers[`p${page}`]
    if (answer === undefined) return { rows, more: true }
    let next: PlannedRow[]
    try {
      next = ascendingAfter(rows.at(-1)?.id ?? last, read(plannedRows, answer))
    } catch (thrown) {
      if (page === 0) throw thrown
      return { rows, more: true }
    }
    rows.push(...next)
    if (next.length < PAGE_SIZE) return { rows, more: false }
  }
}

/** A portal that did not heed `>ID` would be walked for ever, and one contact be planned many times. */
function ascendingAfter<Row extends { readonly id: number }>(last: number, rows: Row[]): Row[] {
  let before = last
  for (const row of rows) {
    if (row.id <= before)
      throw new PortalFailure({ kind: 'bad-answer', code: 'NOT_ASCENDING', portalText: '' })
    before = row.id
  }
  return rows
}

/** Ids from crm.item.list, the only one that can say OR; a person's words go in no batch (rest-contract.md, 3.3). */
async function* walkSearch(
  rest: Rest,
  paced: PacedRest,
  query: ContactQuery,
  rowsOf: (ids: readonly number[]) => AsyncGenerator<RowPortion>,
): AsyncGenerator<RowPortion> {
  const plan = planSearch(query.search)
  const foundIds = await paced.patiently(() => findByPhoneOrEmail(rest, plan))
  const filter = contactItemFilter(query.filters, plan, foundIds)
  let ids: number[] = []
  for (let last = 0, more = true; more;) {
    const { result } = await paced.call('crm.item.list', {
      entityTypeId: 3,
      select: ['id'],
      filter: { ...filter, '>id': last },
      order: { id: 'ASC' },
      start: -1,
    })
    const page = ascendingAfter(last, read(itemIds, { kind: 'result', result, total: null }).items)
    ids.push(...page.map((item) => item.id))
    last = page.at(-1)?.id ?? last
    more = page.length === PAGE_SIZE
    if (ids.length < IDS_A_PORTION && more) continue
    yield* rowsOf(ids)
    ids = []
  }
}
