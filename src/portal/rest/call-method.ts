import type { B24Frame, TypeB24 } from '@bitrix24/b24jssdk'
import { PortalFailure } from '#core/failure.ts'
import { failureOfCode, refusalIn } from './failure.ts'
import type { Params } from './query-string.ts'

/**
 * A limit that is never reached: the SDK's own limiter must never be the one that waits (core README, "Time comes
 * through a port").
 */
const NEVER = 1e9

/**
 * The SDK must not send anything twice: a delete whose answer was lost would come back as "not found" (core README, "A
 * lost answer is not a failure").
 */
export const ONE_TRY = {
  maxRetries: 1,
  retryOnNetworkError: false,
  // Infinite and not just large: the SDK counts by the time of day, and removes tokens if the clock is set back.
  rateLimit: { burstLimit: Number.POSITIVE_INFINITY, drainRate: NEVER, adaptiveEnabled: false },
  operatingLimit: { windowMs: 600_000, limitMs: NEVER, heavyPercent: 100 },
  adaptiveConfig: { enabled: false, thresholdPercent: 100, coefficient: 0, maxDelay: 0 },
}

/**
 * The one function that sends. Not `$b24.callMethod`: that only forwards to the same call with a warning on the
 * console, and SDK 3.0 removes it.
 *
 * @param sdk the SDK's frame; in tests its webhook
 */
export async function callMethod(
  sdk: Pick<TypeB24, 'actions'>,
  method: string,
  params: Params,
): Promise<unknown> {
  const answer = await sdk.actions.v2.call.make({ method, params })
  // The SDK does not throw for an HTTP 200 with an error in its body.
  const [error] = answer.getErrors()
  if (error !== undefined) throw error
  const data: unknown = answer.getData()
  return { ...(typeof data === 'object' ? data : {}), total: answer.isSuccess ? answer.getTotal() : null }
}

/**
 * Reads what the SDK would read wrongly (portal README, "Sending with the SDK"): a refusal without a code under HTTP 200
 * would be a success without a result, and an answer without times would be none.
 */
export function readOddAnswers(client: ReturnType<B24Frame['getHttpClient']>['ajaxClient']): void {
  client.interceptors.response.use((response) => {
    const body: unknown = response.data
    if (typeof body !== 'object' || body === null) return response
    const refusal = refusalIn(body)
    if (refusal !== null) throw new PortalFailure(failureOfCode(refusal.code, refusal.words, response.status))
    if (!('time' in body) || typeof body.time !== 'object') response.data = { ...body, time: {} }
    return response
  })
}
