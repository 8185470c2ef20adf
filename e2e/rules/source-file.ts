import { dirname, join } from 'node:path/posix'
import ts from 'typescript'

/** A source file as the rules see it. Paths are relative to the project, with `/`. */
export interface SourceFile {
  path: string
  text: string
  /** What it imports: paths of the project, or names of packages and virtual modules as they are written. */
  imports: readonly string[]
}

export function readSource(path: string, text: string): SourceFile {
  return { path, text, imports: importsOf(path, text) }
}

/** Every import, export-from and import() of a file; those of types too, for they are knowledge as well. */
function importsOf(path: string, text: string): string[] {
  if (!/\.tsx?$/.test(path)) return []
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => resolveImport(path, fileName))
}

/** `#room/file` is src/room/file (package.json, imports); a query such as `?raw` is left out. */
export function resolveImport(from: string, specifier: string): string {
  const [bare = ''] = specifier.split('?')
  if (bare.startsWith('#')) return `src/${bare.slice(1)}`
  return bare.startsWith('.') ? join(dirname(from), bare) : bare
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path)
}
