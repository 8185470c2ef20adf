/**
 * The name under which the browser keeps or shares something of one portal, and of one user of it where one is given.
 * Several portals may be served by one origin (the marketplace's CDN), so nothing goes without the portal's member id.
 */
export function nameOf(memberId: string, userId?: number): string {
  // JSON keeps the two apart whatever the member id holds.
  return `tidy-contacts ${JSON.stringify(userId === undefined ? [memberId] : [memberId, userId])}`
}

/** Of a user's lock and channel. Those of runs are as versions without restores call them, so that their tabs heed them. */
export function ownNameOf(memberId: string, userId: number, what: 'run' | 'restore'): string {
  return `${nameOf(memberId, userId)}${what === 'run' ? '' : ` ${what}`}`
}
