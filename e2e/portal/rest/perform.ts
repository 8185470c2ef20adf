import type { Fault, User } from '../contract.ts'
import type { LocalPortal } from '../portal.ts'
import type { Reply, RequestState } from './call.ts'
import { methodNotFound, RestError } from './errors.ts'
import { knownParams, knownReply } from './older-portal.ts'
import type { Params } from './php-query.ts'
import { createStopwatch, type TimeRecord } from './stopwatch.ts'

/** On whose behalf. */
export interface Caller {
  user: User
  via: 'app' | 'webhook'
  scopes: ReadonlySet<string>
}

/** The whole request ends here, whatever was being done. */
export class Interrupt extends Error {
  readonly answer: 'drop' | { status: number; body?: { error: string | number; error_description?: string } }

  constructor(answer: Interrupt['answer']) {
    super('interrupted by a scripted fault')
    this.answer = answer
  }
}

const PLAN_TEXT = 'REST is available only on commercial plans.'

/** Who calls, or a refusal with 401 (the source's status; the docs say 403 for some). */
export function authorise(
  portal: LocalPortal,
  token: string,
  webhook: { userId: number; secret: string } | null,
): Caller {
  if (portal.settings.plan === 'free') throw new RestError('ACCESS_DENIED', PLAN_TEXT, 401)
  if (webhook !== null) return webhookCaller(portal, webhook)
  const checked = portal.auth.check(token)
  if ('error' in checked) throw tokenError(checked.error)
  if (portal.app.removed) throw new RestError('APPLICATION_NOT_FOUND', 'Application not found', 401)
  const user = portal.store.users.get(checked.userId)
  if (user === undefined)
    throw new RestError('user_access_error', 'The user does not have access to the application.', 401)
  return { user, via: 'app', scopes: portal.app.scopes }
}

function webhookCaller(portal: LocalPortal, { userId, secret }: { userId: number; secret: string }): Caller {
  const user = portal.store.users.get(userId)
  if (user === undefined || !portal.auth.checkWebhook(userId, secret))
    throw new RestError('INVALID_CREDENTIALS', 'Invalid request credentials', 401)
  return { user, via: 'webhook', scopes: portal.app.scopes }
}

function tokenError(code: 'expired_token' | 'invalid_token' | 'NO_AUTH_FOUND'): RestError {
  switch (code) {
    case 'expired_token':
      return new RestError(code, 'The access token provided has expired.', 401)
    case 'invalid_token':
      return new RestError(code, 'Unable to get application by token', 401)
    case 'NO_AUTH_FOUND':
      return new RestError(code, 'Wrong authorization data', 401)
  }
}

/** Lets the scripted troubles of this call happen, before anything else is looked at. */
export function enter(portal: LocalPortal, method: string, state: RequestState): void {
  for (const fault of portal.faults.strike(method, state.onUsedConnection)) befall(portal, fault, state)
}

function befall(portal: LocalPortal, { kind }: Fault, state: RequestState): void {
  switch (kind.type) {
    case 'slow':
      state.delayMs += kind.ms
      return
    case 'http':
      throw new Interrupt(kind)
    case 'refuse':
      throw new RestError(kind.error, kind.description, kind.status ?? 400)
    case 'drop-before':
      throw new Interrupt('drop')
    case 'drop-after':
      state.ending = 'drop'
      return
    case 'reset-after':
      state.ending = 'reset'
      return
    case 'malformed-json':
      state.ending = 'malformed'
      return
    case 'empty-200':
      state.ending = 'empty'
      return
    case 'colleague':
      kind.act(portal)
  }
}

export type Outcome = { reply: Reply; time: TimeRecord } | { error: RestError; time: TimeRecord }

/** Times the work and charges it to the method; failures cost nothing (REST25 loadlimiter.php). */
export function outcomeOf(
  work: () => Reply,
  portal: LocalPortal,
  method: string,
  state: RequestState,
  delayBefore = portal.settings.latencyMs,
): Outcome {
  const stopwatch = createStopwatch(portal)
  try {
    const reply = work()
    const slowMs = state.delayMs - delayBefore
    portal.brakes.spend(method, (stopwatch.elapsedMs() + slowMs) / 1000)
    return { reply, time: stopwatch.record(method, slowMs) }
  } catch (problem) {
    if (!(problem instanceof RestError)) throw problem
    return {
      error: spoiltByException(problem, state),
      time: stopwatch.record(method, state.delayMs - delayBefore),
    }
  }
}

/** A plain refusal takes the code and the words of an application exception that is still lying about. */
function spoiltByException(error: RestError, { exception }: RequestState): RestError {
  if (error.code !== '' || exception === null) return error
  return new RestError(exception.code, exception.message, error.status)
}

/** One method call after the token was accepted: scope, context, operating limit, then the work. */
export function perform(
  portal: LocalPortal,
  caller: Caller,
  name: string,
  params: Params,
  request: RequestState,
  inBatch = false,
): Reply {
  const method = portal.methods.get(name)
  if (method === undefined) throw methodNotFound()
  if (method.scope !== null && !hasScope(caller.scopes, method.scope)) throw scopeError(inBatch)
  if (method.context === 'app' && caller.via === 'webhook')
    throw new RestError('WRONG_AUTH_TYPE', 'Current authorization type is denied for this method', 403)
  if (portal.brakes.operating(name) >= portal.settings.limits.operatingSeconds)
    throw new RestError('OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.', 429)
  const known = knownParams(portal.settings, name, params)
  return knownReply(portal.settings, name, method.run({ portal, ...caller, params: known, request }))
}

/** `user` includes the smaller user scopes. */
function hasScope(scopes: ReadonlySet<string>, wanted: string): boolean {
  if (wanted !== 'user_brief') return scopes.has(wanted)
  return ['user', 'user_basic', 'user_brief'].some((one) => scopes.has(one))
}

function scopeError(inBatch: boolean): RestError {
  const text = 'The request requires higher privileges than provided by the access token'
  return new RestError('insufficient_scope', inBatch ? '' : text, 401)
}
