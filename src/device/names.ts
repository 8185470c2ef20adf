/**
 * The name under which the browser keeps or shares something of one portal, and of one user of it where one is given.
 * Several portals may be served by one origin (the marketplace's CDN), so nothing goes without the portal's member id.
 */
export function nameOf(memberId: string, userId?: number): string {
  // JSON keeps the two apart whatever the member id holds.
  return `tidy-contacts ${JSON.stringify(userId === undefined ? [memberId] : [memberId, userId])}`
}

/** The name of a user's lock. That of runs is as versions without restores call it, so that their tabs heed it. */
export function lockNameOf(memberId: string, userId: number, what: 'run' | 'restore'): string {
  return `${nameOf(memberId, userId)}${what === 'run' ? '' : ` ${what}`}`
}
