import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process, { env } from 'node:process'
import { ROOT } from './files.ts'
import { run, type Step } from './steps.ts'
import { readPlaywrightTally, readVitestTally, sum, type Tally } from './tally.ts'

/** `npm test`: every check there is, the cheapest first, stopping at the first that fails. */
const reports = mkdtempSync(join(tmpdir(), 'tidy-contacts-test-'))
const unitReport = join(reports, 'vitest.json')
const browserReport = join(reports, 'playwright.json')

const STEPS: readonly Step[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types: the app', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types: the core, without DOM and node', command: ['tsc', '-p', 'src/core'] },
  { name: 'types: tests and tools', command: ['tsc', '-p', 'e2e'] },
  { name: 'lint', command: ['eslint', '--max-warnings', '0', '.'] },
  {
    name: 'unit and property tests',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  },
  { name: 'build', command: ['vite', 'build', '--logLevel', 'error'] },
  { name: 'size of the first load', command: ['tsx', 'e2e/tools/size.ts'] },
  { name: 'package', command: ['tsx', 'e2e/tools/package.ts'] },
  {
    name: 'the built app in the local portal',
    command: ['playwright', 'test', '-c', 'e2e', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport, FORCE_COLOR: '0' },
  },
]

const began = performance.now()
const failed = await firstFailure()
const tally = sum(readVitestTally(unitReport), readPlaywrightTally(browserReport))
rmSync(reports, { recursive: true, force: true })

console.log(`\nTotal time ${((performance.now() - began) / 1000).toFixed(0)} s`)
const problem = failed === undefined ? incomplete(tally) : `"${failed.name}" failed`
if (problem !== undefined) {
  console.error(`npm test: ${problem}`)
  process.exitCode = 1
}
console.log(`${tally.passed} passed, ${tally.failed} failed`)

async function firstFailure(): Promise<Step | undefined> {
  for (const [index, step] of STEPS.entries()) {
    console.log(`\n── ${index + 1}/${STEPS.length} ${step.name}`)
    const started = performance.now()
    const code = await run(step, { cwd: ROOT, env: { ...env, TZ: 'UTC' } })
    if (code !== 0) return step
    console.log(`   ok, ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
  return undefined
}

/** Every step said yes; but a test that did not run proves nothing. */
function incomplete({ passed, failed, skipped }: Tally): string | undefined {
  if (failed > 0) return `${failed} tests failed although their runner said yes`
  if (skipped > 0) return `${skipped} tests were skipped`
  return passed === 0 ? 'no test ran' : undefined
}
