/**
 * The name under which the browser keeps or shares something of one portal, and of one user of it where one is given.
 * Several portals may be served by one origin (the marketplace's CDN), so nothing goes without the portal's member id.
 */
export function nameOf(memberId: string, userId?: number): string {
  // JSON keeps the two apart whatever the member id holds.
  return `tidy-contacts ${JSON.stringify(userId === undefined ? [memberId] : [memberId, userId])}`
}
