/** What PHP makes of `a[b][]=1`: nested maps and lists whose leaves are all strings. */
export type PhpValue = string | PhpValue[] | { [key: string]: PhpValue }
export type PhpMap = Record<string, PhpValue>

interface Node {
  [key: string]: string | Node
}

/** Reads a query or an urlencoded body as PHP does. A map whose keys are 0…n-1 is a list, as in PHP's JSON. */
export function readPhpForm(fields: URLSearchParams): PhpMap {
  const root = emptyNode()
  for (const [name, value] of fields) put(root, pathOf(name), value)
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, finished(value)]))
}

/** An empty PHP array has no keys to tell a map from a list: it becomes `[]` in JSON. */
export function emptyMapAsList(
  map: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | [] {
  return Object.keys(map).length === 0 ? [] : map
}

/** The string at a path, or '' where the form has none or something else. */
export function textAt(form: PhpMap, ...path: string[]): string {
  const value = valueAt(form, path)
  return typeof value === 'string' ? value : ''
}

/** The map at a path; a list or a string there counts as an empty map. */
export function mapAt(form: PhpMap, ...path: string[]): PhpMap {
  const value = valueAt(form, path)
  return typeof value === 'object' && !Array.isArray(value) ? value : {}
}

function valueAt(form: PhpMap, path: readonly string[]): PhpValue | undefined {
  return path.reduce<PhpValue | undefined>(
    (value, key) => (typeof value === 'object' && !Array.isArray(value) ? value[key] : undefined),
    form,
  )
}

/** No prototype, so that a field called `__proto__` is only a field. */
function emptyNode(): Node {
  return Object.create(null) as Node
}

function pathOf(name: string): string[] {
  const head = /^[^[]*/.exec(name)?.[0] ?? name
  const tail = [...name.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')
  return [head, ...tail]
}

function put(node: Node, path: readonly string[], value: string): void {
  const [first = '', ...rest] = path
  const key = first === '' ? String(Object.keys(node).length) : first
  if (rest.length === 0) {
    node[key] = value
    return
  }
  const existing = node[key]
  const child = typeof existing === 'object' ? existing : emptyNode()
  node[key] = child
  put(child, rest, value)
}

function finished(value: string | Node): PhpValue {
  if (typeof value === 'string') return value
  const entries = Object.entries(value)
  return entries.every(([key], index) => key === String(index))
    ? entries.map(([, item]) => finished(item))
    : Object.fromEntries(entries.map(([key, item]) => [key, finished(item)]))
}
