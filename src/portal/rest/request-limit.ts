import type { B24Frame } from '@bitrix24/b24jssdk'
import type { Params } from './query-string.ts'

/** The SDK's axios: it has one limit for all requests and accepts none for a single one. */
type Client = ReturnType<B24Frame['getHttpClient']>['ajaxClient']

/**
 * The `cmd` of a batch that has its own limit. It is a class because axios copies plain objects but passes instances
 * on, so the interceptor can recognise it. As JSON it is the plain map of commands.
 */
class LimitedCommands {
  readonly #deadline: number

  constructor(commands: object, deadline: number) {
    Object.assign(this, commands)
    this.#deadline = deadline
  }

  get deadline(): number {
    return this.#deadline
  }
}

/**
 * Gives single batches a shorter limit than all others. The SDK sends a request again after it had to renew the token.
 * That must not happen after the app has given up, or a delete would reach the portal after all contacts were looked
 * at.
 * @returns the parameters to send instead of the given ones
 */
export function limitRequests(
  client: Client,
  now: () => number = Date.now,
): (params: Params, limitMs: number | undefined) => Params {
  client.interceptors.request.use((config) => {
    const commands = commandsIn(config.data)
    if (!(commands instanceof LimitedCommands)) return config
    const left = commands.deadline - now()
    if (left <= 0) throw new Error('given up before it was sent')
    config.timeout = left
    return config
  })
  return (params, limitMs) => {
    const commands = commandsIn(params)
    if (limitMs === undefined || commands === null) return params
    return Object.assign({}, params, { cmd: new LimitedCommands(commands, now() + limitMs) })
  }
}

function commandsIn(params: unknown): object | null {
  if (typeof params !== 'object' || params === null || !('cmd' in params)) return null
  return typeof params.cmd === 'object' ? params.cmd : null
}
