import * as v from 'valibot'

/**
 * What is stored, with a checksum of it: an entry that lost a condition or a digit may still look whole, and would then
 * find more contacts than were meant.
 */
export function sealed(entry: object): object {
  return { ...entry, sum: checksum(JSON.stringify(entry)) }
}

/** Without the checksum, in the same order; undefined: it is not as it was written. */
export function unsealed(stored: unknown): unknown {
  const parsed = v.safeParse(withSum, stored)
  if (!parsed.success) return undefined
  const { sum, ...entry } = parsed.output
  return sum === checksum(JSON.stringify(entry)) ? entry : undefined
}

const withSum = v.looseObject({ sum: v.string() })

/** FNV-1a over UTF-16 units, 32 bit in hex: against damage, not against intent. */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
