/**
 * The name under which the browser stores or shares something of one portal, or of one of its users. One origin may
 * serve several portals (the marketplace's CDN), so every name contains the portal's member ID.
 */
export function nameOf(memberId: string, userId?: number): string {
  // JSON keeps the two separate, whatever the member ID contains.
  return `tidy-contacts ${JSON.stringify(userId === undefined ? [memberId] : [memberId, userId])}`
}

/** The name of a user's lock and channel. For runs it is as in versions without restores, so that their tabs agree. */
export function ownNameOf(memberId: string, userId: number, what: 'run' | 'restore'): string {
  return `${nameOf(memberId, userId)}${what === 'run' ? '' : ` ${what}`}`
}
