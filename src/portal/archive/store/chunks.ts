/**
 * A part of an archive as texts that the portal's storage does not change (portal README, "App storage"). Old portals
 * refuse characters of 4 bytes, and a text field may lose blanks at its ends, so both are escaped.
 */

/** In UTF-16 units, before escaping. The field is a LONGTEXT; every portal accepts requests of some hundred KB. */
const CHUNK = 350_000
const FENCE = '|'

export function chunksOf(text: string): string[] {
  const chunks: string[] = []
  for (let at = 0; at < Math.max(text.length, 1);) {
    // Keeps a pair of surrogates together.
    const end = at + CHUNK - (isHighSurrogate(text.charCodeAt(at + CHUNK - 1)) ? 1 : 0)
    chunks.push(onePiece(text.slice(at, end)))
    at = end
  }
  return chunks
}

/** A text that must stay in one piece, however long it is. */
export function onePiece(text: string): string {
  return `${FENCE}${escaped(text)}${FENCE}`
}

/** Null: these are not our chunks, or visibly altered ones. */
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

/** Escapes `%` and 4-byte characters as in an address. Lone surrogates do not occur: JSON escapes them. */
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
