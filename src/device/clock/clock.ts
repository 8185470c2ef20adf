import { ownTimers, waitUntil, type Alarm, type Timers } from './clock-protocol.ts'
import type { Clock } from '#core/job/ports.ts'

export interface DeviceClock extends Clock {
  /** True: there is no worker (forbidden or broken), so waits in a background tab may last a minute longer. */
  readonly throttled: boolean
}

/** A worker that runs alarms (`serveAlarms`). */
export interface AlarmWorker {
  post(alarm: Alarm): void
  /** @param rang gets the worker's message: the id of the alarm that is due. @param broke called if it cannot load. */
  listen(rang: (message: unknown) => void, broke: () => void): void
}

/**
 * A clock whose waits run in a worker: a background tab may wake up only once a minute, its worker at any time
 * (core README, "Time comes through a port"). The page also waits with a timer of its own, so that a worker that never
 * loaded or died silently only delays a run. The first of the two wakes the caller, once.
 */
export function openClock(
  startWorker: () => AlarmWorker = startClockWorker,
  timers: Timers = ownTimers,
): DeviceClock {
  const alarms = new Map<number, () => void>()
  let worker = workerOrNull(startWorker)
  let next = 1

  worker?.listen(
    (message) => {
      if (typeof message === 'number') alarms.get(message)?.()
    },
    // The page's own timers then wake the callers.
    () => void (worker = null),
  )

  return {
    get throttled() {
      return worker === null
    },
    now: () => timers.now(),
    at(time, wake) {
      const id = next++
      const end = (): void => {
        alarms.delete(id)
        cancel()
        worker?.post({ id, after: null })
      }
      const announce = (): void => {
        // The worker's stopwatch and the page's may differ a little.
        const left = time - timers.now()
        if (left > 0) return worker?.post({ id, after: left })
        end()
        wake()
      }
      const cancel = waitUntil(timers, time, announce)
      alarms.set(id, announce)
      worker?.post({ id, after: Math.max(0, time - timers.now()) })
      return () => {
        if (alarms.has(id)) end()
      }
    },
  }
}

function workerOrNull(start: () => AlarmWorker): AlarmWorker | null {
  try {
    return start()
  } catch {
    return null
  }
}

function startClockWorker(): AlarmWorker {
  const worker = new Worker(new URL('./clock-worker.ts', import.meta.url), { type: 'module', name: 'clock' })
  return {
    post: (alarm) => worker.postMessage(alarm),
    listen(rang, broke) {
      worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => rang(data))
      worker.addEventListener('error', broke)
    },
  }
}
