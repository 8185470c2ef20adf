import { describe, expect, it } from 'vitest'
import { USUAL_LIMITS } from '../../../../e2e/simulation/brakes.ts'
import { failure, NO_FAULTS, type FaultSource } from '../../../../e2e/simulation/faults.ts'
import { createSimJournal } from '../../../../e2e/simulation/journal.ts'
import { createSimPortal } from '../../../../e2e/simulation/deletion-run/portal.ts'
import { createVirtualClock, type VirtualClock } from '../../../../e2e/simulation/virtual-clock.ts'
import { createWorld, rowOf } from '../../../../e2e/simulation/deletion-run/world.ts'
import { DEFAULT_GUARDS } from '../../plan/guards.ts'
import { freezePlan } from '../../plan/plan.ts'
import { drive, type Drive } from './driver.ts'
import { readRecord } from './journal.ts'
import { CHECK_LASTS_MS } from './next-step.ts'
import type { BatchRequest } from '../ports.ts'
import { openLanes } from './portion.ts'
import { readyRun, verdictOf, waitingCount } from './state.ts'
import type { JournalStore } from '../../job/ports.ts'

const START = Date.UTC(2026, 0, 10, 10)
const HOUR = 3_600_000

interface Setting {
  readonly contacts: number
  readonly faults?: Partial<FaultSource>
  readonly notFound?: 'coded' | 'empty' | 'denied'
  readonly journal?: (clock: VirtualClock, run: () => Drive) => Pick<JournalStore, 'append'>
}

/** A run on a simulated portal; its batches can be read as they leave. */
function setUp({ contacts, faults = {}, notFound = 'coded', journal }: Setting) {
  const clock = createVirtualClock(START)
  const ids = Array.from({ length: contacts }, (_, at) => 100 + at)
  const world = createWorld(ids, START - HOUR)
  const plan = freezePlan(
    { id: 'plan', plannedAt: START - 1000, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 },
    [...world.contacts.values()].map(rowOf),
    [],
  )
  const portal = createSimPortal({
    clock,
    world,
    speed: { delete: () => 0.2, read: () => 0.02, roundTrip: () => 0.1, capacity: 2 },
    limits: USUAL_LIMITS,
    faults: { ...NO_FAULTS, ...faults },
    notFound,
    checkCommands: 4,
  })
  let rejects = false
  const left: (BatchRequest & { readonly at: number })[] = []
  const batches = {
    checkCommands: () => 4,
    async send(request: BatchRequest) {
      left.push({ ...request, at: clock.now() })
      const reply = await portal.send(request)
      if (!rejects || request.deletes.length === 0) return reply
      rejects = false
      throw new Error('against its word')
    },
  }
  const kept = createSimJournal()
  const store = { ...kept, ...journal?.(clock, () => run) }
  const run: Drive = drive(
    { plan, state: readyRun(plan), nextRecord: 0 },
    { batches, looks: portal, journal: store, clock },
  )
  const events = () => kept.records.flatMap((line) => readRecord(line)?.event ?? [])
  return { clock, world, portal, run, left, events, ids, rejectOnce: () => void (rejects = true) }
}

const until = (clock: VirtualClock, over: () => boolean) => clock.runUntil(over, START + 48 * HOUR)
const deletesOf = (left: readonly BatchRequest[]): readonly number[] => left.flatMap(({ deletes }) => deletes)

describe('what leaves for the portal', () => {
  it('is in the journal first, and every contact was checked in this run within the last half minute', async () => {
    const { clock, run, left, events } = setUp({ contacts: 300 })
    run.ask('resume-asked')
    await until(clock, () => run.state.phase === 'done')
    const checkedAt = new Map<number, number>()
    for (const { deletes, checks, at } of left) {
      for (const id of deletes)
        expect(at - (checkedAt.get(id) ?? -Infinity)).toBeLessThanOrEqual(CHECK_LASTS_MS)
      for (const id of checks) checkedAt.set(id, at)
    }
    expect(deletesOf(left)).toHaveLength(300)
    expect(events().filter(({ type }) => type === 'sent')).toHaveLength(left.length)
  })

  it('was checked with one of the last batches in a small run, however quick the portal is', async () => {
    for (const contacts of [12, 50, 129, 300]) {
      const { clock, run, left } = setUp({ contacts })
      let lanes = 1
      run.watch(() => (lanes = Math.max(lanes, openLanes(run.pace))))
      run.ask('resume-asked')
      await until(clock, () => run.state.phase === 'done')
      const checkedWith = new Map<number, number>()
      for (const [turn, { deletes, checks }] of left.entries()) {
        for (const id of deletes) expect(turn - (checkedWith.get(id) ?? -Infinity)).toBeLessThanOrEqual(lanes)
        for (const id of checks) checkedWith.set(id, turn)
      }
      expect(deletesOf(left)).toHaveLength(contacts)
    }
  })

  it.each([12, 50, 129, 300])(
    'leaves out whom a colleague changes at the fourth delete: run of %d',
    async (contacts) => {
      const { clock, run, left, world } = setUp({ contacts })
      const goneAt = (): number => [...world.contacts.values()].filter(({ gone }) => gone !== null).length
      run.ask('resume-asked')
      await until(clock, () => goneAt() >= 4)
      const onTheirWay = new Set(deletesOf(left))
      for (const contact of world.contacts.values())
        if (contact.gone === null) contact.modifiedAt = clock.now()
      await until(clock, () => run.state.phase === 'done')
      // Requests on their way cannot be called back; no other contact is deleted.
      expect(deletesOf(left)).toEqual([...onTheirWay])
      expect(onTheirWay.size).toBeLessThan(25)
      expect(run.state.counts).toMatchObject({ guarded: contacts - onTheirWay.size })
    },
  )

  it('does not leave when the computer slept while it was being journalled', async () => {
    let asleep = false
    const { clock, run, left, world } = setUp({
      contacts: 40,
      journal: (time) => ({
        append(_, record) {
          if (asleep || !/"deletes":\[\d/.test(record)) return Promise.resolve(true)
          asleep = true
          return new Promise((wake) => time.at(time.now() + 8 * HOUR, () => wake(true)))
        },
      }),
    })
    run.ask('resume-asked')
    await until(clock, () => asleep)
    await until(clock, () => clock.now() >= START + HOUR)
    for (const contact of world.contacts.values()) contact.modifiedAt = clock.now()
    await until(clock, () => run.state.phase === 'done')
    expect(deletesOf(left)).toEqual([])
    expect(run.state.counts).toMatchObject({ guarded: 40, deleted: 0 })
    expect(world.breaches).toEqual([])
  })

  it('does not leave when a person stopped the run while it was being journalled', async () => {
    const { clock, run, left } = setUp({
      contacts: 40,
      journal: (_, own) => ({
        append(_id, record) {
          if (/"deletes":\[\d/.test(record)) own().ask('stop-asked')
          return Promise.resolve(true)
        },
      }),
    })
    run.ask('resume-asked')
    await until(clock, () => run.state.phase === 'done')
    expect(deletesOf(left)).toEqual([])
    expect(waitingCount(run.state)).toBe(40)
    expect(run.state.stopped).toEqual({ kind: 'asked' })
  })

  it('still leaves when the journal fails, which is reported', async () => {
    const { clock, run } = setUp({
      contacts: 40,
      journal: () => ({ append: () => Promise.reject(new Error('the disk is full')) }),
    })
    run.ask('resume-asked')
    await until(clock, () => run.state.phase === 'done')
    expect(run.kept).toBe(false)
    expect(run.state.counts.deleted).toBe(40)
  })
})

describe('a port that rejects although it must not', () => {
  it('leaves the verdicts of its batch unknown, to be looked at', async () => {
    const { clock, run, world, rejectOnce } = setUp({ contacts: 40 })
    rejectOnce()
    run.ask('resume-asked')
    await until(clock, () => run.state.phase === 'done')
    expect(run.state.counts.deleted + run.state.counts['found-deleted']).toBe(40)
    expect(run.state.counts['found-deleted']).toBeGreaterThan(0)
    expect(world.breaches).toEqual([])
  })
})

describe('a person at the buttons', () => {
  it('pauses: answers in flight are awaited, and nothing more leaves until Resume', async () => {
    const { clock, run, left, world } = setUp({ contacts: 300 })
    run.ask('resume-asked')
    await until(clock, () => run.state.counts.deleted > 20 && run.state.flights.length > 0)
    run.ask('pause-asked')
    expect(run.state.phase).toBe('pausing')
    const sent = left.length
    await until(clock, () => run.state.phase === 'paused')
    await until(clock, () => clock.now() > START + HOUR)
    expect(left).toHaveLength(sent)
    expect(run.state.flights).toEqual([])
    expect([...world.contacts.values()].filter(({ gone }) => gone !== null)).toHaveLength(
      run.state.counts.deleted,
    )
    run.ask('resume-asked')
    await until(clock, () => run.state.phase === 'done')
    expect(run.state.counts.deleted).toBe(300)
    expect(world.breaches).toEqual([])
  })

  it('stops: nothing more is sent, and each verdict agrees with the portal', async () => {
    const { clock, run, left, world, ids } = setUp({ contacts: 300 })
    run.ask('resume-asked')
    await until(clock, () => run.state.counts.deleted > 20 && run.state.flights.length > 0)
    run.ask('stop-asked')
    const sent = left.length
    await until(clock, () => run.state.phase === 'done')
    expect(left).toHaveLength(sent)
    ids.forEach((id, index) => {
      const gone = world.contacts.get(id)?.gone === 'by-us'
      expect(verdictOf(run.state, index).kind).toBe(gone ? 'deleted' : 'waiting')
    })
  })
})

describe('a refused contact that cannot be looked at', () => {
  it('is unknown, and if it is found gone later, the report does not say who deleted it', async () => {
    let blind = true
    const { clock, run, world, ids } = setUp({
      contacts: 3,
      notFound: 'denied',
      faults: {
        unread: () => blind,
        request: () => {
          // A colleague is quicker than the delete that was already checked.
          const contact = world.contacts.get(ids[0] ?? 0)
          if (contact !== undefined && run.state.counts.sent > 0) contact.gone = 'by-colleague'
          return { kind: 'none' }
        },
      },
    })
    run.ask('resume-asked')
    await until(clock, () => run.state.phase === 'done')
    expect(world.contacts.get(ids[0] ?? 0)?.gone).toBe('by-colleague')
    expect(verdictOf(run.state, 0)).toMatchObject({ kind: 'unknown', failure: failure('access-denied') })
    blind = false
    run.ask('recheck-asked')
    await until(clock, () => run.state.phase === 'done')
    expect(verdictOf(run.state, 0)).toEqual({ kind: 'gone' })
  })
})

describe('a connection that was lost', () => {
  it('is awaited with longer and longer pauses, and the run goes on at once when the device is connected again', async () => {
    let cut = false
    const { clock, run } = setUp({
      contacts: 400,
      faults: { request: () => ({ kind: cut ? 'drop-before' : 'none' }) },
    })
    run.ask('resume-asked')
    await until(clock, () => run.state.counts.deleted > 20)
    cut = true
    await until(clock, () => (run.state.waiting?.until ?? 0) - clock.now() > 50_000)
    cut = false
    run.reconnected()
    const back = clock.now()
    await until(clock, () => run.state.phase === 'running' && run.state.flights.length > 0)
    expect(clock.now() - back).toBeLessThan(5_000)
    await until(clock, () => run.state.phase === 'done')
    expect(run.state.counts.deleted).toBe(400)
  })

  it('settles requests that never left at once, without waiting for the portal', async () => {
    let cut = false
    const { clock, run, world } = setUp({
      contacts: 60,
      faults: {
        request: () => (cut ? { kind: 'breaks', after: 0, failure: failure('offline') } : { kind: 'none' }),
      },
    })
    run.ask('resume-asked')
    await until(clock, () => run.state.counts.deleted > 0)
    cut = true
    await until(clock, () => run.state.waiting?.reason === 'no-connection')
    cut = false
    run.reconnected()
    const back = clock.now()
    await until(clock, () => run.state.phase === 'done')
    expect(clock.now() - back).toBeLessThan(30_000)
    expect(run.state.counts.deleted).toBe(60)
    expect(world.breaches).toEqual([])
  })
})
