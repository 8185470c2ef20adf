import { realpathSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'

/** Whether this module is the one that was started, not one that was imported. @param url its `import.meta.url` */
export function isMain(url: string): boolean {
  const started = argv[1]
  return started !== undefined && realpathSync(started) === fileURLToPath(url)
}
