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

/** Limits a damaged text, which may name more ids than any plan has. */
const MOST_IDS = 1_000_000

/** Reads `writeIds` text. Ignores anything that is not an id or a range, and more ids than a plan can have. */
export function readIds(text: string): number[] {
  const ids = new Set<number>()
  for (const range of text.split(',')) {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/u.exec(range) ?? []
    const [from, to] = [Number(first), Number(last)]
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 1) continue
    for (let id = from; id <= to && ids.size < MOST_IDS; id++) ids.add(id)
  }
  return [...ids]
}
