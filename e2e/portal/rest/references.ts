import { isMap, type Params } from './php-query.ts'

/** What earlier commands of the batch left, by the words a reference may begin with. */
export interface Earlier {
  result: Params
  next: Params
  total: Params
  time: Params
  error: Params
}

const ONE = /^\$(result|next|total|time|error)((?:\[[^\]]*\])+)$/i
const ANY = /\$(result|next|total|time|error)((?:\[[^\]]*\])+)/gi

/**
 * Puts earlier results where a parameter refers to them (portal README, "References in a batch"): a value that is
 * exactly one reference becomes the whole thing, within a text its words; a missing path stops at the last existing
 * level.
 */
export function resolveReferences(value: unknown, earlier: Earlier): unknown {
  if (Array.isArray(value)) return value.map((inner) => resolveReferences(inner, earlier))
  if (isMap(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, resolveReferences(inner, earlier)]),
    )
  if (typeof value !== 'string') return value
  const whole = ONE.exec(value)
  if (whole !== null) return follow(earlier, whole[1] ?? '', whole[2] ?? '')
  return value.replace(ANY, (_, word: string, path: string) => phpText(follow(earlier, word, path)))
}

function follow(earlier: Earlier, word: string, path: string): unknown {
  let level: unknown = earlier[word.toLowerCase() as keyof Earlier]
  for (const [, key = ''] of path.matchAll(/\[([^\]]*)\]/g)) {
    if (!isMap(level) || !Object.hasOwn(level, key) || level[key] === null) return level
    level = level[key]
  }
  return level
}

function phpText(value: unknown): string {
  if (isMap(value)) return 'Array'
  if (value === true) return '1'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
