import { describe, expect, it } from 'vitest'
import { failure } from '../../../e2e/simulation/faults.ts'
import { stopJob } from '../job/session.ts'
import { beginRestore, peekRestore, takeUpRestore } from './session.ts'
import { readRestoreProgress } from './run/read-progress.ts'
import { begunSession } from '../../../e2e/simulation/memory-journal.ts'
import { begun, setUp } from '../../../e2e/simulation/restore/restore-session.ts'

describe('a restore in this tab', () => {
  it('runs to its end, reports its progress, and leaves nothing behind', async () => {
    const at = setUp(200)
    const session = await begun(at)
    expect(await beginRestore(at.plan, at.ports)).toEqual({ kind: 'elsewhere' })
    await at.until(() => session.progress.finished >= 50)
    expect(at.awake()).toBe(1)
    const { total, counts, secondsLeft } = session.progress
    expect([total, counts.restored + counts.waiting + counts.unknown]).toEqual([200, 200])
    const half = at.clock.now()
    await at.until(() => session.state.phase === 'done')
    const took = (at.clock.now() - half) / 1000
    expect(Math.abs((secondsLeft ?? 0) - took)).toBeLessThan(took / 4)
    expect(session.progress).toMatchObject({ finished: 200, secondsLeft: null, canGoOn: false })
    expect([at.world.contacts.size, at.world.parts.length, at.world.robots]).toEqual([200, 400, 0])
    expect(at.awake()).toBe(0)
    await session.leave(false)
    expect(await peekRestore(at.ports.recovery)).toBeNull()
    expect(await beginRestore(at.plan, at.ports)).toMatchObject({ kind: 'begun' })
  })

  it('asks before it makes contacts without import mode, also after a reload', async () => {
    const at = setUp(30, {}, false)
    const first = await begun(at)
    await at.until(() => first.state.phase === 'paused')
    // They were looked for together, but only one was sent: not all of them had to be refused.
    expect([first.state.imports, first.progress.counts.waiting, at.requests()]).toEqual(['refused', 30, 2])
    first.ask('resume-asked')
    await at.until(() => first.state.phase === 'paused')
    expect([first.state.imports, at.world.contacts.size]).toEqual(['refused', 0])
    await first.leave(false)
    at.die()
    const second = await takeUpRestore(at.ports)
    expect(second?.state).toMatchObject({ imports: 'refused', phase: 'paused' })
    second?.ask('agreed')
    await at.until(() => second?.state.phase === 'done')
    expect(second?.progress.counts).toMatchObject({ restored: 30 })
    expect([at.world.contacts.size, at.world.robots]).toEqual([30, 30])
  })

  it('asks again on resume when the person stopped it at the question', async () => {
    const at = setUp(3, {}, false)
    const session = await begun(at)
    await at.until(() => session.state.phase === 'paused')
    session.ask('stop-asked')
    await at.until(() => session.state.phase === 'done')
    session.ask('agreed')
    session.ask('resume-asked')
    await at.until(() => session.state.phase === 'paused')
    expect([session.state.imports, at.world.contacts.size]).toEqual(['refused', 0])
  })

  it('does not begin in the place of one that is not finished, and leaves that as it is', async () => {
    const at = setUp(30)
    const first = await begun(at)
    await at.until(() => first.progress.finished >= 5)
    first.ask('pause-asked')
    await at.until(() => first.state.phase === 'paused')
    await first.leave(false)
    const before = structuredClone(at.kept)
    const made = at.world.contacts.size
    const next = { ...at.plan, id: 'next' }
    const refused = await beginRestore(next, at.ports)
    await at.until(() => false)
    expect(refused).toMatchObject({ kind: 'unfinished', found: { planId: 'plan', total: 30, done: false } })
    expect([at.kept, at.world.contacts.size]).toEqual([before, made])

    // It holds nothing: the earlier one can be stopped, and then the next one begins.
    const earlier = await takeUpRestore(at.ports)
    expect(earlier?.plan.id).toBe('plan')
    const stopped = stopJob(earlier!)
    await at.until(() => earlier?.state.phase === 'done')
    await stopped
    expect([earlier?.state.phase, at.kept.plan]).toEqual(['done', null])
    await at.until(() => at.record()?.endedAt !== null)
    expect(at.record()?.counts.restored).toBe(earlier?.progress.counts.restored)
    const session = begunSession(await beginRestore(next, at.ports))
    expect(at.kept.plan).toEqual(next)
    await session.leave(true)
  })

  it('begins in the place of one that has ended and whose result nobody closed', async () => {
    const at = setUp(3)
    const first = await begun(at)
    await at.until(() => first.state.phase === 'done')
    at.die()
    const next = { ...at.plan, id: 'next' }
    expect(await beginRestore(next, at.ports)).toMatchObject({ kind: 'begun' })
    expect(at.kept.plan).toEqual(next)
  })

  it('does not begin in the place of one that was stopped early and is not closed, or that cannot be read', async () => {
    const at = setUp(30)
    const first = await begun(at)
    await at.until(() => first.progress.finished >= 5)
    first.ask('stop-asked')
    await at.until(() => first.state.phase === 'done')
    at.die()
    const next = { ...at.plan, id: 'next' }
    expect(await beginRestore(next, at.ports)).toMatchObject({ kind: 'unfinished', found: { done: true } })
    const { restoreJournal } = at.ports.recovery
    const damaged = { kind: 'damaged', planId: 'plan' } as const
    for (const found of [damaged, null]) {
      const journal = { ...restoreJournal, unfinished: () => Promise.resolve(found) }
      const recovery = { ...at.ports.recovery, restoreJournal: journal }
      expect(await beginRestore(next, { ...at.ports, recovery })).toEqual({
        kind: 'unfinished',
        found: damaged,
      })
    }
    expect(at.kept.plan).toEqual(at.plan)
  })

  it('is offered after a reload and resumes without making anything twice', async () => {
    const at = setUp(30)
    const first = await begun(at)
    await at.until(() => first.progress.finished >= 5)
    // A page that is gone sends nothing more, not even a goodbye message.
    await first.leave(false)
    at.die()
    const made = at.world.contacts.size
    const found = await peekRestore(at.ports.recovery)
    expect(found).toMatchObject({ kind: 'found', planId: 'plan', total: 30, done: false })
    expect(found?.kind === 'found' && found.open).toHaveLength(30 - first.progress.finished)
    const second = await takeUpRestore(at.ports)
    await at.until(() => false)
    expect([second?.state.phase, at.world.contacts.size]).toEqual(['paused', made])
    second?.ask('resume-asked')
    await at.until(() => second?.state.phase === 'done')
    expect(second?.progress).toMatchObject({ finished: 30, counts: { restored: 30 } })
    expect([at.world.contacts.size, at.world.parts.length]).toEqual([30, 60])
  })

  it('writes one record at its start and at its end, also after a reload', async () => {
    const at = setUp(30)
    const first = await begun(at)
    await at.until(() => first.progress.finished >= 5)
    expect(at.record()).toMatchObject({ kind: 'restore', planned: 30, endedAt: null, user: { id: 7 } })
    await first.leave(false)
    at.die()
    const second = await takeUpRestore(at.ports)
    second?.ask('resume-asked')
    await at.until(() => second?.state.phase === 'done')
    expect(await second?.recorded()).toBe(true)
    expect(at.record()).toMatchObject({ counts: { restored: 30 } })
  })

  it('reports to other tabs, no more often than a person can read, and does what they ask', async () => {
    const at = setUp(40)
    const begunAt = at.clock.now()
    const session = await begun(at)
    await at.until(() => session.progress.finished >= 10)
    const seconds = (at.clock.now() - begunAt) / 1000
    expect(at.reported.length).toBeGreaterThan(3)
    expect(at.reported.length).toBeLessThan(seconds * 4 + 3)
    at.ask('pause-asked')
    await at.until(() => session.state.phase === 'paused')
    expect(at.reported.at(-1)).toEqual(session.progress)
    expect(readRestoreProgress(structuredClone(at.reported.at(-1)))).toEqual(session.progress)
    const before = at.reported.length
    at.ask('progress-asked')
    expect(at.reported).toHaveLength(before + 1)
    at.ask('resume-asked')
    await at.until(() => session.state.phase === 'done')
    expect(at.reported.at(-1)).toMatchObject({ phase: 'done', finished: 40 })
    await session.leave(false)
    at.ask('progress-asked')
    expect(at.reported.at(-1)).toMatchObject({ phase: 'done' })
  })

  it('is not resumed while another tab has it, nor when there is none', async () => {
    const at = setUp(3)
    const session = await begun(at)
    expect(await takeUpRestore(at.ports)).toBeNull()
    await session.leave(true)
    expect(await takeUpRestore(at.ports)).toBeNull()
    expect(await at.ports.recovery.restoreLock.hold()).not.toBeNull()
  })

  it('tries at once when the connection is back', async () => {
    let offline = true
    const at = setUp(2, {
      request: () => (offline ? { kind: 'refused', failure: failure('offline') } : { kind: 'none' }),
    })
    const session = await begun(at)
    await at.until(() => (session.state.waiting?.until ?? 0) - at.clock.now() > 20_000)
    expect(session.state.waiting?.reason).toBe('no-connection')
    offline = false
    const before = at.clock.now()
    at.connect()
    await at.until(() => at.world.contacts.size > 0)
    expect(at.clock.now() - before).toBeLessThan(5_000)
  })
})
