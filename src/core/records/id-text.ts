/** Ids as text, ascending: `3,7-9`. Contacts that were added together have neighbouring ids. */
export function writeIds(ids: Iterable<number>): string {
  const ranges: [number, number][] = []
  for (const id of [...new Set(ids)].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last?.[1] === id - 1) last[1] = id
    else ranges.push([id, id])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',')
}

/** The first ids of a text that `writeIds` made. */
export function firstIds(text: string, most: number): number[] {
  const ids: number[] = []
  for (const [from, to] of rangesIn(text)) {
    for (let id = from; id <= to && ids.length < most; id++) ids.push(id)
  }
  return ids
}

/** Limits a damaged text, which may name more ids than any plan has. */
const MOST_IDS = 1_000_000

/** Whether `writeIds` text has this id. */
export function hasId(text: string, id: number): boolean {
  return rangesIn(text).some(([from, to]) => from <= id && id <= to)
}

/** How many ids `writeIds` text has. */
export function countIds(text: string): number {
  return rangesIn(text).reduce((sum, [from, to]) => sum + to - from + 1, 0)
}

/** Reads `writeIds` text. Ignores anything that is not an id or a range, and more ids than a plan can have. */
export function readIds(text: string): number[] {
  const ids = new Set<number>()
  for (const [from, to] of rangesIn(text)) {
    for (let id = from; id <= to && ids.size < MOST_IDS; id++) ids.add(id)
  }
  return [...ids]
}

function rangesIn(text: string): [number, number][] {
  return text.split(',').flatMap((range): [number, number][] => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/u.exec(range) ?? []
    const [from, to] = [Number(first), Number(last)]
    return Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 1 ? [[from, to]] : []
  })
}
