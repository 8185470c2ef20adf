import type { Patience } from '../../src/portal/rest/paced-rest.ts'
import type { Send } from '../../src/portal/rest/rest.ts'
import type { TestPortal } from '../portal/testing.ts'
import type { VirtualClock } from '../simulation/virtual-clock.ts'
import { sendTo } from '../tools/portal-rest.ts'

/** The local portal in virtual time: a request takes its way, and its commands one after another. */

/** How quick a portal is. Milliseconds. */
export interface Speed {
  readonly wayMs: number
  readonly commandMs: (method: string) => number
  /** Requests worked on at full speed at once; more of them share it out. */
  readonly capacity: number
}

/** What was sent since it was last set to nothing. */
export interface Sent {
  requests: number
  /** Of them, calls outside of a batch. */
  single: number
  refused: number
  /** Of all commands, as if each were worked on alone. */
  seconds: number
  readonly commands: Map<string, number>
}

export function nothingSent(): Sent {
  return { requests: 0, single: 0, refused: 0, seconds: 0, commands: new Map() }
}

export function patienceOf(clock: VirtualClock): Patience & Pick<VirtualClock, 'at'> {
  return {
    now: () => clock.now(),
    at: (time, wake) => clock.at(time, wake),
    wait: (ms) => new Promise<void>((resolve) => void clock.at(clock.now() + ms, resolve)),
  }
}

/** Lets time pass until it is settled. @param latest Unix ms */
export async function inTime<Result>(
  clock: VirtualClock,
  work: Promise<Result>,
  latest: number,
): Promise<Result> {
  let over = false
  const settled = work.finally(() => (over = true))
  await clock.runUntil(() => over, latest)
  return settled
}

/** The portal does its work when it is asked, and its answer comes when that work and the way there and back are over. */
export function sendIn(
  test: TestPortal,
  clock: VirtualClock,
  user: number,
  speed: Speed,
  sent: () => Sent,
): Send {
  const send = sendTo(test, user)
  let working = 0
  return async (method, params) => {
    const before = test.portal.log.length
    const answer = send(method, params)
    // It is awaited later.
    answer.catch(() => undefined)
    const entry = test.portal.log.at(-1)
    const named = entry?.commands ?? [{ key: '', method }]
    const now = sent()
    now.requests++
    if (entry?.commands === undefined) now.single++
    if (test.portal.log.length > before && entry?.httpStatus === 503) now.refused++
    for (const one of named) {
      now.commands.set(one.method, (now.commands.get(one.method) ?? 0) + 1)
      now.seconds += speed.commandMs(one.method) / 1000
    }
    working++
    const slowness = Math.max(1, working / speed.capacity)
    const msOf = (each: string): number => slowness * speed.commandMs(each)
    const ms = named.reduce((sum, each) => sum + msOf(each.method), speed.wayMs)
    await new Promise<void>((resolve) => void clock.at(clock.now() + ms, resolve))
    working--
    return withTimes(await answer, new Map(named.map((one) => [one.key, msOf(one.method) / 1000])))
  }
}

interface Timed {
  readonly result?: { readonly result_time?: Readonly<Record<string, object>> }
}

/** The answer to a batch with the time that its commands took here. */
export function withTimes(body: unknown, seconds: ReadonlyMap<string, number>): unknown {
  const { result } = body as Timed
  if (result?.result_time === undefined) return body
  const times = Object.entries(result.result_time).map(([key, time]): [string, object] => [
    key,
    { ...time, duration: seconds.get(key) ?? 0 },
  ])
  return { ...(body as object), result: { ...result, result_time: Object.fromEntries(times) } }
}
