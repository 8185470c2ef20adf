import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { firstLoad, type Chunk } from './first-load.ts'

function chunk(name: string, imports: string[] = [], isEntry = false): Chunk {
  return { fileName: `${name}.js`, name, code: `console.log("${name.repeat(20)}")`, isEntry, imports }
}

const bytes = (...chunks: Chunk[]) => chunks.reduce((sum, { code }) => sum + gzipSync(code).length, 0)

describe('firstLoad', () => {
  const shared = chunk('shared')
  const vendor = chunk('vendor', ['shared.js'])
  const entry = chunk('entry', ['vendor.js', 'shared.js'], true)
  const lazy = chunk('lazy', ['shared.js', 'heavy.js'])
  const heavy = chunk('heavy')

  it('counts entry and static imports once, however deep; the rest is later', () => {
    const load = firstLoad([lazy, heavy, entry, vendor, shared])
    expect(load.files.toSorted()).toEqual(['entry.js', 'shared.js', 'vendor.js'])
    expect(load.gzip).toBe(bytes(entry, vendor, shared))
    expect(load.later.map(({ name }) => name).toSorted()).toEqual(['heavy', 'lazy'])
  })

  it('grows when a later chunk becomes a static import', () => {
    const greedy = { ...entry, imports: [...entry.imports, 'lazy.js'] }
    expect(firstLoad([lazy, heavy, greedy, vendor, shared]).gzip).toBe(
      bytes(entry, vendor, shared, lazy, heavy),
    )
  })

  it('refuses a build without an entry', () => {
    expect(() => firstLoad([lazy])).toThrow('no entry')
  })
})
