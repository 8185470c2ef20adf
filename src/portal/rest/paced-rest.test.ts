import { describe, expect, it } from 'vitest'
import { PortalFailure } from '#core/failure.ts'
import { ENTERPRISE_BUCKET, USUAL_BUCKET, type BucketLimits } from '#core/job/pace/bucket.ts'
import type { Command, Rest } from './rest.ts'
import { createPacedRest } from './paced-rest.ts'

/** A portal that answers when the test says so. */
function setUp(limits: BucketLimits) {
  const waiting: (() => void)[] = []
  const asked: string[][] = []
  let most = 0
  let failures = 0
  const rest: Rest = {
    batch: () => Promise.reject(new Error('not used')),
    call: () => Promise.reject(new Error('not used')),
    portalOffset: () => null,
    portalNow: () => 0,
    async timedBatch(commands) {
      const names = Object.keys(commands) as (keyof typeof commands)[]
      asked.push(Object.values<Command>(commands).map(({ method }) => method))
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        most = Math.max(most, waiting.length)
      })
      if (failures-- > 0) throw new PortalFailure({ kind: 'network', code: '', portalText: '' })
      const answer = (method: string) => ({ kind: 'result', result: method, total: null }) as const
      return {
        answers: Object.fromEntries(names.map((name) => [name, answer(commands[name].method)])) as Awaited<
          ReturnType<typeof rest.timedBatch<keyof typeof commands>>
        >['answers'],
        times: new Map(
          names.map((name) => [name, { method: '', startedAt: null, seconds: 0.01, operating: null }]),
        ),
      }
    },
  }
  let now = 0
  const paced = createPacedRest(
    rest,
    {
      now: () => now,
      wait(ms) {
        now += ms
        return Promise.resolve()
      },
    },
    limits,
  )
  /** Answers every request under way until the work is done. */
  async function answered<Result>(work: Promise<Result>): Promise<Result> {
    const progress = { over: false }
    const settled = work.finally(() => (progress.over = true))
    while (!progress.over) {
      await new Promise((resolve) => setImmediate(resolve))
      for (const answer of waiting.splice(0)) answer()
    }
    return settled
  }
  const commands = (count: number): Command[] =>
    Array.from({ length: count }, (_, at) => ({ method: `m${at}`, params: {} }))
  return {
    paced,
    asked,
    answered,
    commands,
    now: () => now,
    get most() {
      return most
    },
    fail: (times: number) => void (failures = times),
  }
}

/** Reads until batches have their full size. */
async function warm(portal: ReturnType<typeof setUp>): Promise<void> {
  await portal.answered(portal.paced.all(portal.commands(200)))
  portal.asked.length = 0
}

describe('many readings', () => {
  it('go side by side where the bucket has room, and each is asked once', async () => {
    const portal = setUp(ENTERPRISE_BUCKET)
    await warm(portal)
    const answers = await portal.answered(portal.paced.all(portal.commands(230), 'any'))
    expect(portal.most).toBe(4)
    expect(portal.asked.map(({ length }) => length)).toEqual([50, 50, 50, 50, 30])
    expect(answers.map(({ answer }) => answer.kind === 'result' && answer.result)).toEqual(
      portal.commands(230).map(({ method }) => method),
    )
  })

  it('go one after another where their order matters, and while the portal is not known', async () => {
    const usual = setUp(USUAL_BUCKET)
    await warm(usual)
    await usual.answered(usual.paced.all(usual.commands(230), 'any'))
    const ordered = setUp(ENTERPRISE_BUCKET)
    await warm(ordered)
    await ordered.answered(ordered.paced.all(ordered.commands(230)))
    const unknown = setUp(ENTERPRISE_BUCKET)
    await unknown.answered(unknown.paced.all(unknown.commands(230), 'any'))
    expect([usual.most, ordered.most, unknown.most]).toEqual([2, 1, 1])
    expect(ordered.asked.flat()).toEqual(ordered.commands(230).map(({ method }) => method))
  })

  it('lose none when requests break off, though a second try takes fewer', async () => {
    const portal = setUp(ENTERPRISE_BUCKET)
    await warm(portal)
    portal.fail(2)
    const answers = await portal.answered(portal.paced.all(portal.commands(230), 'any'))
    expect(answers.map(({ answer }) => answer.kind === 'result' && answer.result)).toEqual(
      portal.commands(230).map(({ method }) => method),
    )
    expect(portal.asked.some(({ length }) => length < 30)).toBe(true)
  })

  it('of several callers share batches where requests are scarce, what others wait for first', async () => {
    const portal = setUp({ ...USUAL_BUCKET, size: 8 })
    await warm(portal)
    const named = (name: string, count: number): Command[] =>
      Array.from({ length: count }, (_, at) => ({ method: `${name}${at}`, params: {} }))
    const all = Promise.all([
      portal.paced.all(named('a', 30), 'any'),
      portal.paced.all(named('b', 30), 'any'),
      portal.paced.all(named('c', 2), 'first'),
    ])
    const answers = await portal.answered(all)
    expect(portal.asked.map(({ length }) => length)).toEqual([50, 12])
    expect(portal.asked[0]?.slice(0, 3)).toEqual(['c0', 'c1', 'a0'])
    expect(
      answers.map((each) => each.map(({ answer }) => answer.kind === 'result' && answer.result)),
    ).toEqual([
      named('a', 30).map(({ method }) => method),
      named('b', 30).map(({ method }) => method),
      ['c0', 'c1'],
    ])
  })

  it('fail alone: other callers go on', async () => {
    const portal = setUp(ENTERPRISE_BUCKET)
    await warm(portal)
    portal.fail(3)
    const lost = portal.paced.all(portal.commands(10), 'any')
    const told = lost.then(
      () => 'answered',
      () => 'failed',
    )
    expect(await portal.answered(told)).toBe('failed')
    expect(await portal.answered(portal.paced.all(portal.commands(10), 'any'))).toHaveLength(10)
  })
})

describe('the share of the bucket', () => {
  const within = async (share: number | null): Promise<number> => {
    const portal = setUp(USUAL_BUCKET)
    portal.paced.keepTo(share === null ? null : { share, gentle: false, scarce: false })
    const begun = portal.now()
    for (let sent = 0; sent < 60; sent++) await portal.answered(portal.paced.all(portal.commands(1)))
    return (portal.now() - begun) / 1000
  }

  it('is half of it, or what the person chose', async () => {
    expect(await within(null)).toBeCloseTo((60 - 25) / 1, 0)
    expect(await within(0.9)).toBeCloseTo((60 - 45) / 1.8, 0)
  })

  it('is exceeded at first where somebody waits, and nobody has to wait for that afterwards', async () => {
    const portal = setUp(USUAL_BUCKET)
    const seconds = async (requests: number): Promise<number> => {
      const begun = portal.now()
      for (let sent = 0; sent < requests; sent++) await portal.answered(portal.paced.all(portal.commands(1)))
      return (portal.now() - begun) / 1000
    }
    expect(await portal.paced.hurry(() => seconds(30))).toBe(0)
    expect(await portal.paced.hurry(() => seconds(10))).toBe(10)
    expect(await seconds(10)).toBe(10)
  })

  it('leaves a few requests to a run that sends its own', async () => {
    const portal = setUp(USUAL_BUCKET)
    for (let sent = 0; sent < 23; sent++) portal.paced.noteRequest()
    const begun = portal.now()
    await portal.answered(portal.paced.all(portal.commands(1)))
    expect(portal.now() - begun).toBeGreaterThan(0)
  })
})
