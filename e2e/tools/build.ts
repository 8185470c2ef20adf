import { join } from 'node:path'
import { build } from 'vite'
import { DIST, newestChange, ROOT } from './files.ts'

/** All that the built app is made of. Tests beside the code count too: a build too many is cheaper than a stale one. */
const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json', 'package-lock.json']

export function isBuildStale(): boolean {
  const built = newestChange(join(DIST, 'index.html'))
  return SOURCES.some((source) => newestChange(join(ROOT, source)) > built)
}

/** Builds dist unless it is newer than all its sources. Throws what Vite throws. */
export async function buildIfNeeded(): Promise<void> {
  if (!isBuildStale()) return
  console.log('Building the app…')
  await build({ root: ROOT, logLevel: 'error' })
}
