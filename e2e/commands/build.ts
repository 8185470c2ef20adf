import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pid } from 'node:process'
import { build } from 'vite'
import { DIST, newestChange, ROOT } from '../tools/files.ts'

/** All that the built app is made of. Tests beside the code count too: a build too many is cheaper than a stale one. */
const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json', 'package-lock.json']

export function isBuildStale(): boolean {
  const built = newestChange(join(DIST, 'index.html'))
  return SOURCES.some((source) => newestChange(join(ROOT, source)) > built)
}

/**
 * Builds dist unless it is newer than all its sources. Throws what Vite throws; dist is then what it was, for the new
 * build takes its place only when it is complete (a site that serves it misses nothing in the meantime).
 */
export async function buildIfNeeded(): Promise<void> {
  if (!isBuildStale()) return
  console.log('Building the app…')
  const next = join(ROOT, `node_modules/.tidy-contacts-build-${pid}`)
  await build({ root: ROOT, logLevel: 'error', build: { outDir: next, emptyOutDir: true } })
  rmSync(DIST, { recursive: true, force: true })
  renameSync(next, DIST)
}
