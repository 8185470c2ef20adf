import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restoreScenarios } from '../../../../e2e/simulation/restore/arbitrary-restore.ts'
import { playRest, playRestore } from '../../../../e2e/simulation/restore/restore-scenario.ts'
import { restoreLies } from '../../../../e2e/simulation/restore/restore-truth.ts'
import { numberOfRuns } from '../../../../e2e/tools/vitest/number-of-runs.ts'
import { planAgain } from './retry-plan.ts'
import { restoreReport } from '../report.ts'
import { thingOf } from './summary/summary.ts'
import { readStoredRestorePlan } from './stored-restore-plan.ts'
import { verdictOfTask } from '../run/state.ts'

const stories = restoreScenarios(6).map((scenario) => ({
  ...scenario,
  sees: 'all' as const,
  twin: null,
  disturbances: [],
  recheck: false,
}))

describe('what a restore did not bring back, tried once more', () => {
  it('is restored without making anything twice, and unknown results are left alone', async () => {
    let tried = 0
    let unknown = 0
    await fc.assert(
      fc.asyncProperty(stories, async (scenario) => {
        const first = await playRestore(scenario)
        const left = first.plan.tasks.filter((_, at) => {
          const { kind } = verdictOfTask(first.state, at)
          if (kind === 'unknown') unknown++
          return kind === 'failed' || kind === 'access-denied' || kind === 'waiting'
        })
        const again = await playRest(scenario, first)
        if (again === null) {
          const onUnknown = left.every(
            ({ needs }) => needs !== null && verdictOfTask(first.state, needs).kind === 'unknown',
          )
          expect(onUnknown).toBe(true)
          return
        }
        tried++
        expect(readStoredRestorePlan(structuredClone(again.plan))).toEqual(again.plan)
        expect(restoreLies(again)).toEqual([])
        const kinds = again.plan.tasks.map((_, at) => verdictOfTask(again.state, at).kind)
        const bad = kinds.filter((kind) =>
          ['failed', 'access-denied', 'waiting', 'unknown', 'blocked'].includes(kind),
        )
        expect(bad).toEqual([])
        expect(planAgain(again.plan, again.state, { id: 'third', plannedAt: 1 })).toBeNull()
      }),
      { numRuns: numberOfRuns(500) },
    )
    expect(tried).toBeGreaterThan(numberOfRuns(50))
    expect(unknown).toBeGreaterThan(numberOfRuns(10))
  })
})

describe('the report of a restore', () => {
  it('has every task once, except those that a missing contact explains, and counts what is back', async () => {
    let missing = 0
    let shared = 0
    await fc.assert(
      fc.asyncProperty(stories, async (scenario) => {
        const { plan, state } = await playRestore(scenario)
        const report = restoreReport(plan, state)
        const contacts = plan.tasks.flatMap(({ kind }, at) => (kind === 'contact' ? [at] : []))
        expect(report.contacts.flatMap(({ tasks }) => tasks).toSorted((a, b) => a - b)).toEqual(contacts)
        const reported = Object.values(report.parts).reduce((sum, { all }) => sum + all, 0)
        const told = plan.tasks.flatMap((task, at) => {
          const first = plan.tasks.findIndex(({ entry }) => entry === task.entry)
          const own = verdictOfTask(state, first).kind
          const isUntried = ['blocked', 'waiting'].includes(verdictOfTask(state, at).kind)
          return at === first || (isUntried && own !== 'restored' && own !== 'already') ? [] : [at]
        })
        const thingsOf = (tasks: readonly number[]): Set<string | number> =>
          new Set(tasks.map((at) => thingOf(plan.tasks[at]!, at)))
        expect(reported).toBe(thingsOf(told).size)
        shared += told.length - reported
        const back = Object.values(report.parts).reduce((sum, part) => sum + part.back, 0)
        const notBack = report.missing.filter(
          ({ reason }) => !['not-primary', 'doubled'].includes(reason.kind),
        )
        expect(back + thingsOf(notBack.flatMap(({ tasks }) => tasks)).size).toBe(reported)
        for (const { things, tasks } of report.missing) expect(things).toEqual(thingsOf(tasks))
        missing += notBack.length
      }),
      { numRuns: 200 },
    )
    expect(missing).toBeGreaterThan(3)
    expect(shared).toBeGreaterThan(1)
  })
})
