import type { RestLogEntry } from '../contract.ts'
import type { LocalPortal } from '../portal.ts'
import { runBatch } from './batch.ts'
import type { RequestState } from './call.ts'
import { authorise, enter, Interrupt, outcomeOf, perform, type Caller } from './perform.ts'
import { hasMethod } from './older-portal.ts'
import { methodNotFound, RestError } from './errors.ts'
import { isMap, parsePhpQuery, type Params } from './php-query.ts'
import { createStopwatch, type TimeRecord } from './stopwatch.ts'
import { phpMap, scalar } from './wire.ts'

/** One HTTP request as it came in, before anything is understood. */
export interface RestRequest {
  httpMethod: string
  /** Path and query: `/rest/crm.contact.list?start=0`. */
  url: string
  contentType: string
  body: string
  /** Whose bucket it falls into. */
  address: string
  /** The connection has served a request before. */
  onUsedConnection: boolean
}

/** What is to be sent, after `delayMs`. */
export interface RestAnswer {
  /** 'drop' cuts the connection after the head of an answer, 'reset' before any byte of it. */
  status: number | 'drop' | 'reset'
  headers: Readonly<Record<string, string>>
  body: string
  delayMs: number
}

const LOG_LENGTH = 2000
const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'origin, content-type, accept',
  'X-Content-Type-Options': 'nosniff',
}
const JSON_HEADERS = { ...HEADERS, 'Content-Type': 'application/json; charset=utf-8' }

/** A request in, an answer out: no socket, no waiting. The log and the store remember it. */
export function dispatch(portal: LocalPortal, request: RestRequest): RestAnswer {
  const { method, webhook } = addressOf(request.url)
  if (request.httpMethod === 'OPTIONS') {
    portal.preflights.push(method)
    return { status: 200, headers: HEADERS, body: '', delayMs: portal.settings.latencyMs }
  }
  const stopwatch = createStopwatch(portal)
  const state: RequestState = {
    exception: null,
    ending: 'whole',
    delayMs: portal.settings.latencyMs,
    onUsedConnection: request.onUsedConnection,
  }
  const entry: RestLogEntry = {
    at: portal.now(),
    httpMethod: request.httpMethod,
    method,
    userId: null,
    params: {},
    httpStatus: 200,
    error: null,
    durationMs: 0,
  }
  const finish = (status: RestAnswer['status'], body: unknown): RestAnswer => {
    entry.httpStatus = status === 'drop' ? 'dropped' : status
    entry.durationMs = stopwatch.elapsedMs()
    portal.log.push(entry)
    if (portal.log.length > LOG_LENGTH) portal.log.splice(0, portal.log.length - LOG_LENGTH)
    return {
      status,
      headers: JSON_HEADERS,
      body: body === undefined ? '' : JSON.stringify(body),
      delayMs: state.delayMs,
    }
  }
  const refuse = (error: RestError): RestAnswer => {
    entry.error = String(error.code)
    return finish(error.status, { error: error.code, error_description: error.description, ...error.extra })
  }

  try {
    if (!portal.brakes.admit(request.address, portal.settings.limits))
      return refuse(new RestError('QUERY_LIMIT_EXCEEDED', 'Too many requests', 503))
    const { token, params } = paramsOf(request)
    entry.params = params
    const isBatch = method === 'batch'
    enter(portal, method, state)
    if (!isBatch && !hasMethod(portal, method)) {
      entry.unknownMethod = true
      throw methodNotFound()
    }
    const caller = authorise(portal, token, webhook)
    entry.userId = caller.user.ID
    const body = isBatch
      ? batchBody(portal, caller, params, state, entry)
      : callBody(portal, caller, method, params, state)
    return spoil(finish, state, { ...body, time: body.time ?? stopwatch.record(null, state.delayMs) })
  } catch (problem) {
    if (problem instanceof Interrupt) {
      if (problem.answer === 'drop') return finish('drop', undefined)
      entry.error = problem.answer.body === undefined ? null : String(problem.answer.body.error)
      return finish(problem.answer.status, problem.answer.body)
    }
    return refuse(problem instanceof RestError ? problem : internalError(problem))
  }
}

function callBody(
  portal: LocalPortal,
  caller: Caller,
  method: string,
  params: Params,
  state: RequestState,
): Body {
  const outcome = outcomeOf(() => perform(portal, caller, method, params, state), portal, method, state)
  if ('error' in outcome) throw outcome.error
  const { result, total, next } = outcome.reply
  return {
    result,
    ...(next === undefined ? {} : { next }),
    ...(total === undefined ? {} : { total }),
    time: outcome.time,
  }
}

interface Body {
  result: unknown
  total?: number
  next?: number
  time?: TimeRecord
}

function batchBody(
  portal: LocalPortal,
  caller: Caller,
  params: Params,
  state: RequestState,
  entry: RestLogEntry,
): Body {
  const commands: NonNullable<RestLogEntry['commands']> = []
  entry.commands = commands
  const maps = runBatch(portal, caller, params, state, (command) => {
    commands.push({ key: command.key, method: command.method, error: command.error })
    if (command.unknown) entry.unknownMethod = true
  })
  return {
    result: Object.fromEntries(Object.entries<Params>({ ...maps }).map(([name, map]) => [name, phpMap(map)])),
  }
}

/** The work was done; what reaches the client may still be ruined. */
function spoil(
  finish: (status: RestAnswer['status'], body: unknown) => RestAnswer,
  state: RequestState,
  body: unknown,
): RestAnswer {
  switch (state.ending) {
    case 'whole':
      return finish(200, body)
    case 'drop':
    case 'reset':
      return finish(state.ending, undefined)
    case 'empty':
      return finish(200, undefined)
    case 'malformed': {
      const answer = finish(200, body)
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) }
    }
  }
}

/** `/rest/method.json`, or `/rest/<user>/<secret>/method` for an inbound webhook. */
function addressOf(url: string): { method: string; webhook: { userId: number; secret: string } | null } {
  const path = url.split('?', 1)[0] ?? ''
  const parts = path
    .replace(/^\/rest\/?/, '')
    .split('/')
    .filter((part) => part !== '')
  const method = (parts.at(-1) ?? '').replace(/\.(json|xml)$/i, '').toLowerCase()
  const [userId = '', secret = ''] = parts
  return { method, webhook: parts.length === 3 ? { userId: Number(userId), secret } : null }
}

/** Query and body in one map, the body's words winning; the token is taken out. */
function paramsOf(request: RestRequest): { token: string; params: Params } {
  const query = parsePhpQuery(request.url.split('?').slice(1).join('?'))
  const { auth, ...params } = { ...query, ...bodyOf(request) }
  return { token: scalar(auth), params }
}

function bodyOf({ contentType, body }: RestRequest): Params {
  if (body === '') return {}
  if (!contentType.includes('json')) return parsePhpQuery(body)
  try {
    const value: unknown = JSON.parse(body)
    return isMap(value) ? value : {}
  } catch {
    // The portal reads a broken JSON body as no parameters at all.
    return {}
  }
}

function internalError(problem: unknown): RestError {
  console.error('The local portal itself failed:', problem)
  return new RestError('INTERNAL_SERVER_ERROR', 'Internal server error', 500)
}
