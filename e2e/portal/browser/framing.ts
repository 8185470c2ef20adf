import * as v from 'valibot'

/** A message of the app, taken apart; parameters are whatever the app sent. */
export interface Incoming {
  method: string
  params: unknown
  callback: string
  appSid: string
}

/** For commands with a colon in their name; `appSid` is compared loosely by the portal, so a number will do. */
const ObjectMessage = v.object({
  method: v.string(),
  params: v.optional(v.unknown()),
  callback: v.optional(v.unknown()),
  appSid: v.optional(v.unknown()),
})

/**
 * Child → parent framing (local portal README, "Pages and messages"): `command:<JSON>:<key>:<sid>`. The last segment is
 * the sid, the last but one the key, the first the command, all between is JSON that may hold colons; '' stands for [].
 * Undefined for what is neither a string nor such an object.
 * @throws SyntaxError for parameters that are not JSON: the real script throws there too, and nobody answers.
 */
export function readMessage(data: unknown): Incoming | undefined {
  if (typeof data === 'string') return readLine(data)
  const message = v.safeParse(ObjectMessage, data)
  if (!message.success) return undefined
  const { method, params, callback, appSid } = message.output
  const isGiven = Boolean(params)
  return { method, params: isGiven ? params : [], callback: toText(callback), appSid: toText(appSid) }
}

/** Parent → child (2.2): `key:` alone when there is no result. */
export function writeReply(key: string, result: unknown): string {
  return `${key}:${result === undefined ? '' : JSON.stringify(result)}`
}

function readLine(line: string): Incoming {
  const parts = line.split(':')
  const json = parts.slice(1, -2).join(':')
  return {
    method: parts[0] ?? '',
    params: json === '' ? [] : (JSON.parse(json) as unknown),
    callback: parts.at(-2) ?? '',
    appSid: parts.at(-1) ?? '',
  }
}

function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
