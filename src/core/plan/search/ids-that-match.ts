import { matchesFilters } from '../../filter/conditions.ts'
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
    for (const { id, shown } of portion.rows) {
      if (!except.has(id) && matchesFilters(query.filters, shown)) ids.push(id)
    }
    if (ids.length > most) return null
  }
  return ids
}
