import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createVirtualClock } from '../../../e2e/simulation/virtual-clock.ts'
import { failureOfKind } from '../failure.ts'
import type { AnyState, JobKind } from './kind.ts'
import { newPace } from './pace/pace.ts'
import { COMMON_EVENTS, natural, recordFormat, time } from './journal/record-schema.ts'
import { beginJob, peekJob, takeUpJob, type JobSession, type JobSessionPorts } from './session.ts'
import type { JobReply } from './work.ts'
import { begunSession, memoryJournal } from '../../../e2e/simulation/memory-journal.ts'

/** A third kind of job that core/job does not know: every contact is touched once. */
interface Plan {
  readonly id: string
  readonly contacts: readonly string[]
}
interface State extends AnyState {
  readonly verdicts: readonly ('waiting' | 'sent' | 'lost' | 'touched')[]
}
type Event =
  | { type: 'begun-anew'; at: number }
  | { type: 'sent' | 'look-sent'; at: number; batch: number; contact: number }
  | { type: 'settled'; at: number; batch: number; contact: number; touched: boolean }
type Step =
  | { kind: 'touch' | 'look'; contact: number }
  | { kind: 'wait'; until: number | null; reason: string }
  | { kind: 'finished' }

const request = { at: time, batch: natural, contact: natural }
const format = recordFormat(
  v.variant('type', [
    ...COMMON_EVENTS,
    v.object({ type: v.literal('begun-anew'), at: time }),
    v.object({ type: v.picklist(['sent', 'look-sent']), ...request }),
    v.object({ type: v.literal('settled'), ...request, touched: v.boolean() }),
  ]),
  new Set(),
)

const rules: JobKind<Plan, State, Event, Step, number, boolean>['rules'] = {
  ...format,
  read: (_, line) => format.read(line),
  ready: ({ contacts }) => ({
    phase: 'ready',
    waiting: null,
    nextBatch: 1,
    verdicts: contacts.map(() => 'waiting'),
  }),
  begunAnew: (at) => ({ type: 'begun-anew', at }),
  counted: (_, { verdicts }) => ({
    total: verdicts.length,
    settled: verdicts.filter((each) => each === 'touched').length,
  }),
  after(_, state, event) {
    const { verdicts } = state
    const lost = verdicts.map((each) => (each === 'sent' ? 'lost' : each))
    if (event.type === 'resume-asked') return { ...state, phase: 'running' }
    if (event.type === 'pause-asked') return { ...state, phase: 'paused' }
    if (event.type === 'begun-anew') return { ...state, phase: 'paused', verdicts: lost }
    if (event.type === 'failed') return { ...state, verdicts: lost }
    if (event.type === 'waits') {
      const { until, reason } = event
      return { ...state, phase: 'waiting-for-portal', waiting: { until, reason } }
    }
    if (event.type === 'sent' || event.type === 'look-sent') {
      const sent = verdicts.with(event.contact, 'sent')
      return { phase: 'running', waiting: null, nextBatch: event.batch + 1, verdicts: sent }
    }
    if (event.type !== 'settled') return state
    const now = verdicts.with(event.contact, event.touched ? 'touched' : 'waiting')
    return { ...state, verdicts: now, phase: now.every((each) => each === 'touched') ? 'done' : state.phase }
  },
}

interface Portal {
  touch(name: string): Promise<JobReply<boolean>>
  isTouched(name: string): Promise<JobReply<boolean>>
}

function touchEach(portal: Portal, recorded: boolean[]): JobKind<Plan, State, Event, Step, number, boolean> {
  return {
    rules,
    needsWholeJournal: false,
    progress: (plan, job) => () => rules.counted(plan, job.state).settled,
    record(_, fresh) {
      recorded.push(fresh)
      return () => Promise.resolve(fresh)
    },
    work:
      ({ plan }) =>
      () => ({
        pace: (now) => newPace(now),
        waitsAtLimit: true,
        next({ phase, verdicts }, { quiet }, now) {
          const contact = verdicts.findIndex((each) => each !== 'touched')
          if (contact < 0) return { kind: 'finished' }
          if (verdicts.includes('sent')) return { kind: 'wait', until: null, reason: 'answer' }
          if (phase !== 'running' && phase !== 'waiting-for-portal')
            return { kind: 'wait', until: null, reason: 'person' }
          if (quiet !== null && now < quiet.until)
            return { kind: 'wait', until: quiet.until, reason: quiet.reason }
          return { kind: verdicts[contact] === 'lost' ? 'look' : 'touch', contact }
        },
        request(step, { nextBatch: batch }, at) {
          if (step.kind !== 'touch' && step.kind !== 'look') return null
          const { kind, contact } = step
          const name = plan.contacts[contact] ?? ''
          return {
            sent: { type: kind === 'touch' ? 'sent' : 'look-sent', at, batch, contact },
            deletes: 0,
            looks: kind === 'look',
            async send() {
              const reply = await (kind === 'touch' ? portal.touch(name) : portal.isTouched(name))
              if (reply.kind === 'failed') return reply
              return {
                kind: 'answered',
                answer(answeredAt) {
                  const { event: touched, refusals } = reply.answer(answeredAt)
                  return { event: { type: 'settled', at: answeredAt, batch, contact, touched }, refusals }
                },
              }
            },
          }
        },
      }),
  }
}

const CONTACTS = ['Ann', 'Ben', 'Cat', 'Dan', 'Eve', 'Fay']

/** What outlives a page: portal, journal and clock. */
function setUp(losesAnswerOf: readonly string[] = []) {
  const clock = createVirtualClock(Date.UTC(2026, 0, 10))
  const touches: string[] = []
  const looks: string[] = []
  const reported: number[] = []
  const recorded: boolean[] = []
  const answer = (touched: boolean): JobReply<boolean> => ({
    kind: 'answered',
    answer: () => ({ event: touched, refusals: { deletes: [], checks: [] } }),
  })
  const afterASecond = (reply: JobReply<boolean>): Promise<JobReply<boolean>> =>
    new Promise((resolve) => void clock.at(clock.now() + 1000, () => resolve(reply)))
  const portal: Portal = {
    touch(name) {
      touches.push(name)
      const lost = losesAnswerOf.includes(name)
      return afterASecond(lost ? { kind: 'failed', failure: failureOfKind('timeout') } : answer(true))
    },
    isTouched(name) {
      looks.push(name)
      return afterASecond(answer(touches.includes(name)))
    },
  }
  const { kept, journal } = memoryJournal<Plan>()
  const ports: JobSessionPorts<Plan, number> = {
    clock,
    journal,
    requests: {
      noteEarlierVisit: () => undefined,
      bucket: () => ({ level: 0, at: clock.now() }),
      keepTo: () => undefined,
      hurry: (work) => work(),
      underWay: () => 0,
    },
    awake: { keep: () => () => undefined },
    network: { onBack: () => () => undefined },
    lock: {
      hold: () => Promise.resolve({ release: () => undefined }),
      isHeld: () => Promise.resolve(false),
      whenFree: () => () => undefined,
    },
    channel: {
      report: (progress) => void reported.push(progress),
      onProgress: () => () => undefined,
      ask: () => undefined,
      onAsked: () => () => undefined,
    },
  }
  const kind = touchEach(portal, recorded)
  const until = (over: () => boolean) => clock.runUntil(over, Infinity)
  return { kind, ports, touches, looks, reported, recorded, kept, until }
}

type Session = JobSession<Plan, State, number, boolean>

async function begun({ kind, ports }: ReturnType<typeof setUp>): Promise<Session> {
  return begunSession(await beginJob(kind, { id: 'job', contacts: CONTACTS }, ports))
}

describe('a kind of job that core/job does not know', () => {
  it('pauses, resumes, finishes, is recorded and reports its progress', async () => {
    const at = setUp()
    const session = await begun(at)
    await at.until(() => session.progress === 2)
    session.ask('pause-asked')
    expect(await at.until(() => false)).toBe('idle')
    expect([session.state.phase, at.touches.length]).toEqual(['paused', session.progress])
    expect(session.progress).toBeLessThan(CONTACTS.length)
    session.ask('resume-asked')
    await at.until(() => session.state.phase === 'done')
    expect([at.touches, at.looks, at.recorded]).toEqual([CONTACTS, [], [true]])
    expect(at.reported.at(-1)).toBe(CONTACTS.length)
    await session.leave(false)
    expect(await peekJob(rules, at.ports.journal)).toBeNull()
  })

  it('goes on after a reload from its journal, and touches nothing twice', async () => {
    const at = setUp()
    const first = await begun(at)
    // Dan is touched, and the page is gone before the answer.
    await at.until(() => at.touches.length === 4)
    await first.leave(false)
    await at.until(() => false)
    expect(await peekJob(rules, at.ports.journal)).toMatchObject({ total: 6, settled: 3, done: false })
    const second = await takeUpJob(at.kind, at.ports)
    expect([second?.state.phase, second?.state.verdicts[3], second?.journalWhole]).toEqual([
      'paused',
      'lost',
      true,
    ])
    second?.ask('resume-asked')
    await at.until(() => second?.state.phase === 'done')
    expect([at.touches, at.looks, at.recorded]).toEqual([CONTACTS, ['Dan'], [true, false]])
  })

  it('waits as the pace says, and settles a lost answer by looking', async () => {
    const at = setUp(['Ben'])
    const session = await begun(at)
    await at.until(() => session.state.phase === 'done')
    expect([at.touches, at.looks]).toEqual([CONTACTS, ['Ben']])
    expect(session.state.verdicts.every((each) => each === 'touched')).toBe(true)
    const types = at.kept.records.map((line) => format.read(line)?.event.type)
    expect(types).toEqual(expect.arrayContaining(['failed', 'waits']))
  })
})
