import { expect, it } from 'vitest'
import { USUAL_LIMITS } from '../../../../e2e/simulation/brakes.ts'
import { createSimCopies } from '../../../../e2e/simulation/deletion-run/copies.ts'
import { NO_FAULTS } from '../../../../e2e/simulation/faults.ts'
import { createSimJournal } from '../../../../e2e/simulation/journal.ts'
import { createSimPortal } from '../../../../e2e/simulation/deletion-run/portal.ts'
import { createRandom } from '../../../../e2e/simulation/random.ts'
import { createVirtualClock } from '../../../../e2e/simulation/virtual-clock.ts'
import { createWorld, rowOf } from '../../../../e2e/simulation/deletion-run/world.ts'
import { NOT_KEPT } from '../../archive/keeper.ts'
import { DEFAULT_GUARDS } from '../../plan/guards.ts'
import { freezePlan, type Plan } from '../../plan/plan.ts'
import { drive } from './driver.ts'
import { readyRun, verdictOf } from './state.ts'
import type { CopyKeeper } from '../../archive/ports.ts'

const START = Date.UTC(2026, 0, 10, 10)
const HOUR = 3_600_000
const IDS = Array.from({ length: 12 }, (_, at) => 100 + at)

/** A run with copies, without the rule about changes after the review. */
function setUp(around: (keeper: CopyKeeper) => CopyKeeper) {
  const clock = createVirtualClock(START)
  const world = createWorld(IDS, START - HOUR)
  const guards = {
    ...DEFAULT_GUARDS,
    modes: { ...DEFAULT_GUARDS.modes, 'changed-since-review': 'off' as const },
  }
  const context = { id: 'plan', plannedAt: START - 1000, me: 1, guards, contactsInPortal: 9_000 }
  const plan: Plan = {
    ...freezePlan(context, [...world.contacts.values()].map(rowOf), []),
    confirmation: { reference: '', incompleteCopies: 'keep', copiesFirst: false },
  }
  const portal = createSimPortal({
    clock,
    world,
    speed: { delete: () => 0.2, read: () => 0.02, roundTrip: () => 0.1, capacity: 2 },
    limits: USUAL_LIMITS,
    faults: NO_FAULTS,
    notFound: 'coded',
    checkCommands: 4,
  })
  const random = createRandom(1)
  const copies = createSimCopies({ clock, world, random, ids: IDS, faultRate: 0, partial: [], calmAfter: 0 })
  const run = drive(
    { plan, state: readyRun(plan), nextRecord: 0 },
    {
      batches: portal,
      looks: portal,
      journal: createSimJournal(),
      clock,
      copies: around(copies.keeper(true)),
    },
  )
  run.ask('resume-asked')
  return { clock, world, run, copies }
}

it('writes the last line of the archive in the end, however often that failed', async () => {
  let refusals = 3
  const { clock, run, copies } = setUp((keeper) => ({
    ...keeper,
    close: (made) => (refusals-- > 0 ? Promise.resolve(false) : keeper.close(made)),
  }))
  await clock.runUntil(() => copies.closed(0) !== null, START + HOUR)
  expect(run.state.phase).toBe('done')
  expect(copies.closed(0)).toEqual(run.state.copies?.seals.map(({ sha256 }) => sha256))
  expect(run.state.counts.deleted).toBe(IDS.length)
})

it('skips contacts that a colleague changes between copy and delete, even without a rule', async () => {
  const { clock, run, world } = setUp((keeper) => ({
    ...keeper,
    async copy(ids, made) {
      const reply = await keeper.copy(ids, made)
      const changed = world.contacts.get(IDS[5] ?? 0)
      // In the same second: DATE_MODIFY has whole seconds.
      if (changed !== undefined) changed.modifiedAt = Math.floor(clock.now() / 1000) * 1000
      return reply
    },
  }))
  await clock.runUntil(() => run.state.phase === 'done', START + HOUR)
  expect(verdictOf(run.state, 5)).toEqual({
    kind: 'guarded',
    reason: { rule: 'copy-outdated', mode: 'keep', sure: true },
  })
  expect(run.state.counts).toMatchObject({ deleted: IDS.length - 1, guarded: 1 })
  expect(world.contacts.get(IDS[5] ?? 0)?.gone).toBeNull()
})

it('deletes nothing while the archive cannot be seen, and stops looking once it waits for a person', async () => {
  let looks = 0
  let dark = true
  const { clock, run, world } = setUp((keeper) => ({
    ...keeper,
    look(made) {
      looks++
      if (!dark) return keeper.look(made)
      return Promise.resolve({
        kind: 'failed',
        failure: { kind: 'scope', code: 'insufficient_scope', portalText: '' },
      })
    },
  }))
  await clock.runUntil(() => (run.state.copies?.contacts ?? 0) === IDS.length, START + HOUR)
  run.ask('pause-asked')
  await clock.runUntil(() => run.state.phase === 'paused', START + HOUR)
  const before = run.state.counts.deleted
  expect(before).toBeLessThan(IDS.length)
  await pass(clock, HOUR)
  run.ask('resume-asked')
  await clock.runUntil(() => run.state.phase === 'paused', START + 3 * HOUR)
  expect(run.state.stopped).toMatchObject({ kind: 'portal', failure: { kind: 'scope' } })
  expect(run.state.counts.deleted).toBe(before)
  const asked = looks
  await pass(clock, HOUR)
  expect(looks).toBe(asked)

  dark = false
  run.ask('resume-asked')
  await clock.runUntil(() => run.state.phase === 'done', START + 9 * HOUR)
  expect(run.state.counts.deleted).toBe(IDS.length)
  expect([...world.contacts.values()].every(({ gone }) => gone === 'by-us')).toBe(true)
})

async function pass(clock: ReturnType<typeof setUp>['clock'], ms: number): Promise<void> {
  let over = false
  clock.at(clock.now() + ms, () => void (over = true))
  await clock.runUntil(() => over, Infinity)
}

it('waits for a person when storage is full, deletes nothing meanwhile, and goes on when there is room', async () => {
  let full = true
  const { clock, run, world } = setUp((keeper) => ({
    ...keeper,
    copy: (ids, seals) =>
      full ? Promise.resolve({ kind: 'failed', failure: NOT_KEPT }) : keeper.copy(ids, seals),
  }))
  await clock.runUntil(() => run.state.phase === 'paused', START + HOUR)
  expect(run.state.stopped).toEqual({ kind: 'portal', failure: NOT_KEPT })
  expect(world.contacts.size).toBe(IDS.length)
  full = false
  run.ask('resume-asked')
  await clock.runUntil(() => run.state.phase === 'done', START + 2 * HOUR)
  expect(run.state.stopped).toBeNull()
  expect(run.state.counts.deleted).toBe(IDS.length)
})
