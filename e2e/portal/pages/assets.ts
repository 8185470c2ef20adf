import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Answer } from './http.ts'

const entry = fileURLToPath(new URL('../browser/main.ts', import.meta.url))
const styles = fileURLToPath(new URL('./styles/', import.meta.url))

let bundled: Promise<string> | undefined

/** The script of the portal's own pages, bundled from browser/ on the first request and kept. */
export async function browserScript(): Promise<Answer> {
  bundled ??= bundle()
  return { status: 200, type: 'text/javascript; charset=utf-8', body: await bundled }
}

/** The files of styles/ in the order of their names: later ones may override earlier ones. */
export async function styleSheet(): Promise<Answer> {
  const names = (await readdir(styles)).filter((name) => name.endsWith('.css')).toSorted()
  const parts = await Promise.all(names.map((name) => readFile(`${styles}${name}`, 'utf8')))
  return { status: 200, type: 'text/css; charset=utf-8', body: parts.join('\n') }
}

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    sourcemap: 'inline',
    logLevel: 'error',
  })
  const [file] = result.outputFiles
  if (!file) throw new Error('esbuild gave no output for browser/main.ts')
  return file.text
}
