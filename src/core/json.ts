import * as v from 'valibot'

/** What survives JSON unchanged: the portal's own values, whatever fields a portal has. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

/** Deeper than any portal answers; a file that nests deeper is not taken for one of ours. */
const DEEPEST = 20

/**
 * Keys are kept whatever they are called: `v.record` drops some, and an archive drops nothing. Nothing is copied.
 */
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
