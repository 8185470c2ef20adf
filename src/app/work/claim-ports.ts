import type { ClaimPorts } from '#core/restore/claim.ts'
import type { WorkPorts } from '#core/ports.ts'

/** Claims are stored in the portal, if it stores copies at all. */
export function claimPorts({ keeping, clock }: Pick<WorkPorts, 'keeping' | 'clock'>): ClaimPorts {
  return {
    claims: async () => (await keeping.portalStore())?.claims ?? null,
    user: keeping.about.user,
    clock,
  }
}
