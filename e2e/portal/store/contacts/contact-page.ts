import type { ContactTable, SortKey } from './contact-table.ts'
import type { RowSet } from './row-set.ts'

export interface Sorting {
  key: SortKey
  desc: boolean
}

/**
 * Ids of one page. The first key is walked along its standing order; further keys sort only within the groups of
 * equal first keys that the page touches, so that a page deep in a million contacts costs one pass and no sort.
 */
export function walkPage(
  table: ContactTable,
  set: RowSet,
  sorting: readonly Sorting[],
  offset: number,
  limit: number,
): number[] {
  const [first = { key: 'ID', desc: false } as const, ...rest] = sorting
  const index = table.index(first.key)
  const keyOf = table.keyOf(first.key)
  const further = rest.filter(({ key }) => key !== first.key)
  const compare = comparison(table, further)
  const { rows, length } = index
  const rowAt = (i: number): number => rows[first.desc ? length - 1 - i : i] ?? 0
  const page: number[] = []
  let seen = 0

  /** Members among places from…to, which share the first key, were all counted in `count`. */
  function takeGroup(from: number, to: number, count: number): void {
    if (seen + count > offset) {
      const group: number[] = []
      for (let i = from; i < to; i++) if (set.member[rowAt(i)] === 1) group.push(rowAt(i))
      if (further.length > 0) group.sort(compare)
      const skip = Math.max(offset - seen, 0)
      for (const row of group.slice(skip, skip + limit - page.length)) page.push(row + 1)
    }
    seen += count
  }

  let groupStart = 0
  let groupKey = -1
  let inGroup = 0
  for (let i = 0; i < length && page.length < limit; i++) {
    const row = rowAt(i)
    if (set.member[row] !== 1) continue
    if (further.length === 0) {
      if (seen++ >= offset) page.push(row + 1)
      continue
    }
    const key = keyOf(row)
    if (key !== groupKey) {
      takeGroup(groupStart, i, inGroup)
      groupStart = i
      groupKey = key
      inGroup = 0
    }
    inGroup++
  }
  if (page.length < limit && inGroup > 0) takeGroup(groupStart, length, inGroup)
  return page
}

function comparison(table: ContactTable, sorting: readonly Sorting[]): (a: number, b: number) => number {
  const keys = sorting.map(({ key, desc }) => ({ keyOf: table.keyOf(key), sign: desc ? -1 : 1 }))
  return (a, b) => {
    for (const { keyOf, sign } of keys) {
      const difference = keyOf(a) - keyOf(b)
      if (difference !== 0) return difference * sign
    }
    return a - b
  }
}
