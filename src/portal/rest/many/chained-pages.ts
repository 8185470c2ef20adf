import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { failureOfKind, PortalFailure } from '#core/failure.ts'
import type { BatchAnswer, Command, CommandAnswer } from '../rest.ts'
import type { PacedRest } from '../paced-rest.ts'

/** How a list method is walked by id ascending, page by page, without counting. */
export interface Paging<Row extends { readonly id: number }> {
  /** The page after this id, which may be a reference into the batch. */
  readonly command: (after: number | string) => Command
  /** Path of the id of a full page's last row in its result, e.g. `[49][ID]`. */
  readonly lastId: string
  /** Throws PortalFailure if the answer is not a page. */
  readonly readPage: (answer: CommandAnswer) => Row[]
}

export interface PagesPortion<Row> {
  readonly rows: readonly Row[]
  /** Unix ms of the portal's clock when it began the first of these pages; null: unknown. */
  readonly startedAt: number | null
}

/**
 * Pages chained inside a batch: each begins after the last id of the one before
 * (portal README, "Walking many contacts").
 */
export async function* chainedPages<Row extends { readonly id: number }>(
  paced: PacedRest,
  paging: Paging<Row>,
): AsyncGenerator<PagesPortion<Row>> {
  let last = 0
  for (let more = true; more;) {
    const { answers, times } = await paced.patiently(() => paced.batch(chain(paging, last, paced.size)))
    const taken = takePages(paging, answers, last)
    more = taken.more
    last = taken.rows.at(-1)?.id ?? last
    yield { rows: taken.rows, startedAt: times.get('p0')?.startedAt ?? null }
  }
}

function chain<Row extends { readonly id: number }>(
  { command, lastId }: Paging<Row>,
  last: number,
  pages: number,
): Record<string, Command> {
  return Object.fromEntries(
    Array.from({ length: pages }, (_, page): [string, Command] => [
      `p${page}`,
      command(page === 0 ? last : `$result[p${page - 1}]${lastId}`),
    ]),
  )
}

/**
 * Takes the rows up to the first short page. After a short page the reference points to nothing, and the portal begins
 * again at the first row (portal README, "References in a batch"). The first page must be readable; a later one that is
 * not is asked for again.
 */
function takePages<Row extends { readonly id: number }>(
  { readPage }: Paging<Row>,
  answers: BatchAnswer<string>,
  last: number,
): { rows: Row[]; more: boolean } {
  const rows: Row[] = []
  for (let page = 0; ; page++) {
    const answer = answers[`p${page}`]
    if (answer === undefined) return { rows, more: true }
    let next: Row[]
    try {
      next = ascendingAfter(rows.at(-1)?.id ?? last, readPage(answer))
    } catch (thrown) {
      if (page === 0) throw thrown
      return { rows, more: true }
    }
    rows.push(...next)
    if (next.length < PAGE_SIZE) return { rows, more: false }
  }
}

/** A portal that ignores `>ID` would be walked for ever, and one contact planned many times. */
export function ascendingAfter<Row extends { readonly id: number }>(last: number, rows: Row[]): Row[] {
  let before = last
  for (const row of rows) {
    if (row.id <= before) throw new PortalFailure(failureOfKind('filter-ignored'))
    before = row.id
  }
  return rows
}
