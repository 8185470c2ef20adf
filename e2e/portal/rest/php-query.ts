/** Parameters as PHP sees them: nested, string leaves when they came from a query string. */
export type Params = Record<string, unknown>

/** `a[b][]=1&c=x` as PHP's parse_str reads it. Lists whose keys run 0…n−1 become arrays. */
export function parsePhpQuery(text: string): Params {
  const root: Params = {}
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = decode(at < 0 ? pair : pair.slice(0, at))
    const value = at < 0 ? '' : decode(pair.slice(at + 1))
    assign(root, pathOf(name), value)
  }
  const lists = listsOf(root)
  return isMap(lists) ? lists : root
}

/** Plain object or array; not null. */
export function isMap(value: unknown): value is Params {
  return typeof value === 'object' && value !== null
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    // PHP leaves a broken %-sequence as it is.
    return spaced
  }
}

/** `a[b][]` → ['a', 'b', '']. Dots and spaces in the first part become underscores, as in PHP. */
function pathOf(name: string): string[] {
  const open = name.indexOf('[')
  if (open <= 0) return [name.replace(/[. ]/g, '_')]
  const path = [name.slice(0, open).replace(/[. ]/g, '_')]
  let rest = name.slice(open)
  while (rest.startsWith('[')) {
    const close = rest.indexOf(']')
    if (close < 0) break
    path.push(rest.slice(1, close))
    rest = rest.slice(close + 1)
  }
  return path
}

function assign(root: Params, path: readonly string[], value: string): void {
  let level = root
  path.forEach((part, depth) => {
    const key = part === '' && depth > 0 ? nextIndex(level) : part
    if (key === '__proto__') return
    if (depth === path.length - 1) {
      level[key] = value
      return
    }
    const inner = level[key]
    const next: Params = isMap(inner) ? inner : {}
    level[key] = next
    level = next
  })
}

function nextIndex(level: Params): string {
  const numbers = Object.keys(level)
    .filter((key) => /^\d+$/.test(key))
    .map(Number)
  return String(numbers.length === 0 ? 0 : Math.max(...numbers) + 1)
}

function listsOf(value: unknown): unknown {
  if (!isMap(value)) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, listsOf(inner)] as const)
  return entries.length > 0 && entries.every(([key], i) => key === String(i))
    ? entries.map(([, inner]) => inner)
    : Object.fromEntries(entries)
}
