/** For specs: a portal without a socket, with a clock that moves only when told, and calls as plain functions. */
import type { PortalOptions } from './contract.ts'
import { createPortal, type LocalPortal } from './portal.ts'
import { dispatch, type RestAnswer } from './rest/dispatch.ts'
import type { Params } from './rest/php-query.ts'

export interface Answer {
  status: RestAnswer['status']
  headers: RestAnswer['headers']
  text: string
  delayMs: number
  /** The body, parsed; undefined when it is no JSON. */
  body: Body
}

export interface Body {
  result?: unknown
  error?: unknown
  error_description?: unknown
  total?: number
  next?: number
  time?: Record<string, unknown>
}

/** The `result` of a batch. */
export interface BatchResult {
  result: Record<string, unknown>
  result_error: Record<string, { error: unknown; error_description: unknown }>
  result_total: Record<string, number>
  result_next: Record<string, number>
  result_time: Record<string, Record<string, unknown>>
}

export interface TestPortal {
  portal: LocalPortal
  /** Moves the portal's clock. */
  pass: (seconds: number) => void
  token: (userId?: number) => string
  /** A JSON call as user 1 unless another is named. */
  call: (method: string, params?: Params, userId?: number) => Answer
  batch: (commands: Params | string[], options?: { halt?: unknown; userId?: number }) => BatchResult
  send: (request: {
    httpMethod?: string
    url: string
    contentType?: string
    body?: string
    onUsedConnection?: boolean
  }) => Answer
}

const DAWN = Date.UTC(2026, 9, 5, 6, 0, 0)

export function createTestPortal(options: Partial<PortalOptions> = {}): TestPortal {
  const portal = createPortal(
    { appUrl: 'http://127.0.0.1:4173/index.html', contacts: 600, now: () => DAWN, ...options },
    () => 'http://portal.localhost:8800',
  )
  // Its own work takes no time either, so that a busy machine makes no difference. A clock that the spec brings stays its own.
  if (options.now === undefined) portal.clock.stop()
  // The bucket has specs of its own; elsewhere it would only be in the way.
  portal.settings.limits.bucketSize = 1_000_000
  const tokens = new Map<number, string>()
  const self: TestPortal = {
    portal,
    pass(seconds) {
      portal.clock.advance(seconds * 1000)
    },
    token(userId = 1) {
      const token = tokens.get(userId) ?? portal.auth.issue(userId).AUTH_ID
      tokens.set(userId, token)
      return token
    },
    call(method, params = {}, userId = 1) {
      return self.send({
        url: `/rest/${method}`,
        body: JSON.stringify({ ...params, auth: self.token(userId) }),
      })
    },
    batch(commands, { halt = 0, userId = 1 } = {}) {
      return self.call('batch', { halt, cmd: commands }, userId).body.result as BatchResult
    },
    send({
      httpMethod = 'POST',
      url,
      contentType = 'application/json',
      body = '',
      onUsedConnection = false,
    }) {
      const request = { httpMethod, url, contentType, body, onUsedConnection, address: '10.0.0.1' }
      const answer = dispatch(portal, request)
      return {
        status: answer.status,
        headers: answer.headers,
        text: answer.body,
        delayMs: answer.delayMs,
        body: parsed(answer.body),
      }
    },
  }
  return self
}

function parsed(text: string): Body {
  try {
    return JSON.parse(text) as Body
  } catch {
    return {}
  }
}

/** A nested map as http_build_query or qs writes it. Empty lists vanish. */
export function formatPhpQuery(params: Params): string {
  const pairs: string[] = []
  const write = (name: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) write(name === '' ? key : `${name}[${key}]`, inner)
    else if (typeof value === 'string' || typeof value === 'number')
      pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  }
  write('', params)
  return pairs.join('&')
}
