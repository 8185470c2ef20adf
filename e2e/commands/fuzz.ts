import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process, { argv, env } from 'node:process'
import { parseArgs } from 'node:util'
import { filesBelow, ROOT } from '../tools/files.ts'

/**
 * `npm run fuzz -- --minutes 10 [PART-OF-A-FILE'S-NAME…]`: the property tests with new seeds, again and again, for so
 * long. Each counterexample is one line of its own, to be pasted into the `examples` of its property.
 */
const { values, positionals } = parseArgs({
  args: argv.slice(2),
  options: { minutes: { type: 'string', default: '10' } },
  allowPositionals: true,
})
const until = performance.now() + Number(values.minutes) * 60_000

const files = ['src', 'e2e']
  .flatMap((folder) => filesBelow(join(ROOT, folder)).map((file) => `${folder}/${file}`))
  .filter(
    (file) => /\.test\.tsx?$/u.test(file) && readFileSync(join(ROOT, file), 'utf8').includes("'fast-check'"),
  )
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
if (files.length === 0) throw new Error(`no property test is named so: ${positionals.join(', ')}`)

const found = new Set<string>()
do {
  const seed = randomInt(2 ** 31)
  const began = performance.now()
  // Other work on the machine goes first.
  const { status, stdout, stderr } = spawnSync(
    'nice',
    ['node_modules/.bin/vitest', 'run', ...files, '--reporter=dot'],
    {
      cwd: ROOT,
      env: { ...env, PROPERTY_SEED: String(seed), NO_COLOR: '1' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1e9,
    },
  )
  const output = stdout + stderr
  const lines = [...output.matchAll(/counterexample: .*/gu)].map(([line]) => line)
  for (const line of new Set(lines)) if (!found.has(line)) console.log(line)
  // A test that failed without a counterexample, such as one that counts what was seen.
  if (status !== 0 && lines.length === 0) console.log(output)
  if (status !== 0) found.add(`seed ${seed}`)
  for (const line of lines) found.add(line)
  console.log(
    `seed ${seed}: ${status === 0 ? 'ok' : 'failed'}, ${Math.round((performance.now() - began) / 1000)} s`,
  )
} while (performance.now() < until)

process.exitCode = found.size > 0 ? 1 : 0
