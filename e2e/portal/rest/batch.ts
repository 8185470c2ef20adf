import type { LocalPortal } from '../portal.ts'
import type { RequestState } from './call.ts'
import { methodNotFound, RestError } from './errors.ts'
import { enter, outcomeOf, perform, type Caller } from './perform.ts'
import { hasMethod } from './older-portal.ts'
import { filterBatchParams } from './proactive-filter.ts'
import { isMap, parsePhpQuery, type Params } from './php-query.ts'
import { resolveReferences } from './references.ts'
import { param, scalar } from './wire.ts'

export interface BatchMaps {
  result: Params
  result_error: Params
  result_total: Params
  result_next: Params
  result_time: Params
}

export interface DoneCommand {
  key: string
  method: string
  error: string | null
  unknown: boolean
}

const MAX_COMMANDS = 50
const NOT_IN_BATCH = new Set(['batch', 'download', 'upload'])

/** Runs the commands one after another, as rest_provider.php::methodsBatch does. */
export function runBatch(
  portal: LocalPortal,
  caller: Caller,
  params: Params,
  state: RequestState,
  reported: (command: DoneCommand) => void,
): BatchMaps {
  const maps: BatchMaps = { result: {}, result_error: {}, result_total: {}, result_next: {}, result_time: {} }
  const halt = truthy(param(params, 'halt'))
  const commands = param(params, 'cmd')
  let count = 0
  /** The first command of each method that was done: it tells the operating time of all of them, the others say 0. */
  const counts = portal.settings.countsNoOperating !== true
  const told = new Map<string, string>()
  for (const [key, command] of Object.entries(isMap(commands) ? commands : {})) {
    if (typeof command !== 'string') continue
    count++
    const method = methodOf(command)
    const delayBefore = state.delayMs
    const work = (): ReturnType<typeof perform> => {
      if (count > MAX_COMMANDS)
        throw new RestError('ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded')
      if (NOT_IN_BATCH.has(method))
        throw new RestError('ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage')
      enter(portal, method, state)
      if (!hasMethod(portal, method)) throw methodNotFound()
      const given = paramsOf(command, maps)
      const params = portal.settings.filtersBatches ? filterBatchParams(given) : given
      return perform(portal, caller, method, params, state, true)
    }
    const outcome = outcomeOf(work, portal, method, state, delayBefore)
    if ('error' in outcome) {
      const { code, description, extra } = outcome.error
      maps.result_error[key] = { error: code, error_description: description, ...extra }
    } else {
      maps.result[key] = outcome.reply.result
      maps.result_time[key] = { ...outcome.time, ...(told.has(method) && counts ? { operating: 0 } : {}) }
      told.set(method, told.get(method) ?? key)
      if (outcome.reply.total !== undefined) maps.result_total[key] = outcome.reply.total
      if (outcome.reply.next !== undefined) maps.result_next[key] = outcome.reply.next
    }
    const error = 'error' in outcome ? String(outcome.error.code) : null
    reported({ key, method, error, unknown: error === 'ERROR_METHOD_NOT_FOUND' })
    if (error !== null && halt) break
  }
  for (const [method, key] of counts ? told : [])
    Object.assign(maps.result_time[key] as object, { operating: portal.brakes.operating(method) })
  return maps
}

function methodOf(command: string): string {
  return (command.split('?', 1)[0] ?? '').replace(/^\/+/, '').toLowerCase()
}

function paramsOf(command: string, maps: BatchMaps): Params {
  const at = command.indexOf('?')
  if (at < 0) return {}
  const params = parsePhpQuery(command.slice(at + 1))
  delete params.auth
  const resolved = resolveReferences(params, {
    result: maps.result,
    next: maps.result_next,
    total: maps.result_total,
    time: maps.result_time,
    error: maps.result_error,
  })
  return isMap(resolved) ? resolved : {}
}

/** As PHP's empty(): '', '0', 0, false and nothing are no. */
function truthy(value: unknown): boolean {
  const text = isMap(value) ? 'map' : scalar(value)
  return text !== '' && text !== '0' && text !== 'false'
}
