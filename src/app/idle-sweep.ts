import type { QueryClient } from '@tanstack/react-query'
import { PortalFailure } from '#core/failure.ts'
import type { DayMark, Ports, WorkPorts } from '#core/ports.ts'
import { workQuery } from '#features/shared/work-query.ts'

/** After this time without input, in ms, requests to the portal disturb no one. */
const QUIET_MS = 60_000

/**
 * Removes expired archives, once a day in each browser and portal and after each run, while the app is not in use.
 * Loads and asks for nothing before that. The returned function ends it.
 */
export function sweepWhenIdle(ports: Ports, cache: QueryClient): () => void {
  return whenIdle(window, QUIET_MS, () => {
    void sweepIfDue(ports.sweeps, () => cache.query(workQuery(ports)))
  })
}

/** Never rejects. What could not be removed is tried again in the next quiet minute. */
export async function sweepIfDue(
  mark: DayMark,
  load: () => Promise<Pick<WorkPorts, 'recovery' | 'clock'>>,
): Promise<void> {
  if (!mark.isDue()) return
  // Written before the work, so that an idle second tab of this browser does not sweep too.
  mark.note()
  try {
    const [work, { sweepCopies }] = await Promise.all([
      load(),
      import('#core/records/erasure/sweep-copies.ts'),
    ])
    if (await sweepCopies(work)) return
  } catch (thrown) {
    // No failure of the portal: a file of the app is missing, and waiting does not help.
    if (!(thrown instanceof PortalFailure)) return
  }
  mark.clear()
}

const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Calls back each time there was no such event for this long. The returned function ends it. */
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
  const touched = (): void => void (lastAt = performance.now())
  for (const name of INPUTS) target.addEventListener(name, touched, { capture: true, passive: true })
  return () => {
    clearTimeout(timer)
    for (const name of INPUTS) target.removeEventListener(name, touched, { capture: true })
  }
}
