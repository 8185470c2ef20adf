import { matchesQuery } from '../../contact/matches-query.ts'
import type { RowReader } from '../ports.ts'
import type { AllThatMatch } from '../selection.ts'

/**
 * The contacts that "all that match" means now, as far as they match when their rows are looked at. Null: more than
 * `most`. Rejects with PortalFailure.
 */
export async function idsThatMatch(
  { query, except }: AllThatMatch,
  rows: Pick<RowReader, 'walk'>,
  most: number,
): Promise<readonly number[] | null> {
  const ids: number[] = []
  for await (const portion of rows.walk(query)) {
    for (const row of portion.rows) {
      if (!except.has(row.id) && matchesQuery(query, row)) ids.push(row.id)
    }
    if (ids.length > most) return null
  }
  return ids
}
