import type { LocalPortal } from '../portal.ts'
import { isoDate } from './wire.ts'

/** The envelope's `time`, seconds with fractions. */
export interface TimeRecord {
  start: number
  finish: number
  duration: number
  processing: number
  date_start: string
  date_finish: string
  operating_reset_at?: number
  operating?: number
}

export interface Stopwatch {
  /** The portal's own time so far. */
  elapsedMs(): number
  /** @param method whose operating time is told; null for the outer call of a batch, which counts nothing. */
  record(method: string | null, scriptedMs: number): TimeRecord
}

/** Dates come from the portal's clock, durations from its steady side. */
export function createStopwatch({ now, clock, brakes, settings }: LocalPortal): Stopwatch {
  const start = now() / 1000
  const steadyStart = clock.steady()
  const elapsedMs = (): number => clock.steady() - steadyStart
  return {
    elapsedMs,
    record(method, scriptedMs) {
      const duration = (elapsedMs() + scriptedMs) / 1000
      const finish = start + duration
      return {
        start,
        finish,
        duration,
        processing: duration,
        date_start: isoDate(Math.floor(start)),
        date_finish: isoDate(Math.floor(finish)),
        ...(settings.countsNoOperating === true
          ? {}
          : {
              operating_reset_at: brakes.operatingResetAt(method ?? ''),
              operating: method === null ? 0 : brakes.operating(method),
            }),
      }
    },
  }
}
