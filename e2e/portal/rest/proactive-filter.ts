import { isMap, type Params } from './php-query.ts'

/**
 * CSecurityFilter on the parameters of a batch command: text that looks like HTML or a script is broken up by a space. What
 * exactly it takes for such is chosen here, the harsher reading: the beginning of any tag, and addresses that are scripts.
 */
export function filterBatchParams(params: Params): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, filtered(value)]))
}

function filtered(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replace(/<(?=[a-z/!?])/gi, '< ').replace(/\b(java|vb)(script\s*:)/gi, '$1 $2')
  if (Array.isArray(value)) return value.map(filtered)
  return isMap(value) ? filterBatchParams(value) : value
}
