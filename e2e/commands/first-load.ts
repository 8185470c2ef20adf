import { gzipSync } from 'node:zlib'

/** What Vite tells of a chunk, as far as it matters here. */
export interface Chunk {
  fileName: string
  name: string
  code: string
  isEntry: boolean
  /** File names of the chunks that it imports statically. */
  imports: string[]
}

export interface FirstLoad {
  files: string[]
  /** Bytes; each file is compressed by itself, as it travels. */
  gzip: number
  later: { name: string; gzip: number }[]
}

/** Sums the JavaScript that a browser fetches before it runs anything: the entries and their static imports. */
export function firstLoad(chunks: readonly Chunk[]): FirstLoad {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const first = new Set<Chunk>()
  const take = (chunk: Chunk | undefined): void => {
    if (!chunk || first.has(chunk)) return
    first.add(chunk)
    for (const file of chunk.imports) take(byFile.get(file))
  }
  for (const chunk of chunks) if (chunk.isEntry) take(chunk)
  if (first.size === 0) throw new Error('The build has no entry.')
  return {
    files: [...first].map(({ fileName }) => fileName),
    gzip: [...first].reduce((bytes, chunk) => bytes + gzipOf(chunk), 0),
    later: chunks
      .filter((chunk) => !first.has(chunk))
      .map((chunk) => ({ name: chunk.name, gzip: gzipOf(chunk) }))
      .sort((a, b) => b.gzip - a.gzip),
  }
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

function gzipOf(chunk: Chunk): number {
  return gzipSync(chunk.code).length
}
