import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RULES } from '../e2e/rules/architecture-rules.ts'
import { DOCUMENT_RULES } from '../e2e/rules/document-rules.ts'
import { FOLDER_RULES, smallFolders } from '../e2e/rules/folder-rules.ts'
import { filesBelow, ROOT } from '../e2e/tools/files.ts'
import { readSource } from '../e2e/rules/source-file.ts'

const paths = ['src', 'e2e'].flatMap((folder) =>
  filesBelow(join(ROOT, folder)).map((file) => `${folder}/${file}`),
)

/** Every file of ours that a person writes: code, styles, pages. Texts and pictures follow no such rules. */
const sources = paths
  .filter((path) => /\.(tsx?|css|html)$/.test(path))
  .map((path) => readSource(path, readFileSync(join(ROOT, path), 'utf8')))

describe('the architecture', () => {
  it('is checked on all rooms', () => {
    const rooms = new Set(sources.map(({ path }) => path.split('/').slice(0, 2).join('/')))
    expect([...rooms]).toEqual(
      expect.arrayContaining(['src/core', 'src/portal', 'src/features', 'e2e/portal']),
    )
  })

  it('has no import of a file that is not there', () => {
    const known = new Set(sources.map(({ path }) => path))
    const dangling = sources.flatMap(({ path, imports }) =>
      imports
        .filter((to) => /^(src|e2e)\/.*\.tsx?$/.test(to) && !known.has(to))
        .map((to) => `${path} → ${to}`),
    )
    expect(dangling).toEqual([])
  })

  it('has small folders', () => {
    expect(smallFolders(paths)).toEqual([])
  })

  it.each(Object.entries({ ...RULES, ...FOLDER_RULES }))('%s', (_name, rule) => {
    expect(rule(sources)).toEqual([])
  })
})

describe('what is written about the code', () => {
  const written = ['README.md', 'vite.config.ts', ...paths].filter((path) =>
    /\.(tsx?|css|html|md|conf)$/.test(path),
  )
  const repository = {
    texts: new Map(written.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')])),
    exists: (path: string) => existsSync(join(ROOT, path)),
  }

  it.each(Object.entries(DOCUMENT_RULES))('%s', (_name, rule) => {
    expect(rule(repository)).toEqual([])
  })
})
