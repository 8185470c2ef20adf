import { AjaxError, SdkError } from '@bitrix24/b24jssdk'
import * as v from 'valibot'
import { PortalFailure, type Failure, type FailureKind, BAD_ANSWER } from '#core/failure.ts'
/**
 * The one mapper from every way in which the portal or the SDK says no (core README, "One mapper of failures"): a
 * thrown AjaxError, a refused command of a batch, a broken connection, an unreadable answer.
 */

/** Codes whose meaning is certain (portal README, "Errors" and "Refusals of the CRM"). */
const KIND_OF_CODE: Readonly<Record<string, FailureKind>> = {
  expired_token: 'auth',
  invalid_token: 'auth',
  NO_AUTH_FOUND: 'auth',
  INVALID_CREDENTIALS: 'auth',
  authorization_error: 'auth',
  CONNECTION_ERROR: 'auth',
  JSSDK_FRAME_REFRESH_AUTH_TIMEOUT: 'auth',
  insufficient_scope: 'scope',
  user_access_error: 'not-admitted',
  allowed_only_intranet_user: 'not-admitted',
  WRONG_AUTH_TYPE: 'not-admitted',
  OVERLOAD_LIMIT: 'blocked',
  WRONG_LICENSE: 'plan',
  PAYMENT_REQUIRED: 'plan',
  CRM_FEATURE_RESTRICTION_ERROR: 'plan',
  APPLICATION_NOT_FOUND: 'app-removed',
  QUERY_LIMIT_EXCEEDED: 'rate-limit',
  OPERATION_TIME_LIMIT: 'operating-limit',
  ERROR_METHOD_NOT_FOUND: 'method-gone',
  NOT_FOUND: 'not-found',
  ERROR_NOT_FOUND: 'not-found',
  ERROR_ENTITY_NOT_FOUND: 'not-found',
  ERROR_ITEM_NOT_FOUND: 'not-found',
  OWNER_NOT_FOUND: 'not-found',
  NETWORK_ERROR: 'network',
  REQUEST_TIMEOUT: 'timeout',
}

/**
 * The old CRM methods' English constants, which come without a code and are never localised
 * (portal README, "Refusals of the CRM").
 */
const KIND_OF_WORDS: readonly (readonly [RegExp, FailureKind])[] = [
  [/^access denied/iu, 'access-denied'],
  [/\bnot found\b/iu, 'not-found'],
  [/^id is not defined or invalid/iu, 'invalid-id'],
]

/** ACCESS_DENIED means a missing right or a plan without REST; only the words differ (portal README, "Errors"). */
const NO_REST_ON_THIS_PLAN = /commercial plans?/iu

/** A portal may admit people only from the office's addresses; no public source names a code for it. */
const BY_ADDRESS = /\bip\b|\baddress|адрес/iu

const refusalSchema = v.object({
  /** A string, empty for the old CRM methods, sometimes the number 0 (portal README, "Errors"). */
  error: v.union([v.string(), v.number()]),
  error_description: v.optional(v.nullable(v.string())),
})

/** A refusal by its code and words. `httpStatus` only where the request as a whole was refused. */
export function failureOfCode(code: string, words: string, httpStatus?: number): Failure {
  const portalText = plainText(words)
  return { kind: kindOf(code, portalText, httpStatus), code, portalText }
}

function kindOf(code: string, words: string, httpStatus: number | undefined): FailureKind {
  if (code === 'ACCESS_DENIED') {
    if (NO_REST_ON_THIS_PLAN.test(words)) return 'plan'
    return BY_ADDRESS.test(words) ? 'not-admitted' : 'access-denied'
  }
  const known = KIND_OF_CODE[code]
  if (known !== undefined) return known
  if (code === '' || code === '0') {
    // Both empty: "not found" of portals in the legacy mode (portal README, "Refusals of the CRM").
    if (words === '' && httpStatus === undefined) return 'not-found'
    return KIND_OF_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'portal-error'
  }
  if (httpStatus === 401) return 'auth'
  return httpStatus === 403 ? 'not-admitted' : 'portal-error'
}

/** A refused command of a batch: `{ error, error_description }`. Anything else in its place is a bad answer. */
export function failureOfRefusal(refusal: unknown): Failure {
  const read = refusalIn(refusal)
  return read === null ? BAD_ANSWER : failureOfCode(read.code, read.words)
}

/** Turns whatever the SDK threw into a failure that core knows. Does not keep the original: it holds the token. */
export function toPortalFailure(thrown: unknown): PortalFailure {
  if (thrown instanceof PortalFailure) return thrown
  if (thrown instanceof AjaxError) return new PortalFailure(failureOfAjaxError(thrown))
  if (thrown instanceof SdkError) return new PortalFailure(failureOfCode(thrown.code, ''))
  return new PortalFailure(BAD_ANSWER)
}

function failureOfAjaxError(error: AjaxError): Failure {
  const cause = error.originalError
  // If the parent never answers a token refresh, the SDK wraps that as JSSDK_UNKNOWN_ERROR (SDK 2.2.0, abstract-http).
  if (cause instanceof PortalFailure) return cause.failure
  if (cause instanceof SdkError && cause !== error) return failureOfCode(cause.code, '')
  // The SDK drops the words of a refusal with an empty code; only the raw body still has them (portal README, "Sending
  // with the SDK").
  const answer = v.safeParse(axiosShape, cause)
  const refusal = answer.success ? refusalIn(answer.output.response.data) : null
  if (refusal !== null) {
    return withUnknownOutcome(failureOfCode(refusal.code, refusal.words, error.status), error.status)
  }
  const known = KIND_OF_CODE[error.code]
  if (known !== undefined) return { kind: known, code: error.code, portalText: '' }
  // The SDK's own codes for a body it could not read: an empty 200 makes it fail inside itself.
  if (error.status === 0 || error.status === 200) return BAD_ANSWER
  if (error.status === 401) return { kind: 'auth', code: 'HTTP_401', portalText: '' }
  if (error.status === 403) return { kind: 'not-admitted', code: 'HTTP_403', portalText: '' }
  if (error.status === 429) return { kind: 'operating-limit', code: 'HTTP_429', portalText: '' }
  return { kind: 'portal-error', code: `HTTP_${error.status}`, portalText: '' }
}

/** The portal refuses with these before it does any work, although the status is a 5xx (portal README, "Errors"). */
const BEFORE_ANY_WORK = new Set(['OVERLOAD_LIMIT', 'PORTAL_DELETED'])

/** A 5xx may come after the work was done, with or without words of its own. The failure then says so. */
function withUnknownOutcome(failure: Failure, status: number): Failure {
  const clear = failure.kind !== 'portal-error' || status < 500 || BEFORE_ANY_WORK.has(failure.code)
  return clear ? failure : { ...failure, code: `HTTP_${status} ${failure.code}`.trim() }
}

const axiosShape = v.object({ response: v.object({ data: v.unknown() }) })

/** The code and the words of a body that refuses; null if it does not. */
export function refusalIn(body: unknown): { readonly code: string; readonly words: string } | null {
  const parsed = v.safeParse(refusalSchema, body)
  if (!parsed.success) return null
  return { code: String(parsed.output.error), words: parsed.output.error_description ?? '' }
}

/**
 * The portal's words as plain text on one line, cut short: they may hold `<br />` and entities (portal README,
 * "Errors"). Tags are removed before entities are decoded, so escaped text stays text and nothing is decoded twice.
 */
function plainText(words: string): string {
  return words
    .replace(/<[^>]*>/gu, ' ')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/giu, character)
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 500)
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  copy: '©',
}

/** Decodes one entity; an unknown one stays as it is. */
function character(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  const stands = code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return stands ? String.fromCodePoint(code) : ' '
}
