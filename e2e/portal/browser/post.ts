import { pageConfig } from './page-config.ts'

/**
 * POSTs as BX.ajax does: nested values become `a[b][c]=…`, so every value arrives as a string and empty maps vanish.
 * Rejects on a network failure or a status that is not 2xx.
 */
export async function post(url: string, data: Record<string, unknown>): Promise<Response> {
  const body = new URLSearchParams()
  append(body, '', { sessid: pageConfig.sessid, site: 's1', ...data })
  const response = await fetch(url, { method: 'POST', body })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response
}

export async function postForJson(url: string, data: Record<string, unknown>): Promise<unknown> {
  return (await post(url, data)).json()
}

export async function postForText(url: string, data: Record<string, unknown>): Promise<string> {
  return (await post(url, data)).text()
}

function append(body: URLSearchParams, name: string, value: unknown): void {
  if (value === null || value === undefined) return
  if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) append(body, name === '' ? key : `${name}[${key}]`, item)
    return
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    body.append(name, String(value))
  }
}
