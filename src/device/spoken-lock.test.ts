import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RunLock } from '#core/run/ports.ts'
import { openSpokenLock, type LockChannel } from './spoken-lock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Holds it after as long as an answer may take. */
async function hold(lock: RunLock) {
  const holding = lock.hold()
  await vi.runAllTimersAsync()
  return holding
}

/** Tabs of one browser, each of which can be closed. */
function browser() {
  const channels = new Set<EventTarget>()
  return () => {
    const channel = new EventTarget()
    channels.add(channel)
    const page = new EventTarget()
    const raw = Object.assign(channel, {
      postMessage(data: unknown) {
        for (const other of channels)
          if (other !== channel) other.dispatchEvent(new MessageEvent('message', { data }))
      },
    }) as LockChannel
    return {
      lock: openSpokenLock('portal', 7, raw, page),
      close: () => page.dispatchEvent(new Event('pagehide')),
    }
  }
}

it('is held by one tab at a time, and by the next one after release', async () => {
  const open = browser()
  const [one, another] = [open(), open()]
  const held = await hold(one.lock)
  expect(held).not.toBeNull()
  expect(await hold(one.lock)).toBeNull()
  expect(await hold(another.lock)).toBeNull()
  held!.release()
  expect(await hold(another.lock)).not.toBeNull()
  expect(await hold(one.lock)).toBeNull()
})

it('tells those who wait when it is free, also because its tab was closed', async () => {
  const open = browser()
  const [one, another] = [open(), open()]
  let told = 0
  const end = another.lock.whenFree(() => told++)
  expect(await hold(one.lock)).not.toBeNull()
  expect(told).toBe(0)
  one.close()
  expect(told).toBe(1)
  end()
  const held = await hold(one.lock)
  held!.release()
  expect(told).toBe(1)
})

it('lets every tab have it where tabs cannot speak', async () => {
  const lock = openSpokenLock('portal', 7, null, new EventTarget())
  expect(await hold(lock)).not.toBeNull()
})
