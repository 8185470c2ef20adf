import { describe, expect, it } from 'vitest'
import type { RunLock } from '#core/run/ports.ts'
import { openLock as open } from './lock.ts'

/** Web Locks of one browser, as the standard says for `ifAvailable`: granted or not at once, freed a moment after. */
function locksOfBrowser(): LockManager {
  const held = new Set<string>()
  const request = async (name: string, _options: LockOptions, granted: LockGrantedCallback<unknown>) => {
    await Promise.resolve()
    if (held.has(name)) return granted(null)
    held.add(name)
    try {
      return await granted({ name, mode: 'exclusive' })
    } finally {
      await Promise.resolve()
      held.delete(name)
    }
  }
  return { request, query: () => Promise.resolve({}) } as LockManager
}

/** Tabs that cannot ask each other: the browser's lock alone is tested. */
const MUTE: RunLock = {
  hold: () => Promise.resolve({ release: () => undefined }),
  whenFree: () => () => undefined,
}
const openLock = (memberId: string, userId: number, locks: LockManager | null) =>
  open(memberId, userId, locks, MUTE)

describe('the lock of a run', () => {
  it('is held by one tab at a time, and free again after release', async () => {
    const locks = locksOfBrowser()
    const [one, another] = [openLock('portal', 7, locks), openLock('portal', 7, locks)]
    const held = await one.hold()
    expect(held).not.toBeNull()
    expect(await another.hold()).toBeNull()
    expect(await one.hold()).toBeNull()
    held!.release()
    const again = await one.hold()
    expect(again).not.toBeNull()
    expect(await another.hold()).toBeNull()
    again!.release()
    again!.release()
    expect(await one.hold()).not.toBeNull()
  })

  it('is one user’s on one portal', async () => {
    const locks = locksOfBrowser()
    expect(await openLock('portal', 7, locks).hold()).not.toBeNull()
    expect(await openLock('portal', 71, locks).hold()).not.toBeNull()
    expect(await openLock('portal 7', 7, locks).hold()).not.toBeNull()
    expect(await openLock('portal', 7, locks).hold()).toBeNull()
  })

  it('tells those who wait when it is free, and nobody who has stopped waiting', async () => {
    const waiting: { granted: () => void; signal: AbortSignal }[] = []
    const queue = {
      request: (_: string, { signal }: { signal: AbortSignal }, act: () => void) =>
        new Promise<void>((resolve) =>
          waiting.push({
            signal,
            granted() {
              act()
              resolve()
            },
          }),
        ),
    }
    const lock = openLock('portal', 7, queue as unknown as LockManager)
    const told: string[] = []
    lock.whenFree(() => told.push('stays'))
    const end = lock.whenFree(() => told.push('left'))
    end()
    expect(waiting.map(({ signal }) => signal.aborted)).toEqual([false, true])
    for (const { granted } of waiting) granted()
    await Promise.resolve()
    await Promise.resolve()
    expect(told).toEqual(['stays'])
  })

  it('asks the other tabs where the browser has no locks, or refuses them', async () => {
    const refusing = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }
    for (const locks of [null, refusing as unknown as LockManager]) {
      const held = await openLock('portal', 7, locks).hold()
      expect(held).not.toBeNull()
      held!.release()
      const taken: RunLock = { ...MUTE, hold: () => Promise.resolve(null) }
      expect(await open('portal', 7, locks, taken).hold()).toBeNull()
    }
  })
})
