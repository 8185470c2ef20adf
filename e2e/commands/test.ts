import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process, { env } from 'node:process'
import { ROOT } from '../tools/files.ts'
import { runLanes, type Lane } from './checks/steps.ts'
import { incomplete, readPlaywrightTally, readVitestTally, sum } from './checks/tally.ts'

/** `npm test`: every check there is; the first that fails ends it. */
const reports = mkdtempSync(join(tmpdir(), 'tidy-contacts-test-'))
const unitReport = join(reports, 'vitest.json')
const browserReport = join(reports, 'playwright.json')

/** Side by side: the browser tests wait now and then, and the other checks take that time. */
const LANES: { front: Lane; behind: Lane } = {
  front: [
    { name: 'build', command: ['vite', 'build', '--logLevel', 'error'] },
    { name: 'size of the first load', command: ['tsx', 'e2e/commands/size.ts'] },
    { name: 'package', command: ['tsx', 'e2e/commands/package.ts'] },
    {
      name: 'the built app in the local portal',
      command: ['playwright', 'test', '-c', 'e2e', '--reporter=list,json'],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport, FORCE_COLOR: '0' },
    },
  ],
  behind: [
    { name: 'format', command: ['oxfmt', '--check'] },
    { name: 'types and lint', command: ['oxlint'] },
    {
      name: 'unit and property tests',
      command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    },
  ],
}

const began = performance.now()
const failed = await runLanes(LANES, { cwd: ROOT, env: { ...env, TZ: 'UTC' } })
const tallies = [readVitestTally(unitReport), readPlaywrightTally(browserReport)]
rmSync(reports, { recursive: true, force: true })

console.log(`\nTotal time ${((performance.now() - began) / 1000).toFixed(0)} s`)
const problem = failed === undefined ? incomplete(tallies) : `"${failed.name}" failed`
if (problem !== undefined) {
  console.error(`npm test: ${problem}`)
  process.exitCode = 1
}
const { passed, failed: bad } = sum(...tallies)
console.log(`${passed} passed, ${bad} failed`)
