import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { zipSync } from 'fflate'
import * as v from 'valibot'
import { kilobytes } from './first-load.ts'
import { DIST, filesBelow, ROOT } from '../tools/files.ts'
import { policyProblems } from './page-policy.ts'
import { packageProblems, type PackedFile } from './package-rules.ts'

/**
 * `npm run package [-- --from FOLDER --to FILE]`: the ZIP that a Bitrix24 portal takes as a static application. The same files give the same bytes:
 * names sorted, one fixed time (the oldest that ZIP knows; it is local time there, hence not Date.UTC).
 */
const MODIFIED = new Date(1980, 0, 1)

const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
const folder = values.from ?? DIST
// Only then: to load Vite takes a third of the time.
if (values.from === undefined) await (await import('./build.ts')).buildIfNeeded()
const built: PackedFile[] = filesBelow(folder).map((path) => ({
  path,
  bytes: readFileSync(join(folder, path)),
}))
// The page that a portal opens to install a static application; without one it opens index.html and never in install mode.
const installer = built
  .filter(({ path }) => path === 'index.html')
  .map((page) => ({ ...page, path: 'install.html' }))
const files = [...built, ...installer]
const pages = files.filter(({ path }) => path.endsWith('.html'))
const problems = [
  ...packageProblems(files),
  ...pages.flatMap(({ path, bytes }) =>
    policyProblems(new TextDecoder().decode(bytes)).map((problem) => `${path}: ${problem}`),
  ),
]
if (problems.length > 0) {
  console.error(
    `The package must not point outside itself, nor be open to what others write:\n${problems.join('\n')}`,
  )
  process.exitCode = 1
} else {
  const target = values.to ?? packagePath()
  const zip = zipSync(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])), {
    level: 9,
    mtime: MODIFIED,
  })
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, zip)
  console.log(`${relative(ROOT, target)}: ${files.length} files, ${kilobytes(zip.length)}`)
}

function packagePath(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const { name, version } = v.parse(v.object({ name: v.string(), version: v.string() }), manifest)
  return join(ROOT, 'package', `${name}-${version}.zip`)
}
