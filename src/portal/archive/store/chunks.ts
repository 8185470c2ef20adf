/**
 * A part of an archive as texts that the portal's storage keeps unaltered (portal README, "App storage"). Old portals
 * refuse characters of 4 bytes, and a text field may lose blanks at its ends: those are written so that they cannot.
 */

/** In UTF-16 units, before escaping. The field is a LONGTEXT; requests of a few hundred KB are taken everywhere. */
const CHUNK = 250_000
const FENCE = '|'

export function chunksOf(text: string): string[] {
  const chunks: string[] = []
  for (let at = 0; at < Math.max(text.length, 1);) {
    // A pair of surrogates is not torn apart.
    const end = at + CHUNK - (isHighSurrogate(text.charCodeAt(at + CHUNK - 1)) ? 1 : 0)
    chunks.push(onePiece(text.slice(at, end)))
    at = end
  }
  return chunks
}

/** A text that is to stay in one piece, however long it is. */
export function onePiece(text: string): string {
  return `${FENCE}${escaped(text)}${FENCE}`
}

/** Null: these are no chunks of ours, or altered so that it shows. */
export function textOf(chunks: readonly string[]): string | null {
  const texts: string[] = []
  for (const chunk of chunks) {
    if (chunk.length < 2 || !chunk.startsWith(FENCE) || !chunk.endsWith(FENCE)) return null
    const text = unescaped(chunk.slice(1, -1))
    if (text === null) return null
    texts.push(text)
  }
  return texts.join('')
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

/** `%` and what has 4 bytes, as in an address. Lone surrogates never come: JSON escapes them. */
function escaped(text: string): string {
  return text.replace(/%|[\u{10000}-\u{10ffff}]/gu, (one) => encodeURIComponent(one))
}

function unescaped(text: string): string | null {
  try {
    return text.replace(/(?:%[0-9A-F]{2})+/gu, (one) => decodeURIComponent(one))
  } catch {
    return null
  }
}
