import type { B24Frame } from '@bitrix24/b24jssdk'
import { phpQuery, staysItselfInBatch, type Params } from './query-string.ts'

type Client = ReturnType<B24Frame['getHttpClient']>['ajaxClient']

/**
 * Methods that only read, or delete by an id. All others stay JSON, those that the app does not use yet as well: a form
 * would take the words of people in them through the portal's filter (portal README, "Batch").
 */
const READS_OR_DELETES = /^(?:profile|scope)$|\.(?:get|list|fields|current|info|findbycomm|delete)$/u

/** A command as `phpQuery` writes it: nothing in it is a sign that a filter, or PHP, could take for more than a text. */
const COMMAND = /^[\w.]+\?[\w.*%&=+-]*$/u

/** PHP changes other names: it reads dots and blanks as underscores, and brackets as levels. */
const NAME = /^[a-z_]\w*$/iu
/** Inside brackets it takes anything else as it is: `filter[>=DATE.X]`. */
const INNER_NAME = /^[^[\]\0]+$/u

/** PHP drops the variables of a form beyond 1,000 without a word; those of JSON are not counted. */
const MOST_VARIABLES = 900

/**
 * Sends what reads or deletes as a form. The SDK sends JSON to an address that is new each time, so the browser asks the
 * portal for permission before each request (OPTIONS) and never remembers it: every request takes two trips. A form
 * needs no permission; the portal's own client sends nothing else (portal README, "Requests and answers").
 *
 * Call it before any other interceptor is added: axios runs the last one first, and this one makes text of the body.
 */
export function sendFormsWhereSafe(client: Client): void {
  client.interceptors.request.use((config) => {
    const form = formOf(methodOf(config.url ?? ''), config.data)
    if (form === null) return config
    config.headers.setContentType('application/x-www-form-urlencoded')
    config.data = form
    return config
  })
}

/** The form that the portal reads exactly as it would read JSON, but for numbers, which become texts; null: there is none. */
export function formOf(method: string, params: unknown): string | null {
  if (!isMap(params)) return null
  const { cmd, ...rest } = params
  const isBatch = method === 'batch'
  const isSame =
    (isBatch ? areCommands(cmd) : READS_OR_DELETES.test(method)) &&
    Object.keys(params).every((name) => NAME.test(name)) &&
    Object.values(isBatch ? rest : params).every(staysItselfInForm) &&
    countOf(params) <= MOST_VARIABLES
  return isSame ? phpQuery(params as Params) : null
}

function areCommands(cmd: unknown): boolean {
  const commands = isMap(cmd) ? Object.entries(cmd) : []
  return commands.length > 0 && commands.every(([name, each]) => INNER_NAME.test(name) && isCommand(each))
}

/** What is inside a batch is a query string already: a form changes nothing more of it. */
function isCommand(value: unknown): boolean {
  if (typeof value !== 'string' || !COMMAND.test(value)) return false
  return READS_OR_DELETES.test(value.slice(0, value.indexOf('?')))
}

/** As `staysItselfInBatch`, for anything that somebody may have put into the parameters. */
function staysItselfInForm(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    const inner: readonly unknown[] = Array.isArray(value) ? [...(value as unknown[])] : Object.values(value)
    const names = Object.keys(value)
    return inner.length > 0 && names.every((name) => INNER_NAME.test(name)) && inner.every(staysItselfInForm)
  }
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) return false
  return (typeof value === 'string' || typeof value === 'number') && staysItselfInBatch(value)
}

function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce<number>((sum, inner) => sum + countOf(inner), 0)
}

/** `https://portal.example/rest/batch?id=1` → `batch` */
function methodOf(address: string): string {
  const [path = ''] = address.split('?', 1)
  return path.slice(path.lastIndexOf('/') + 1)
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
