import type { ProtectEntry, Protection, Protections } from './protect-list.ts'

/** @param now Unix ms */
export function isInForce({ until }: Pick<ProtectEntry, 'until'>, now: number): boolean {
  return until === null || until > now
}

/** The protections in force, by contact; where there are two of one contact, everybody's. @param now Unix ms */
export function inForce(
  { entries }: Pick<Protections, 'entries'>,
  now: number,
): ReadonlyMap<number, Protection> {
  const holding = entries.filter((entry) => isInForce(entry, now))
  const last = (scope: Protection['scope']): Protection[] => holding.filter((entry) => entry.scope === scope)
  return new Map([...last('me'), ...last('everybody')].map((entry) => [entry.id, entry]))
}
