import { join } from 'node:path'
import process from 'node:process'
import { build } from 'vite'
import { firstLoad, kilobytes, type Chunk } from './first-load.ts'
import { ROOT } from '../tools/files.ts'

/** The app's first load may be this many times the bare page's. */
const LIMIT = 1.3
/** What is loaded later, in kB of gzip; a catalogue's letters may take two or three bytes each. */
const MOST_LATER = 60
/** Fetched only when a spreadsheet was chosen. */
const SPREADSHEET = 'read-workbook'

const floor = firstLoad(await chunksOf(join(import.meta.dirname, 'bare-page')))
const app = firstLoad(await chunksOf(ROOT))
const ratio = app.gzip / floor.gzip

console.log(`JavaScript of the first load, gzip (entry and all that it imports statically):
  bare page of React, Query and SDK  ${kilobytes(floor.gzip)}  ${floor.files.length} files
  Tidy Contacts                      ${kilobytes(app.gzip)}  ${app.files.length} files
  ratio                              ${ratio.toFixed(3)}  (limit ${LIMIT.toFixed(2)})
Loaded when asked for: ${app.later.map(({ name, gzip }) => `${name} ${kilobytes(gzip)}`).join(', ') || 'nothing'}`)

if (ratio > LIMIT) {
  console.error(`The first load is too large: ${ratio.toFixed(3)} × the bare page, ${LIMIT} is the most.`)
  process.exitCode = 1
}
const large = app.later.filter(({ name, gzip }) => name !== SPREADSHEET && gzip > MOST_LATER * 1000)
for (const { name, gzip } of large) {
  console.error(`${name} is too large: ${kilobytes(gzip)}, ${MOST_LATER} kB is the most.`)
  process.exitCode = 1
}

/** Builds a page with the app's own Vite settings, in memory. */
async function chunksOf(root: string): Promise<Chunk[]> {
  const built = await build({
    root,
    configFile: join(ROOT, 'vite.config.ts'),
    publicDir: false,
    logLevel: 'error',
    build: { write: false },
  })
  if (!('output' in built)) throw new Error('Vite gave more than one build.')
  return built.output.filter((part) => part.type === 'chunk')
}
