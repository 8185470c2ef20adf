import { ApiVersion, B24Hook } from '@bitrix24/b24jssdk'
import { callMethod, ONE_TRY, readOddAnswers } from '../../src/portal/rest/call-method.ts'
import { createRest, type Rest } from '../../src/portal/rest/rest.ts'
import { RECORDED, type RecordedName } from '../portal/recorded/recorded.ts'

/**
 * The app's way to a portal that gives every request this answer: the unmodified SDK reads the bytes and the status.
 *
 * @param body a text is sent as it is, as HTML; all else as JSON
 * @param now Unix ms of the app's clock
 */
export function restAnswering(http: number, body: unknown, now?: () => number): Rest {
  const hook = new B24Hook(
    { b24Url: 'https://portal.example', userId: 1, secret: 'secret' },
    { restrictionParams: ONE_TRY },
  )
  hook.offClientSideWarning()
  const client = hook.getHttpClient(ApiVersion.v2).ajaxClient
  readOddAnswers(client)
  const { defaults } = client
  const [text, type] =
    typeof body === 'string' ? [body, 'text/html'] : [JSON.stringify(body), 'application/json']
  defaults.adapter = 'fetch'
  defaults.env = {
    ...defaults.env,
    fetch: () => Promise.resolve(new Response(text, { status: http, headers: { 'content-type': type } })),
  }
  return createRest((method, params) => callMethod(hook, method, params), now)
}

/** The same with a recorded answer. */
export function restRecorded(name: RecordedName, now?: () => number): Rest {
  const { http, body } = RECORDED[name]
  return restAnswering(http ?? 200, body, now)
}

/** The `result` of a recorded answer, as a command of a batch would give it. */
export function recordedResult(name: RecordedName): unknown {
  return (RECORDED[name].body as { result: unknown }).result
}

/**
 * A portal that answers each method of a batch as recorded; it does not know the methods that are not named.
 * The names of `body` stand for answers of one's own.
 */
export function restByMethod(
  answers: Readonly<Record<string, RecordedName | { readonly body: unknown }>>,
  now?: () => number,
): Rest {
  return createRest((_, params) => {
    const maps = { result: {}, result_error: {}, result_total: {}, result_next: {}, result_time: {} }
    for (const [name, command] of Object.entries(params.cmd as Record<string, string>)) {
      const answer = answers[command.split('?', 1)[0] ?? '']
      const { body } = typeof answer === 'string' ? RECORDED[answer] : (answer ?? UNKNOWN_METHOD)
      const { result, total, next, time, ...refusal } = body as Record<string, unknown>
      if ('error' in refusal) Object.assign(maps.result_error, { [name]: refusal })
      else Object.assign(maps.result, { [name]: result })
      if (total !== undefined) Object.assign(maps.result_total, { [name]: total })
      if (next !== undefined) Object.assign(maps.result_next, { [name]: next })
      if (time !== undefined) Object.assign(maps.result_time, { [name]: time })
    }
    return Promise.resolve({ result: maps })
  }, now)
}

const UNKNOWN_METHOD = {
  body: { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' },
}
