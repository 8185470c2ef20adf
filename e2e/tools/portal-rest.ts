import { AjaxError } from '@bitrix24/b24jssdk'
import type { Send } from '../../src/portal/rest/rest.ts'
import type { TestPortal } from '../portal/testing.ts'

/** The ways to a local portal that stand in for the SDK's: they throw what the SDK throws. */

/** Without a socket: quick, and the portal's clock moves only when told. */
export function sendTo({ call }: Pick<TestPortal, 'call'>, userId: number): Send {
  return (method, params) => {
    const { status, text, body } = call(method, params, userId)
    if (status === 'drop') return Promise.reject(refusal('NETWORK_ERROR', 0, undefined))
    if (status !== 200) return Promise.reject(refusal('ERR_BAD_REQUEST', status, body))
    return Promise.resolve(readable(text))
  }
}

/** Over HTTP. @param rest `http://127.0.0.1:PORT/rest`, where an inbound webhook's path may follow */
export function sendOver(rest: string, token?: string): Send {
  return async (method, params, limitMs = 65_000) => {
    const response = await fetch(`${rest}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...params, ...(token === undefined ? {} : { auth: token }) }),
      signal: AbortSignal.timeout(limitMs),
    }).catch((thrown: unknown) => {
      const late = thrown instanceof Error && thrown.name === 'TimeoutError'
      throw refusal(late ? 'REQUEST_TIMEOUT' : 'NETWORK_ERROR', 0, undefined)
    })
    const body = readable(await response.text())
    if (!response.ok) throw refusal('ERR_BAD_REQUEST', response.status, body)
    return body
  }
}

/** axios gives a body that is no JSON as the text it is. */
function readable(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** What the SDK throws. @param status 0: there was no answer */
export function refusal(code: string, status: number, data: unknown): AjaxError {
  const requestInfo = { method: '', params: {}, requestId: '' }
  return new AjaxError({ code, description: '', status, requestInfo, originalError: { response: { data } } })
}
