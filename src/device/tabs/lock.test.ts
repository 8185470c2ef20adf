import { describe, expect, it } from 'vitest'
import { openLock } from './lock.ts'
import { ownNameOf } from '../names.ts'
import type { RunLock } from '#core/job/ports.ts'

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
  const query = () => Promise.resolve({ held: [...held].map((name) => ({ name, mode: 'exclusive' })) })
  return { request, query } as LockManager
}

/** Locks that are never granted. */
const NO_TABS: RunLock = {
  hold: () => Promise.resolve(null),
  isHeld: () => Promise.resolve(true),
  whenFree: () => () => undefined,
}

const RUN = ownNameOf('portal', 7, 'run')

describe('the lock of a run', () => {
  it('is held by one tab at a time, and free again after release', async () => {
    const locks = locksOfBrowser()
    const [one, another] = [openLock(RUN, NO_TABS, locks), openLock(RUN, NO_TABS, locks)]
    expect(await another.isHeld()).toBe(false)
    const held = await one.hold()
    expect(held).not.toBeNull()
    expect([await one.isHeld(), await another.isHeld()]).toEqual([true, true])
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

  it('is given while another tab only waits for it', async () => {
    const locks = locksOfBrowser()
    let refused = 0
    const busy = Object.assign(Object.create(locks) as LockManager, {
      request: (name: string, options: LockOptions, granted: LockGrantedCallback<unknown>) =>
        refused++ < 3 ? Promise.resolve(granted(null)) : locks.request(name, options, granted),
    })
    expect(await openLock(RUN, NO_TABS, busy).hold()).not.toBeNull()
    expect(refused).toBe(4)
    expect(await openLock(RUN, NO_TABS, busy).hold()).toBeNull()
  })

  it('is seen by a frame that may take locks but not list them, as in Firefox', async () => {
    const query = () => Promise.reject(new DOMException('no', 'SecurityError'))
    const locks = Object.assign(locksOfBrowser(), { query })
    const [one, another] = [openLock(RUN, NO_TABS, locks), openLock(RUN, NO_TABS, locks)]
    expect(await another.isHeld()).toBe(false)
    const held = await one.hold()
    expect([await one.isHeld(), await another.isHeld()]).toEqual([true, true])
    held!.release()
    expect(await one.isHeld()).toBe(false)
    expect(await another.hold()).not.toBeNull()
  })

  it('belongs to one user on one portal', async () => {
    const locks = locksOfBrowser()
    expect(await openLock(RUN, NO_TABS, locks).hold()).not.toBeNull()
    expect(await openLock(ownNameOf('portal', 71, 'run'), NO_TABS, locks).hold()).not.toBeNull()
    expect(await openLock(ownNameOf('portal 7', 7, 'run'), NO_TABS, locks).hold()).not.toBeNull()
    expect(await openLock(RUN, NO_TABS, locks).hold()).toBeNull()
  })

  it('does not block a restore, which has a lock of its own', async () => {
    const locks = locksOfBrowser()
    const restore = ownNameOf('portal', 7, 'restore')
    expect(await openLock(RUN, NO_TABS, locks).hold()).not.toBeNull()
    expect(await openLock(restore, NO_TABS, locks).hold()).not.toBeNull()
    expect(await openLock(restore, NO_TABS, locks).hold()).toBeNull()
  })

  it('asks the other tabs where the browser has no locks, or refuses them', async () => {
    const refuse = () => Promise.reject(new DOMException('no', 'SecurityError'))
    const refusing = { request: refuse, query: refuse }
    for (const locks of [null, refusing as unknown as LockManager]) {
      const held = { release: () => undefined }
      expect(await openLock(RUN, { ...NO_TABS, hold: () => Promise.resolve(held) }, locks).hold()).toBe(held)
      expect(await openLock(RUN, NO_TABS, locks).hold()).toBeNull()
      expect(await openLock(RUN, NO_TABS, locks).isHeld()).toBe(true)
    }
  })
})
