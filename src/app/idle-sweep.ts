import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { PortalFailure } from '#core/failure.ts'
import type { DayMark, WorkPorts } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import { workQuery } from '#features/shared/work-query.ts'

/** Nothing was touched for this long: requests to the portal disturb no one now. Ms. */
const QUIET_MS = 60_000

/**
 * Takes away the archives that are past their time, once a day in each browser and portal and after each run, when
 * the app is not in use. Nothing is loaded or asked for before that.
 */
export function useIdleSweep(): void {
  const ports = usePorts()
  const cache = useQueryClient()
  useEffect(
    () =>
      whenIdle(window, QUIET_MS, () => {
        void sweepIfDue(ports.sweeps, () => cache.query(workQuery(ports)))
      }),
    [ports, cache],
  )
}

/** Never rejects: what could not be taken away is tried again in the next quiet minute. */
export async function sweepIfDue(
  mark: DayMark,
  load: () => Promise<Pick<WorkPorts, 'keeping' | 'clock'>>,
): Promise<void> {
  if (!mark.isDue()) return
  // Another tab of this browser is as quiet as this one.
  mark.note()
  try {
    const [{ keeping, clock }, { isGone, sweepKept }] = await Promise.all([
      load(),
      import('#core/archive/sweep.ts'),
    ])
    const swept = await sweepKept(keeping, clock.now())
    if (swept.asked && swept.erasures.every(isGone)) return
  } catch (thrown) {
    // Not a failure of the portal: a chunk that is missing, and another minute brings it no more than this one.
    if (!(thrown instanceof PortalFailure)) return
  }
  mark.clear()
}

const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Calls back whenever none of these came for so long, and again while it stays so. The result ends it. */
export function whenIdle(
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  quietMs: number,
  act: () => void,
): () => void {
  let timer = setTimeout(fire, quietMs)
  let lastAt = performance.now()

  function fire(): void {
    const left = lastAt + quietMs - performance.now()
    if (left <= 0) act()
    timer = setTimeout(fire, left <= 0 ? quietMs : left)
  }
  const heard = (): void => void (lastAt = performance.now())
  for (const name of INPUTS) target.addEventListener(name, heard, { capture: true, passive: true })
  return () => {
    clearTimeout(timer)
    for (const name of INPUTS) target.removeEventListener(name, heard, { capture: true })
  }
}
