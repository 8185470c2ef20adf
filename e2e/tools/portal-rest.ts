import { AjaxError } from '@bitrix24/b24jssdk'
import { formOf } from '../../src/portal/rest/form-body.ts'
import type { Send } from '../../src/portal/rest/rest.ts'
import type { TestPortal } from '../portal/testing.ts'

/** The ways to a local portal that stand in for the SDK's: they throw what the SDK throws. */

/** Without a socket: quick, and the portal's clock moves only when told. As a form where the app sends one. */
export function sendTo(
  { call, send, token }: Pick<TestPortal, 'call' | 'send' | 'token'>,
  userId: number,
): Send {
  return (method, params) => {
    const form = formOf(method, { ...params, auth: token(userId) })
    const { status, text, body } =
      form === null
        ? call(method, params, userId)
        : send({ url: `/rest/${method}`, contentType: 'application/x-www-form-urlencoded', body: form })
    if (typeof status === 'string') return Promise.reject(refusal('NETWORK_ERROR', 0, undefined))
    if (status !== 200) return Promise.reject(refusal('ERR_BAD_REQUEST', status, body))
    return Promise.resolve(readable(text))
  }
}

/** Over HTTP. @param rest `http://127.0.0.1:PORT/rest`, where an inbound webhook's path may follow */
export function sendOver(rest: string, token?: string): Send {
  return async (method, params, limitMs = 65_000) => {
    const { ok, status, text } = await post(`${rest}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...params, ...(token === undefined ? {} : { auth: token }) }),
      signal: AbortSignal.timeout(limitMs),
    }).catch((thrown: unknown) => {
      const late = thrown instanceof Error && thrown.name === 'TimeoutError'
      throw refusal(late ? 'REQUEST_TIMEOUT' : 'NETWORK_ERROR', 0, undefined)
    })
    const body = readable(text)
    if (!ok) throw refusal('ERR_BAD_REQUEST', status, body)
    return body
  }
}

/** The whole answer: one that breaks off in the middle is none. */
async function post(
  url: string,
  request: RequestInit,
): Promise<{ ok: boolean; status: number; text: string }> {
  const response = await fetch(url, request)
  return { ok: response.ok, status: response.status, text: await response.text() }
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
