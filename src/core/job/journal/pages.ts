/**
 * One number for each of very many items, in pages that are copied only when written to: 200,000 items take 800 kB, and
 * an event copies a few kB of it. A page never changes after it was handed out.
 */
export interface Pages<Page extends Uint32Array | Float64Array> {
  readonly size: number
  readonly pages: readonly Page[]
}

const PAGE = 1024

/** @param make one page of zeros. */
export function newPages<Page extends Uint32Array | Float64Array>(
  size: number,
  make: (length: number) => Page,
): Pages<Page> {
  const pages = Array.from({ length: Math.ceil(size / PAGE) }, (_, at) =>
    make(Math.min(PAGE, size - at * PAGE)),
  )
  return { size, pages }
}

/** 0 for an index outside. */
export function numberAt({ pages }: Pages<Uint32Array | Float64Array>, index: number): number {
  return pages[Math.floor(index / PAGE)]?.[index % PAGE] ?? 0
}

/** Pages open for writing; the pages they were opened from do not change. */
export interface OpenPages<Page extends Uint32Array | Float64Array> {
  write(index: number, value: number): void
  read(index: number): number
  close(): Pages<Page>
}

export function openPages<Page extends Uint32Array | Float64Array>(before: Pages<Page>): OpenPages<Page> {
  let pages: Page[] | null = null
  const own = new Set<number>()
  const current = (): Pages<Page> => (pages === null ? before : { size: before.size, pages })
  return {
    write(index, value) {
      pages ??= [...before.pages]
      const at = Math.floor(index / PAGE)
      const old = pages[at]
      if (old === undefined || index < 0 || index >= before.size) throw new RangeError(`no place ${index}`)
      const page = own.has(at) ? old : (old.slice() as Page)
      own.add(at)
      pages[at] = page
      page[index % PAGE] = value
    },
    read: (index) => numberAt(current(), index),
    close: current,
  }
}
