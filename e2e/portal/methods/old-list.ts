import type { Reply } from '../rest/call.ts'
import type { Params } from '../rest/php-query.ts'
import { listOf, mapParam, readDate, scalar, toInt } from '../rest/wire.ts'
import { numberTest, parseFilterKey, textTest } from '../store/contacts/condition.ts'
import { oldPage, oldStart, PAGE } from './paging.ts'

type Row = Record<string, unknown>

/** How the columns of a small old-style list are compared; a column that is not named here cannot be filtered by. */
export type Kinds = Readonly<Record<string, 'number' | 'text' | 'date'>>

/**
 * Filters, sorts, pages and narrows finished rows as the old lists do: unknown filter and order keys are dropped,
 * ID always comes along.
 */
export function answerOldList(
  params: Params,
  rows: readonly Row[],
  kinds: Kinds,
  always: readonly string[] = ['ID'],
): Reply {
  const tests = Object.entries(mapParam(params, 'filter')).flatMap(([key, value]) =>
    rowTest(key, value, kinds),
  )
  const found = rows.filter((row) => tests.every((test) => test(row)))
  sortRows(found, mapParam(params, 'order'), kinds)
  const start = oldStart(params)
  const select = Object.values(mapParam(params, 'select')).map(scalar)
  const page = found.slice(start.offset, start.offset + PAGE)
  if (select.length === 0 || select.includes('*')) return oldPage(page, start, found.length)
  const wanted = new Set([...always, ...select])
  const narrow = (row: Row): Row =>
    Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name)))
  return oldPage(page.map(narrow), start, found.length)
}

function rowTest(key: string, value: unknown, kinds: Kinds): ((row: Row) => boolean)[] {
  const { operator, field } = parseFilterKey(key)
  const values = listOf(value)
  const given = values.length === 0 ? [''] : values
  const kind = kinds[field]
  if (kind === undefined) return []
  if (kind === 'text') {
    const test = textTest(operator, given.map(scalar))
    return [(row) => test(scalar(row[field]))]
  }
  const read = kind === 'date' ? readDate : toInt
  const test = numberTest(operator, given.map(read))
  return [(row) => test(read(row[field]))]
}

function sortRows(rows: Row[], order: Params, kinds: Kinds): void {
  const keys = Object.entries(order)
    .filter(([name]) => name in kinds)
    .map(([name, direction]) => ({ name, sign: scalar(direction).toLowerCase() === 'desc' ? -1 : 1 }))
  if (keys.length === 0) return
  rows.sort((a, b) => {
    for (const { name, sign } of keys) {
      const number = kinds[name] === 'number'
      const [left, right] = number ? [toInt(a[name]), toInt(b[name])] : [scalar(a[name]), scalar(b[name])]
      if (left !== right) return (left < right ? -1 : 1) * sign
    }
    return 0
  })
}
