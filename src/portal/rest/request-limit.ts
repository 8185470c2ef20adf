import type { B24Frame } from '@bitrix24/b24jssdk'
import type { Params } from './query-string.ts'

/** The SDK's axios: it has one limit for all requests, and takes none for a single one. */
type Client = ReturnType<B24Frame['getHttpClient']>['ajaxClient']

/**
 * The `cmd` of a batch that has a limit of its own. A class, because axios copies plain objects on their way and lets
 * instances be, so that the interceptor knows it again; in JSON it is the map of commands and no more.
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
 * Lets single batches be given up sooner than all others. The SDK sends a request again when it had to renew the token
 * first: that too must not happen once the request has been given up, or a delete would reach the portal after
 * everybody was looked at.
 * @returns the parameters to send in place of those given
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
