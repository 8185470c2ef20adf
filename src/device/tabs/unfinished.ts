import { openRunSignal, type RunSignal } from './run-signal.ts'
import { holdsPlans } from '../storage/database.ts'

/**
 * Reports whether any user's run on this portal is unfinished in this browser, or another tab carries one out: now, and
 * whenever one begins. Used at the start, when the user's id is not known yet. False if the browser stores nothing;
 * creates no database.
 */
export function watchUnfinished(
  memberId: string,
  onChange: (has: boolean) => void,
  signal: RunSignal = openRunSignal(memberId),
): () => void {
  let ended = false
  let runs = false
  const report = (has: boolean): void => {
    runs ||= has
    if (!ended) onChange(runs)
  }
  signal.onAnnounced(() => report(true))
  signal.ask()
  void hasUnfinished(memberId).then(report)
  return () => {
    ended = true
    signal.close()
  }
}

async function hasUnfinished(memberId: string): Promise<boolean> {
  try {
    return await holdsPlans(memberId)
  } catch {
    return false
  }
}
