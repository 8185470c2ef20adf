import type { ArchivePorts } from '../archive/ports.ts'
import { hasEnded, type BeginOutcome } from '../job/session.ts'
import {
  claimArchives,
  claimPorts,
  claimWhileRestoring,
  dropClaim,
  type Claim,
  type Claimed,
} from './claim.ts'
import type { RestorePlan } from './plan/plan.ts'
import { beginRestore, peekRestore, type RestoreSession, type RestoreSessionPorts } from './session.ts'

export interface ClaimedRestorePorts extends RestoreSessionPorts {
  readonly recovery: RestoreSessionPorts['recovery'] & Pick<ArchivePorts, 'portalStore' | 'about'>
}

const UNCLAIMED: Claimed = { other: null, since: null }

/**
 * Begins a restore, and claims its archives while it works. `claimed`: somebody else restores from them.
 * @param knowingly the person knows of such a claim.
 */
export async function beginClaimed(
  plan: RestorePlan,
  ports: ClaimedRestorePorts,
  knowingly = false,
): Promise<BeginOutcome<RestoreSession> | { readonly kind: 'claimed'; readonly by: Claim }> {
  const claiming = claimPorts(ports)
  const { other: by, since } = knowingly ? UNCLAIMED : await claimArchives(plan, claiming)
  if (by !== null) {
    // The person's own restore that is not finished: there is more to do about it than about somebody else's.
    const found = await peekRestore(ports.recovery)
    return found?.planId === by.planId && !hasEnded(found)
      ? { kind: 'unfinished', found }
      : { kind: 'claimed', by }
  }
  const begun = await beginRestore(plan, ports)
  if (begun.kind === 'begun') claimWhileRestoring(begun.session, claiming, since)
  else await dropClaim(plan, claiming)
  return begun
}
