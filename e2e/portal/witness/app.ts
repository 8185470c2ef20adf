/**
 * The witness: a page that knows nothing of this project and uses the UNMODIFIED @bitrix24/b24jssdk inside the portal.
 * Specs drive it through `window.witness`.
 */
import { initializeB24Frame, type B24Frame } from '@bitrix24/b24jssdk'

export interface Witness {
  /** The SDK's own initialisation. */
  readonly ready: Promise<B24Frame>
  /** Every string that any window has posted to this one. */
  readonly heard: readonly string[]
  /** Sends a message past the SDK. */
  say(message: unknown): void
  /** Sends `command[:params]` past the SDK and waits for its reply, without the key. */
  ask(command: string, params?: string): Promise<string>
  /** Resolves when everything that was said before has been received: replies come in order. */
  allAnswered(): Promise<void>
  /** A method of one of the SDK's managers, with what it really resolves to: its types say `void` for some. */
  call(manager: 'parent' | 'placement', method: string, ...args: unknown[]): Promise<unknown>
  /** PLACEMENT_OPTIONS as the SDK has them. */
  options(): Promise<unknown>
  readonly sid: string
}

declare global {
  interface Window {
    witness: Witness
    /** Where a spec keeps what a promise of the SDK has given. */
    noted: unknown
  }
}

const heard: string[] = []
const sid = window.name.split('|')[2] ?? ''
let asked = 0

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (typeof data === 'string') heard.push(data)
})

function ask(command: string, params?: string): Promise<string> {
  const key = `ask${(asked += 1)}`
  return new Promise((resolve) => {
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string' && data.startsWith(`${key}:`)) resolve(data.slice(key.length + 1))
    })
    const middle = params === undefined ? '' : `:${params}`
    window.parent.postMessage(`${command}${middle}:${key}:${sid}`, '*')
  })
}

const ready = initializeB24Frame()

window.witness = {
  ready,
  call: async (manager, method, ...args) => {
    const owner = (await ready)[manager]
    const run: unknown = Reflect.get(owner, method)
    if (typeof run !== 'function') throw new Error(`The SDK has no ${manager}.${method}`)
    return Reflect.apply(run, owner, args) as Promise<unknown>
  },
  options: async () => (await ready).placement.options as unknown,
  heard,
  sid,
  say: (message) => window.parent.postMessage(message, '*'),
  ask,
  allAnswered: async () => {
    await ask('getInterface')
  },
}

void ready.then(
  () => document.body.append('ready'),
  (fault: unknown) => document.body.append(`failed: ${String(fault)}`),
)
