import { openRunSignal, type RunSignal } from './run-signal.ts'
import { holdsPlans } from '../storage/database.ts'

/**
 * Tells whether anybody's run on this portal was left unfinished in this browser, or another tab carries one out: now,
 * and whenever one begins. Asked at the start, when the user's id is not known yet. False where the browser keeps
 * nothing; makes no database where there is none.
 */
export function watchUnfinished(
  memberId: string,
  told: (has: boolean) => void,
  signal: RunSignal = openRunSignal(memberId),
): () => void {
  let ended = false
  let runs = false
  const tell = (has: boolean): void => {
    runs ||= has
    if (!ended) told(runs)
  }
  signal.onAnnounced(() => tell(true))
  signal.ask()
  void hasUnfinished(memberId).then(tell)
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
