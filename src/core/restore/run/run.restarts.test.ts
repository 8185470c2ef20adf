import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restoreScenarios } from '../../../../e2e/simulation/restore/arbitrary-restore.ts'
import { playWithEveryRestart } from '../../../../e2e/simulation/restore/every-restart.ts'
import { playRestore, type RestoreScenario } from '../../../../e2e/simulation/restore/restore-scenario.ts'
import {
  restoreFingerprint,
  restoreJournalLies,
  restoreLies,
} from '../../../../e2e/simulation/restore/restore-truth.ts'
import { numberOfRuns } from '../../../../e2e/tools/vitest/number-of-runs.ts'
import type { RestoreEvent } from './events.ts'
import { readRestoreRecord, replayRestore } from './journal.ts'
import { afterRestoreEvent } from './reducer.ts'
import { readyRestore } from './state.ts'

/** Each is played some twenty-five times. */
const STORIES = numberOfRuns(20)
const MOST_RESTARTS = 40
const stories: fc.Arbitrary<RestoreScenario> = restoreScenarios(3).map((scenario) => ({
  ...scenario,
  crashes: [],
  twin: null,
  asks: scenario.asks.slice(0, 1),
}))

describe('a page that dies at any record of a restore', () => {
  it('resumes from its journal, makes nothing twice and reports the truth', async () => {
    let played = 0
    let restarted = 0
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        for (const outcome of await playWithEveryRestart(playRestore, story, MOST_RESTARTS)) {
          played++
          restarted += outcome.journal.records.filter((line) => line.includes('"restarted"')).length
          const reported = {
            crash: played,
            lies: [...restoreLies(outcome), ...restoreJournalLies(outcome, played)],
          }
          expect(reported).toEqual({ ...reported, lies: [] })
        }
      }),
      { numRuns: STORIES },
    )
    expect(restarted).toBeGreaterThan(played)
  })
})

describe('answers that come twice or too late', () => {
  it('change nothing', async () => {
    let late = 0
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const { plan, journal } = await playRestore(story)
        const events = journal.records.flatMap((line): RestoreEvent[] => {
          const record = readRestoreRecord(line)
          return record === null ? [] : [record.event]
        })
        expect(events).toHaveLength(journal.records.length)
        let state = readyRestore(plan)
        const answers: RestoreEvent[] = []
        for (const event of events) {
          const before = restoreFingerprint(state)
          const after = afterRestoreEvent(plan, state, event)
          expect(restoreFingerprint(state)).toBe(before)
          state = after
          if (['acted', 'looked', 'failed'].includes(event.type)) answers.push(event)
          for (const answer of answers) {
            expect(afterRestoreEvent(plan, state, answer)).toBe(state)
            late++
          }
        }
      }),
      { numRuns: 100 },
    )
    expect(late).toBeGreaterThan(1_000)
  })
})

describe('a journal that is damaged', () => {
  it('is used up to the damage, and reports it', async () => {
    const calm = stories.map((story) => ({ ...story, faultRate: 0, asks: [], closes: null }))
    const [story] = fc.sample(calm, { seed: 3, numRuns: 1 })
    const { plan, journal } = await playRestore(story!)
    const { records } = journal
    expect(records.length).toBeGreaterThan(4)
    const damaged = records.with(2, records[2]!.slice(0, -3))
    const upTo = replayRestore(plan, records.slice(0, 2))
    expect(replayRestore(plan, records).whole).toBe(true)
    expect(replayRestore(plan, damaged)).toMatchObject({ next: 2, whole: false })
    expect(restoreFingerprint(replayRestore(plan, damaged).state)).toBe(restoreFingerprint(upTo.state))
    expect(readRestoreRecord('{"v":2,"n":0,"e":{"type":"stop-asked","at":1}}')).toBeNull()
  })
})
