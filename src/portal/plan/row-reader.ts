import { CONTACT } from '#core/entities.ts'
import * as v from 'valibot'
import { PAGE_SIZE, type ContactQuery } from '#core/contact/contact-query.ts'
import { planSearch } from '#core/contact/search.ts'
import {
  contactItemFilter,
  contactListFilter,
  filteredFields,
  needsItemList,
} from '../contact/contact-filter.ts'
import { findByPhoneOrEmail } from '../contact/contact-search.ts'
import { staysItselfInBatch, type Params } from '../rest/query-string.ts'
import type { Command, Rest } from '../rest/rest.ts'
import { id, read } from '../rest/wire.ts'
import { ascendingAfter, chainedPages } from '../rest/many/chained-pages.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import { foundRows, groupsOf, pageCommand, rowsCommand } from './planned-rows.ts'
import type { FoundRow, RowReader, RowPortion } from '#core/plan/ports.ts'

/** A search by single calls returns ids page by page; after this many their rows are read, to show progress early. */
const IDS_A_PORTION = 500

const itemIds = v.object({ items: v.array(v.object({ id })) })

/** @param now Unix ms; used if the portal does not send its own time */
export function createRowReader(rest: Rest, paced: PacedRest, now: () => number): RowReader {
  async function* readIds(
    ids: readonly number[],
    more: readonly string[] = [],
    owners: ReadonlySet<number> = new Set(),
  ): AsyncGenerator<RowPortion<FoundRow>> {
    const groups = groupsOf(ids)
    for (let at = 0; at < groups.length;) {
      const next = groups.slice(at, at + paced.size)
      at += next.length
      const answers = await paced.all(next.map((group) => rowsCommand(group, more)))
      const asked = new Set(next.flat())
      const rows = answers
        .flatMap(({ answer }) => read(foundRows, answer))
        .filter(({ id: own }) => asked.has(own))
        .map((row) => ({ ...row, owns: owners.has(row.id) }))
      yield { rows, readAt: readAt(answers[0]?.startedAt, now) }
    }
  }

  return {
    async *walk(query) {
      if (!needsItemList(query)) yield* walkList(paced, query, now)
      else {
        const fields = filteredFields(query.filters)
        const plan = planSearch(query.search)
        const owners = await paced.patiently(() => findByPhoneOrEmail(rest, plan))
        const filter = contactItemFilter(query.filters, plan, owners, {
          portalOffset: rest.portalOffset(),
          now: now(),
        })
        for await (const ids of foundIds(paced, filter)) yield* readIds(ids, fields, new Set(owners))
      }
    },
    read: (ids) => readIds(ids),
  }
}

/** Whole seconds, like the portal's own dates; a little too early is on the safe side. */
function readAt(startedAt: number | null | undefined, now: () => number): number {
  return Math.floor((startedAt ?? now()) / 1000) * 1000
}

async function* walkList(
  paced: PacedRest,
  query: ContactQuery,
  now: () => number,
): AsyncGenerator<RowPortion<FoundRow>> {
  const fields = filteredFields(query.filters)
  const filter = contactListFilter(query.filters)
  const pages = chainedPages(paced, {
    command: (after) => pageCommand(filter, after, fields),
    lastId: `[${PAGE_SIZE - 1}][ID]`,
    readPage: (answer) => read(foundRows, answer),
  })
  let first = true
  for await (const { rows, startedAt } of pages) {
    // An empty selection also needs the time at which it was read.
    if (first || rows.length > 0) yield { rows, readAt: readAt(startedAt, now) }
    first = false
  }
}

/**
 * Ids found by a search, from crm.item.list, the only one that can filter by OR (portal README, "Two families of
 * methods").
 */
async function* foundIds(paced: PacedRest, filter: Params): AsyncGenerator<readonly number[]> {
  if (!staysItselfInBatch(filter)) {
    yield* foundOneByOne(paced, filter)
    return
  }
  const pages = chainedPages(paced, {
    command: (after) => foundCommand(filter, after),
    lastId: `[items][${PAGE_SIZE - 1}][id]`,
    readPage: (answer) => read(itemIds, answer).items,
  })
  for await (const { rows } of pages) yield rows.map((row) => row.id)
}

/** Page by page in single calls, for words that a batch would change (portal README, "References in a batch"). */
async function* foundOneByOne(paced: PacedRest, filter: Params): AsyncGenerator<readonly number[]> {
  let ids: number[] = []
  for (let last = 0, more = true; more;) {
    const { method, params } = foundCommand(filter, last)
    const { result } = await paced.call(method, params)
    const page = ascendingAfter(last, read(itemIds, { kind: 'result', result, total: null }).items)
    ids.push(...page.map((item) => item.id))
    last = page.at(-1)?.id ?? last
    more = page.length === PAGE_SIZE
    if (ids.length < IDS_A_PORTION && more) continue
    yield ids
    ids = []
  }
}

function foundCommand(filter: Params, after: number | string): Command {
  return {
    method: 'crm.item.list',
    params: {
      entityTypeId: CONTACT,
      select: ['id'],
      filter: { ...filter, '>id': after },
      order: { id: 'ASC' },
      start: -1,
    },
  }
}
