import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The project's own folder. */
export const ROOT = join(import.meta.dirname, '../..')
export const DIST = join(ROOT, 'dist')

/** Whether a failed file operation failed because there is no such file. */
export function isMissing(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === 'ENOENT'
}

/** Every file below a folder, sorted, with `/`, relative to it. A folder that is not there has none. */
export function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      )
      .sort()
  } catch (problem) {
    if (isMissing(problem)) return []
    throw problem
  }
}

/** Unix ms of the newest change at or below a path; 0: nothing is there. */
export function newestChange(path: string): number {
  const own = statSync(path, { throwIfNoEntry: false })
  if (!own) return 0
  if (!own.isDirectory()) return own.mtimeMs
  return Math.max(0, ...filesBelow(path).map((file) => statSync(join(path, file)).mtimeMs))
}
