import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { incomplete, readPlaywrightTally, readVitestTally, sum } from './tally.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidy-contacts-tally-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(content: unknown): string {
  const file = join(folder, `${Math.random()}.json`)
  writeFileSync(file, JSON.stringify(content))
  return file
}

describe('the count of tests', () => {
  it('is what Vitest says; todo and skipped count as not run', () => {
    const file = report({
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 3,
      more: true,
    })
    expect(readVitestTally(file)).toEqual({ passed: 5, failed: 1, skipped: 5 })
  })

  it('is what Playwright says; a flaky test has failed', () => {
    const file = report({ stats: { expected: 7, unexpected: 1, flaky: 2, skipped: 4 } })
    expect(readPlaywrightTally(file)).toEqual({ passed: 7, failed: 3, skipped: 4 })
  })

  it('is nothing where a runner wrote nothing', () => {
    const nothing = { passed: 0, failed: 0, skipped: 0 }
    expect(readVitestTally(join(folder, 'none.json'))).toEqual(nothing)
    expect(readPlaywrightTally(join(folder, 'none.json'))).toEqual(nothing)
  })

  it('is never guessed from a report of another form', () => {
    expect(() => readVitestTally(report({ stats: {} }))).toThrow()
    expect(() => readPlaywrightTally(report({ numPassedTests: 1 }))).toThrow()
  })

  it('is wrong where something failed or was skipped, or one of the runners ran nothing', () => {
    const well = { passed: 1, failed: 0, skipped: 0 }
    expect(incomplete([well, well])).toBeUndefined()
    for (const bad of [{ passed: 0 }, { failed: 1 }, { skipped: 1 }])
      expect(incomplete([well, { ...well, ...bad }])).toBeDefined()
  })

  it('adds up', () => {
    const one = { passed: 1, failed: 2, skipped: 3 }
    expect(sum(one, one)).toEqual({ passed: 2, failed: 4, skipped: 6 })
  })
})
