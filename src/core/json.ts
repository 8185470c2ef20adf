import * as v from 'valibot'

/** A value that JSON preserves unchanged, such as the portal's values of any field. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

/** Deeper than any answer of a portal; a file with deeper nesting is rejected. */
const DEEPEST = 20

/** Accepts all keys, without copying: `v.record` drops some, and an archive must not lose any. */
export const jsonObject: v.GenericSchema<unknown, JsonObject> = v.custom<JsonObject>(
  (value) => isPlainObject(value) && isJson(value, DEEPEST),
)

function isJson(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      if (value === null) return true
      if (depth === 0) return false
      if (Array.isArray(value)) return value.every((each) => isJson(each, depth - 1))
      return isPlainObject(value) && Object.values(value).every((each) => isJson(each, depth - 1))
    case 'bigint':
    case 'function':
    case 'symbol':
    case 'undefined':
      return false
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Undefined: not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether two values of JSON are the same, in whatever order their keys are. */
export function sameJson(one: unknown, other: unknown): boolean {
  return inOrder(one) === inOrder(other)
}

function inOrder(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(inOrder).join()}]`
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${inOrder(each)}`).join()}}`
}

/** Reads each entry of a stored list for itself; `unread` is what this version cannot read, and must not lose. */
export function readEach<Entry>(
  schema: v.GenericSchema<unknown, Entry>,
  entries: readonly unknown[],
  unpack: (entry: unknown) => unknown = (entry) => entry,
): { readonly read: readonly Entry[]; readonly unread: readonly unknown[] } {
  const all = entries.map((entry) => ({ entry, parsed: v.safeParse(schema, unpack(entry)) }))
  return {
    read: all.flatMap(({ parsed }) => (parsed.success ? [parsed.output] : [])),
    unread: all.flatMap(({ parsed, entry }) => (parsed.success ? [] : [entry])),
  }
}

/**
 * Takes parts out of what cannot be read, where they are still there just so. The same value where none is.
 * @param gone as they were seen
 */
export function withoutUnread<List extends { readonly unread: readonly unknown[] }>(
  list: List,
  gone: readonly unknown[],
): List {
  const unread = list.unread.filter((part) => !gone.some((one) => sameJson(one, part)))
  return unread.length === list.unread.length ? list : { ...list, unread }
}
