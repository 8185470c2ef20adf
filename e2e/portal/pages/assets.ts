import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Answer } from './http.ts'

const entry = fileURLToPath(new URL('../browser/main.ts', import.meta.url))
const style = fileURLToPath(new URL('./portal.css', import.meta.url))

let bundled: Promise<string> | undefined

/** The script of the portal's own pages, bundled from browser/ on the first request and kept. */
export async function browserScript(): Promise<Answer> {
  bundled ??= bundle()
  return { status: 200, type: 'text/javascript; charset=utf-8', body: await bundled }
}

export async function styleSheet(): Promise<Answer> {
  return { status: 200, type: 'text/css; charset=utf-8', body: await readFile(style, 'utf8') }
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
