import { describe, expect, it } from 'vitest'
import { PROFILES } from '../../../../e2e/bench/profiles.ts'
import { simulate } from '../../../../e2e/bench/simulate.ts'
import { DEFAULT_GUARDS } from '../../plan/guards.ts'
import { freezePlan } from '../../plan/plan.ts'
import { newPace } from '../../job/pace/pace.ts'
import { readyRun, settledCount } from './state.ts'
import { secondsLeft } from './time-left.ts'

/** The estimate when this many contacts had their verdict, and the truth. */
async function estimateAt(profile: (typeof PROFILES)[number], contacts: number, part: number) {
  const begun: number[] = []
  const reported: { readonly estimate: number; readonly at: number }[] = []
  const { seconds } = await simulate(profile, contacts, 1, (run, now) => {
    begun.push(now)
    if (reported.length > 0 || settledCount(run.state) < contacts * part) return
    reported.push({ estimate: secondsLeft(run.state, run.pace, now) ?? NaN, at: now })
  })
  const [first] = reported
  if (first === undefined) throw new Error('never asked')
  return { estimate: first.estimate, truth: seconds - (first.at - (begun[0] ?? 0)) / 1000 }
}

/** A person reads minutes: near the end a few seconds more or less do not matter. */
const SOON_SECONDS = 15

describe('the time left', () => {
  for (const profile of PROFILES) {
    for (const contacts of [1_000, 10_000]) {
      it(`is within a quarter of the truth, or 15 s, at a third of ${contacts} contacts, ${profile.name}`, async () => {
        const { estimate, truth } = await estimateAt(profile, contacts, 1 / 3)
        expect(Math.abs(estimate - truth)).toBeLessThan(Math.max(truth / 4, SOON_SECONDS))
      })
    }
  }

  it('is unknown before anything was deleted, and while the run is not active', () => {
    const plan = freezePlan(
      { id: 'plan', plannedAt: 0, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: null },
      [],
      [],
    )
    const state = readyRun(plan)
    const pace = newPace(0)
    const seen = { ...pace, deletes: { ...pace.deletes, count: 5, mean: 0.1 } }
    expect(secondsLeft({ ...state, phase: 'running' }, pace, 0)).toBeNull()
    expect(secondsLeft({ ...state, phase: 'running' }, seen, 0)).toBe(0)
    expect(secondsLeft({ ...state, phase: 'paused' }, seen, 0)).toBeNull()
    expect(secondsLeft({ ...state, phase: 'done' }, seen, 0)).toBeNull()
  })
})
