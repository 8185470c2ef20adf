/** The portal's own time and ours, for the texts of times. */
export interface TwoClocks {
  /** How many minutes the portal's time is ahead of UTC now; null: it has not shown it yet. */
  readonly portalOffset: number | null
  /** Unix ms. */
  readonly now: number
}

/** Unix ms → ISO 8601 with offset, as crm.contact.list reads times (portal README, "Dates and times"). */
export function isoTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/u, '+00:00')
}

/**
 * Unix ms → `2026-10-31 09:30:00` in the portal's own time: the one form of which no report says that crm.item.list does
 * not read it (portal README, "Dates and times"). Before the portal has shown its time, ISO 8601.
 */
export function itemTime(at: number, { portalOffset, now }: TwoClocks): string {
  if (portalOffset === null) return isoTime(at)
  // The portal shows how far it is ahead today, not what it was in another season. Where it agrees with this browser,
  // both most likely stand in one zone, whose seasons the browser knows.
  const alike = portalOffset === browserOffset(now)
  const minutes = alike ? browserOffset(at) : portalOffset
  return new Date(at + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')
}

function browserOffset(at: number): number {
  return -new Date(at).getTimezoneOffset()
}
