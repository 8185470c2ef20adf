import { describe, expect, it } from 'vitest'
import { openAwake, type WakePage } from './awake.ts'

/** A page whose tab can be hidden, and a browser that then releases locks, as the standard says. */
function page({ refuses = false } = {}) {
  const target = new EventTarget()
  const locks = new Set<{ released: boolean; release(): Promise<void> }>()
  let visible = true
  let asked = 0
  const request = async (): Promise<WakeLockSentinel> => {
    asked++
    await Promise.resolve()
    if (refuses || !visible) throw new DOMException('no', 'NotAllowedError')
    const lock = {
      released: false,
      release() {
        lock.released = true
        locks.delete(lock)
        return Promise.resolve()
      },
    }
    locks.add(lock)
    return lock as unknown as WakeLockSentinel
  }
  const own: WakePage = {
    wakeLock: { request },
    document: target as unknown as WakePage['document'],
  }
  Object.defineProperty(own.document, 'visibilityState', { get: () => (visible ? 'visible' : 'hidden') })
  const show = (now: boolean): void => {
    visible = now
    if (!now) for (const lock of [...locks]) void lock.release()
    target.dispatchEvent(new Event('visibilitychange'))
  }
  return { own, show, locks, asked: () => asked }
}

const settled = () => new Promise((done) => setImmediate(done))

describe('keeping the screen awake', () => {
  it('holds one lock until it is released', async () => {
    const { own, locks } = page()
    const sleep = openAwake(own).keep()
    await settled()
    expect(locks.size).toBe(1)
    sleep()
    await settled()
    expect(locks.size).toBe(0)
  })

  it('asks again when the tab is shown, and not after its release', async () => {
    const { own, show, locks, asked } = page()
    const sleep = openAwake(own).keep()
    await settled()
    show(false)
    await settled()
    expect(locks.size).toBe(0)
    show(true)
    await settled()
    expect(locks.size).toBe(1)
    show(true)
    await settled()
    expect(locks.size).toBe(1)
    sleep()
    const before = asked()
    show(false)
    show(true)
    await settled()
    expect(locks.size).toBe(0)
    expect(asked()).toBe(before)
  })

  it('releases a lock that comes too late', async () => {
    const { own, locks } = page()
    openAwake(own).keep()()
    await settled()
    expect(locks.size).toBe(0)
  })

  it('holds one lock although the tab was hidden and shown during the request', async () => {
    const { own, show, locks } = page()
    openAwake(own).keep()
    show(false)
    show(true)
    await settled()
    expect(locks.size).toBe(1)
  })

  it('is silent where the browser refuses or has no wake lock', async () => {
    const { own, locks, asked } = page({ refuses: true })
    openAwake(own).keep()()
    openAwake({ ...own, wakeLock: undefined }).keep()()
    await settled()
    // An unhandled refusal would fail this test by itself.
    expect([asked(), locks.size]).toEqual([1, 0])
  })
})
