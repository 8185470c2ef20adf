import { describe, expect, it } from 'vitest'
import { PortalFailure } from '#core/failure.ts'
import { TASK_LEDGER } from '#core/restore/run/ledger.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import { verdictOfTask, type RestoreState } from '#core/restore/run/state.ts'
import { refusal } from '../../../e2e/tools/portal-rest.ts'
import { bare, enrich, newIds, roundTrip, type RoundTrip } from '../../../e2e/tools/round-trip.ts'
import type { Send } from '../rest/rest.ts'

/** Cuts off, refuses or garbles each request of a restore in turn: everything comes back, and nothing twice. */

type Trouble = (send: Send, method: string, params: Parameters<Send>[1]) => Promise<unknown>

const refused = (status: number, error: string): Error =>
  refusal('ERR_BAD_REQUEST', status, { error, error_description: '' })
const cut = (): Error => refusal('NETWORK_ERROR', 0, undefined)

/** The portal does the work and gives this answer. */
const done =
  (answer: (body: unknown) => unknown): Trouble =>
  async (send, method, params) => {
    const body = await send(method, params)
    return answer(body)
  }
/** The portal does nothing and fails like this. */
const undone =
  (error: () => Error): Trouble =>
  () =>
    Promise.reject(error())

type Maps = Record<'result' | 'result_error' | 'result_time', unknown>
const mapsOf = (body: unknown): Maps | null => {
  const { result } = body as { result: unknown }
  return typeof result === 'object' && result !== null && 'result_error' in result
    ? (result as unknown as Maps)
    : null
}

/** Every second key, as if the portal had stopped inside a batch. */
function halved(map: unknown): unknown {
  const entries = typeof map === 'object' && map !== null ? Object.entries(map) : []
  return Object.fromEntries(entries.filter((_, at) => at % 2 === 0))
}

/** The portal refuses every second command of a batch because its method used up its operating time. */
const halfLimited: Trouble = async (send, method, params) => {
  const { cmd } = params as { cmd?: Record<string, string> }
  if (method !== 'batch' || cmd === undefined) throw refused(429, 'OPERATION_TIME_LIMIT')
  const limited = Object.keys(cmd).filter((_, at) => at % 2 === 0)
  const left = Object.fromEntries(Object.entries(cmd).filter(([key]) => !limited.includes(key)))
  const body = (await send(method, { ...params, cmd: left })) as { result: Maps }
  const errors = Object.fromEntries(
    limited.map((key) => [key, { error: 'OPERATION_TIME_LIMIT', error_description: '' }]),
  )
  return {
    ...body,
    result: { ...body.result, result_error: { ...(body.result.result_error as object), ...errors } },
  }
}

const TROUBLES: Readonly<Record<string, Trouble>> = {
  'cut off before': undone(cut),
  'cut off after': async (send, method, params) => {
    await send(method, params)
    throw cut()
  },
  'JSON that ends too soon': done((body) => JSON.stringify(body).slice(0, -7)),
  'an empty 200': done(() => ''),
  'an empty object': done(() => ({})),
  'a 200 with an error': done(() => ({
    error: 'INTERNAL_SERVER_ERROR',
    error_description: 'Internal server error',
  })),
  'a list instead of a map': done((body) =>
    mapsOf(body) === null ? { result: [] } : { result: { result: [], result_error: [], result_time: [] } },
  ),
  'no result at all': done((body) => ({ ...(body as object), result: null })),
  'half of the keys': done((body) => {
    const maps = mapsOf(body)
    return maps === null ? { time: {} } : { result: { ...maps, result: halved(maps.result) } }
  }),
  'results of another kind': done((body) => {
    const maps = mapsOf(body)
    if (maps === null) return { result: 'yes' }
    return {
      result: {
        ...maps,
        result: Object.fromEntries(Object.keys(maps.result as object).map((key) => [key, 'yes'])),
      },
    }
  }),
  'an expired token': undone(() => refused(401, 'expired_token')),
  'too many requests': undone(() => refused(503, 'QUERY_LIMIT_EXCEEDED')),
  'an error of the server, after the work': async (send, method, params) => {
    await send(method, params)
    throw refused(500, 'INTERNAL_SERVER_ERROR')
  },
  'time used up': halfLimited,
}

/** @param struck called when the trouble happens */
function troubledAt(place: number, trouble: Trouble, struck: () => void): (send: Send) => Send {
  let request = 0
  return (send) => (method, params) => {
    if (request++ !== place) return send(method, params)
    struck()
    return trouble(send, method, params)
  }
}

const small = (): Promise<RoundTrip> => roundTrip(1, (at, ids) => ids.forEach((id) => enrich(at, id)))

/** Ignores order, because what was sent a second time may come last. */
function unordered(held: unknown): unknown {
  if (Array.isArray(held))
    return held.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof held !== 'object' || held === null) return held
  return Object.fromEntries(Object.entries(held).map(([key, value]) => [key, unordered(value)]))
}

/** How a restore ended: what is back, what is open, and odd verdicts. */
function outcomeOf(trip: RoundTrip, plan: RestorePlan, state: RestoreState) {
  const codes = plan.tasks.map((_, task) => TASK_LEDGER.entry(state.ledger, task).status)
  const kinds = new Set(plan.tasks.map((_, task) => verdictOfTask(state, task).kind))
  return {
    back: unordered(trip.after(newIds(plan, state))),
    contacts: trip.store.contactCount(),
    open: codes.filter((status) => !TASK_LEDGER.isSettled(status)),
    stopped: state.stopped,
    odd: [...kinds].filter((kind) => !['restored', 'already', 'not-primary'].includes(kind)),
  }
}

describe.each(Object.entries(TROUBLES))('a restore in which one request meets: %s', (_, trouble) => {
  it('brings everything back once, whichever request it is', async () => {
    let place = 0
    for (let more = true; more; place++) {
      more = false
      const trip = await small()
      const contacts = trip.store.contactCount() + 1
      const plan = await trip.plan('p')
      const state = await trip.run(
        plan,
        troubledAt(place, trouble, () => (more = true)),
      )
      const good = { place, back: unordered(trip.before), contacts, open: [], stopped: null, odd: [] }
      expect({ place, ...outcomeOf(trip, plan, state) }).toEqual(good)
    }
    expect(place).toBeGreaterThan(8)
  })

  it('gets the right plan or none, whichever request of the planning it is', async () => {
    let [planned, givenUp] = [0, 0]
    for (let place = 0, more = true; more; place++) {
      more = false
      const trip = await small()
      const right = await trip.plan('p')
      const through = troubledAt(place, trouble, () => (more = true))
      const plan = await trip.plan('p', through).catch((thrown: unknown) => thrown)
      if (plan instanceof PortalFailure) givenUp++
      else expect({ place, tasks: (plan as RestorePlan).tasks }).toEqual({ place, tasks: right.tasks })
      planned++
    }
    expect(planned).toBeGreaterThan(2)
    expect(givenUp).toBeLessThan(planned)
  })
})

const WITH_ANOTHER = ['cut off after', 'half of the keys', 'too many requests', 'time used up'] as const

describe.each(WITH_ANOTHER)('two restores, where one meets: %s', (name) => {
  it('restore everything, and report all that is there twice', async () => {
    for (let place = 0, more = true; more; place++) {
      more = false
      const trip = await small()
      if (place % 2 === 1) await trip.run(bare(await trip.plan('contacts')))
      const plan = await trip.plan('p')
      const states = await Promise.all([
        trip.run(
          plan,
          troubledAt(place, TROUBLES[name]!, () => (more = true)),
        ),
        trip.run(plan),
      ])
      const outcomes = states.map((state) => outcomeOf(trip, plan, state))
      const isDoubted = outcomes.some(({ odd }) => odd.includes('doubled'))
      const held = outcomes.map(({ back }) => back)
      if (!isDoubted) expect({ place, held }).toEqual({ place, held: held.map(() => unordered(trip.before)) })
      expect(outcomes.map(({ open, stopped }) => [open, stopped])).toEqual([
        [[], null],
        [[], null],
      ])
    }
  })
})
