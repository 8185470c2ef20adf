import { steadyNow } from './steady-now.ts'

/** The messages between the page and its clock worker, and the worker's logic, which tests run without a worker. */

/** A duration and not a time, because the page's clock and the worker's may differ. */
export interface Alarm {
  readonly id: number
  /** Ms; null cancels the alarm. */
  readonly after: number | null
}

export interface Timers {
  /** Unix ms, never going back. */
  now(): number
  /** Calls `act` after about `ms`; the result cancels it. */
  after(ms: number, act: () => void): () => void
}

/**
 * The longest single timer, in ms. Timers stop while a computer sleeps, but time goes on, so the time is checked again
 * and again.
 */
const LONGEST = 15_000

/** Calls `act` by the steady time, never before `time`, whatever the timers do. The result cancels it. */
export function waitUntil(timers: Timers, time: number, act: () => void): () => void {
  let cancel = (): void => undefined
  const look = (): void => {
    const left = time - timers.now()
    if (left <= 0) act()
    else cancel = timers.after(Math.min(left, LONGEST), look)
  }
  // Never call `act` within this call, even if the time has passed already.
  cancel = timers.after(Math.min(Math.max(time - timers.now(), 0), LONGEST), look)
  return () => cancel()
}

/** The worker's part: takes alarms and announces their ids when they are due. Ignores unknown messages. */
export function serveAlarms(timers: Timers, announce: (id: number) => void): (message: unknown) => void {
  const waiting = new Map<number, () => void>()
  return (message) => {
    if (!isAlarm(message)) return
    const { id, after } = message
    waiting.get(id)?.()
    waiting.delete(id)
    if (after === null) return
    const cancel = waitUntil(timers, timers.now() + after, () => {
      waiting.delete(id)
      announce(id)
    })
    waiting.set(id, cancel)
  }
}

export const ownTimers: Timers = {
  now: steadyNow,
  after(ms, act) {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

function isAlarm(message: unknown): message is Alarm {
  if (typeof message !== 'object' || message === null || !('id' in message) || !('after' in message))
    return false
  return typeof message.id === 'number' && (message.after === null || typeof message.after === 'number')
}
