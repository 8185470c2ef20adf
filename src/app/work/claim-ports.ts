import type { ClaimPorts } from '#core/restore/claim.ts'
import type { WorkPorts } from '#core/ports.ts'

/** Claims are stored in the portal, if it stores copies at all. */
export function claimPorts({ recovery, clock }: Pick<WorkPorts, 'recovery' | 'clock'>): ClaimPorts {
  return {
    claims: async () => (await recovery.portalStore())?.claims ?? null,
    user: recovery.about.user,
    clock,
  }
}
