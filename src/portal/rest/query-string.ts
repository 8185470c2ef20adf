import { looksLikeMarkup } from '#core/restore/plan/markup.ts'

/** Parameters of a REST command. Batch turns every value into a string and cannot express an empty array. */
export type ParamValue = string | number | boolean | null | readonly ParamValue[] | Params
export interface Params {
  readonly [name: string]: ParamValue
}

/**
 * `{ filter: { '>ID': 5 }, select: ['ID'] }` → `filter%5B%3EID%5D=5&select%5B0%5D=ID`: the PHP query string that a
 * batch command carries its parameters in (portal README, "Batch"). Null becomes an empty value.
 */
export function phpQuery(params: Params): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) append(search, name, value)
  return search.toString()
}

function append(search: URLSearchParams, name: string, value: ParamValue): void {
  if (value === null) search.append(name, '')
  else if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value as Params)) append(search, `${name}[${key}]`, inner)
  } else search.append(name, String(value))
}

/**
 * Whether a batch carries the value unchanged, as a single call does. In a batch the portal may take a text with `$`
 * for a reference (portal README, "References in a batch"), its filter may change text that looks like markup, null
 * arrives as an empty text, false as the text "false", which PHP takes for true, and an empty list does not arrive at
 * all. Whole numbers arrive as texts, which the portal reads alike.
 */
export function staysItselfInBatch(value: ParamValue): boolean {
  if (value === null || typeof value === 'boolean') return false
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value === 'string') return !value.includes('$') && !looksLikeMarkup(value)
  const inner: readonly ParamValue[] = Object.values(value as Params)
  return inner.length > 0 && inner.every(staysItselfInBatch)
}
