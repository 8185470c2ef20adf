import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PROFILES, type Profile } from '../../../../e2e/bench/profiles.ts'
import { simulate, type CopySpeed } from '../../../../e2e/bench/simulate.ts'
import {
  GOOD_PART,
  nearPart,
  noteTimeLeft,
  tooSoon,
  type Said,
} from '../../../../e2e/simulation/time-left.ts'
import { createWorld, rowOf } from '../../../../e2e/simulation/deletion-run/world.ts'
import { DEFAULT_GUARDS } from '../../plan/guards.ts'
import { freezePlan } from '../../plan/plan.ts'
import { newPace } from '../../job/pace/pace.ts'
import { settledCount, readyRun } from './state.ts'
import { secondsLeft, watchTimeLeft } from './time-left.ts'

async function saidIn(profile: Profile, contacts: number, seed: number, copies: CopySpeed | null) {
  let said = (): Said[] => []
  await simulate(profile, contacts, seed, copies, (run, clock) => {
    const part = (): number => settledCount(run.state) / contacts
    said = noteTimeLeft(clock, watchTimeLeft(run, clock), part, () => run.state.phase === 'done')
  })
  return said()
}

const copySpeed: fc.Arbitrary<CopySpeed> = fc.record({
  request: fc.constantFrom(0.1, 0.3, 0.8),
  contact: fc.constantFrom(0.005, 0.02, 0.06, 0.1),
})

/** Of each kind of portal. */
const RUNS = 12

/** Runs of a slow portal that were once said to end in less than a minute, minutes before their end. */
const FOUND: [number, number, CopySpeed][] = [
  [300, 5, { request: 0.1, contact: 0.005 }],
  [300, 23, { request: 0.1, contact: 0.005 }],
  [300, 27, { request: 0.3, contact: 0.1 }],
  [1_000, 11, { request: 0.8, contact: 0.02 }],
  [300, 55_614_871, { request: 0.3, contact: 0.1 }],
  [300, 2_147_482_623, { request: 0.3, contact: 0.06 }],
  [300, 2_147_483_644, { request: 0.8, contact: 0.005 }],
]

describe('the time left', () => {
  it.each(PROFILES.map((profile) => [profile.name, profile] as const))(
    'is near the truth, with and without copies: %s',
    async (_, profile) => {
      const all: Said[] = []
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom<number[]>(300, 1_000, 2_000, 4_000),
          fc.nat(),
          fc.option(copySpeed),
          async (contacts, seed, copies) => {
            const said = await saidIn(profile, contacts, seed, copies)
            all.push(...said)
            expect(tooSoon(said)).toEqual([])
          },
        ),
        { numRuns: RUNS + FOUND.length, examples: FOUND },
      )
      expect(nearPart(all)).toBeGreaterThan(GOOD_PART)
    },
  )

  it('is said at all in a run of some minutes', async () => {
    const [, usual] = PROFILES
    if (usual === undefined) throw new Error('no such profile')
    const said = await saidIn(usual, 4_000, 1, { request: 0.3, contact: 0.06 })
    expect(said.length).toBeGreaterThan(100)
    expect(said.filter(({ estimate }) => estimate === null).length).toBeLessThan(said.length / 4)
  })

  it('is told of a portal that reports no time for its deletes', () => {
    const names = Array.from({ length: 100 }, (_, at) => at + 1)
    const rows = names.map((id) => rowOf(createWorld([id], 0).contacts.get(id)!))
    const context = { id: 'plan', plannedAt: 0, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 }
    const state = { ...readyRun(freezePlan(context, rows, [])), phase: 'running' as const }
    const pace = newPace(0)
    const seen = { ...pace, deletes: { ...pace.deletes, count: 5, mean: 0 } }
    const copying = { measured: { ms: 0, done: 0 }, busySince: null, portion: 0 }
    expect(secondsLeft(state, seen, copying, 0)).toBeGreaterThanOrEqual(0)
  })

  it('is unknown before anything was deleted, and while the run is not active', () => {
    const plan = freezePlan(
      { id: 'plan', plannedAt: 0, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 },
      [],
      [],
    )
    const state = readyRun(plan)
    const pace = newPace(0)
    const seen = { ...pace, deletes: { ...pace.deletes, count: 5, mean: 0.1 } }
    const copying = { measured: { ms: 0, done: 0 }, busySince: null, portion: 0 }
    expect(secondsLeft({ ...state, phase: 'running' }, pace, copying, 0)).toBeNull()
    expect(secondsLeft({ ...state, phase: 'running' }, seen, copying, 0)).toBe(0)
    expect(secondsLeft({ ...state, phase: 'paused' }, seen, copying, 0)).toBeNull()
    expect(secondsLeft({ ...state, phase: 'done' }, seen, copying, 0)).toBeNull()
  })
})
