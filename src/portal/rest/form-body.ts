import type { B24Frame } from '@bitrix24/b24jssdk'
import { phpQuery, staysItselfInBatch, type Params } from './query-string.ts'

type Client = ReturnType<B24Frame['getHttpClient']>['ajaxClient']

/** Methods that write words of people: a form would take them through the portal's filter (portal README, "Batch"). */
const WRITES = /\.(add|update|set)$/u

/**
 * Sends what reads or deletes as a form. The SDK sends JSON to an address that is new each time, so the browser asks the
 * portal for permission before each request (OPTIONS) and never remembers it: every request takes two trips. A form
 * needs no permission; the portal's own client sends nothing else (portal README, "Requests and answers").
 *
 * Call it before any other interceptor is added: axios runs the last one first, and this one makes text of the body.
 */
export function sendFormsWhereSafe(client: Client): void {
  client.interceptors.request.use((config) => {
    const params: unknown = config.data
    if (!isParams(params) || !isSafe(methodOf(config.url ?? ''), params)) return config
    config.headers.setContentType('application/x-www-form-urlencoded')
    config.data = phpQuery(params)
    return config
  })
}

function isSafe(method: string, params: Params): boolean {
  if (method !== 'batch') return !WRITES.test(method) && staysItselfInBatch(params)
  const commands: readonly unknown[] = isParams(params.cmd) ? Object.values(params.cmd) : []
  // What is inside a batch is a query string already: a form changes nothing more of it.
  return commands.every((command) => typeof command === 'string' && !WRITES.test(methodOf(command)))
}

/** `https://portal.example/rest/batch?id=1` → `batch` */
function methodOf(address: string): string {
  const [path = ''] = address.split('?', 1)
  return path.slice(path.lastIndexOf('/') + 1)
}

function isParams(value: unknown): value is Params {
  return typeof value === 'object' && value !== null
}
