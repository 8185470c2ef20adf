import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { isMissing } from '../../tools/files.ts'

/** How many tests came out how. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
}

const NONE: Tally = { passed: 0, failed: 0, skipped: 0 }

const VitestReport = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
})

const PlaywrightReport = v.object({
  stats: v.object({
    expected: v.number(),
    unexpected: v.number(),
    flaky: v.number(),
    skipped: v.number(),
  }),
})

/** Reads what Vitest's JSON reporter wrote; no file, no tests. Throws on a file of another form. */
export function readVitestTally(file: string): Tally {
  const json = readJson(file)
  if (json === undefined) return NONE
  const report = v.parse(VitestReport, json)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** Reads what Playwright's JSON reporter wrote; no file, no tests. A flaky test has failed. */
export function readPlaywrightTally(file: string): Tally {
  const json = readJson(file)
  if (json === undefined) return NONE
  const { stats } = v.parse(PlaywrightReport, json)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}

export function sum(...tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    NONE,
  )
}

/** What is wrong though every runner said yes: a test that did not run proves nothing. Undefined: nothing. */
export function incomplete(tallies: readonly Tally[]): string | undefined {
  const { failed, skipped } = sum(...tallies)
  if (failed > 0) return `${failed} tests failed although their runner said yes`
  if (skipped > 0) return `${skipped} tests were skipped`
  return tallies.some(({ passed }) => passed === 0) ? 'a runner ran no test' : undefined
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (problem) {
    if (isMissing(problem)) return undefined
    throw problem
  }
}
