/** A small deterministic source of variety: the same seed and numbers always give the same bits. */

/** 32 well-mixed bits (murmur3's finaliser) from a seed, a record's number and the purpose of the draw. */
export function hash32(seed: number, id: number, purpose: number): number {
  let h =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(id, 0xc2b2ae35) ^ Math.imul(purpose + 1, 0x27d4eb2f)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  h ^= h >>> 16
  return h >>> 0
}

/** A share in [0, 1). */
export function share(seed: number, id: number, purpose: number): number {
  return hash32(seed, id, purpose) / 4_294_967_296
}

/** A whole number in [0, below). */
export function below(limit: number, seed: number, id: number, purpose: number): number {
  return Math.floor(share(seed, id, purpose) * limit)
}

/** One of the values; the list is never empty. */
export function pick<T>(values: readonly [T, ...T[]], seed: number, id: number, purpose: number): T {
  return values[below(values.length, seed, id, purpose)] ?? values[0]
}

/** A hash of a text, for looking up without keeping the text (FNV-1a). */
export function textHash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}
