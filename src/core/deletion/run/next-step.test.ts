import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_GUARDS } from '../../plan/guards.ts'
import { freezePlan } from '../../plan/plan.ts'
import { ENTERPRISE_BUCKET, USUAL_BUCKET } from '../../job/pace/bucket.ts'
import { CHECK_LASTS_MS, nextStep, type Step } from './next-step.ts'
import { newPace } from '../../job/pace/pace.ts'
import { progressOf } from './progress.ts'
import { afterEvent } from './reducer/reducer.ts'
import { afterSeconds, NO_SAMPLE } from '../../job/pace/sample.ts'
import { readyRun, type RunState } from './state.ts'

const NOW = Date.UTC(2026, 0, 10, 10)
const CHECK_COMMANDS = 4

const CONTEXT = { id: 'plan', plannedAt: 0, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 }

/** A run in which a check sent at `checkedAt` found that these contacts may be deleted. */
function checkedRun(contacts: number, clear: readonly number[], checkedAt: number): RunState {
  const rows = Array.from({ length: contacts }, (_, at) => ({
    id: at + 1,
    name: null,
    createdAt: 0,
    modifiedAt: 0,
    responsibleId: 1,
    typeId: '',
    sourceId: '',
  }))
  const plan = freezePlan(CONTEXT, rows, [])
  const asked = afterEvent(readyRun(plan), { type: 'resume-asked', at: checkedAt })
  const sent = afterEvent(asked, { type: 'sent', at: checkedAt, batch: 1, deletes: [], checks: clear })
  return afterEvent(sent, {
    type: 'answered',
    at: checkedAt,
    batch: 1,
    deleted: [],
    others: [],
    clear,
    absent: [],
    guarded: [],
    unread: [],
    meter: null,
  })
}

/** Of a portal that was found to delete quickly in four lanes. */
function quickPace(bucket = USUAL_BUCKET) {
  const pace = newPace(NOW, bucket)
  const deletes = afterSeconds(NO_SAMPLE, Array<number>(40).fill(0.01))
  return { ...pace, deletes, counted: deletes, lanes: { ...pace.lanes, allowed: 4, settled: true } }
}

describe('the next step', () => {
  it('deletes only contacts with a recent check, whatever the clock does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat(59), { maxLength: 50 }),
        fc.integer({ min: -10 * CHECK_LASTS_MS, max: 3 * CHECK_LASTS_MS }),
        (contacts, picked, age) => {
          const clear = [...new Set(picked.filter((contact) => contact < contacts))]
          const state = checkedRun(contacts, clear, NOW - age)
          const step = nextStep(state, newPace(NOW), CHECK_COMMANDS, NOW)
          expect(step.kind).toBe('send')
          if (step.kind !== 'send') return
          const fresh = age >= 0 && age <= CHECK_LASTS_MS
          if (!fresh) expect(step.deletes).toEqual([])
          for (const contact of step.deletes) expect(clear).toContain(contact)
          expect(new Set([...step.deletes, ...step.checks]).size).toBe(
            step.deletes.length + step.checks.length,
          )
          const commands = step.deletes.length + CHECK_COMMANDS * Math.ceil(step.checks.length / 50)
          expect(commands).toBeLessThanOrEqual(50)
        },
      ),
    )
  })

  it('leaves commands of a batch free that the sender needs itself, in looks too', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 50 }),
        fc.integer({ min: 1, max: 200 }),
        fc.boolean(),
        (commands, clear, quick) => {
          const state = checkedRun(
            400,
            Array.from({ length: clear }, (_, at) => at),
            NOW,
          )
          const pace = newPace(NOW, USUAL_BUCKET, null, { commands, apartMs: 0 })
          const deletes = afterSeconds(NO_SAMPLE, Array<number>(40).fill(0.01))
          const paced = quick
            ? { ...pace, deletes, counted: deletes, lanes: { ...pace.lanes, settled: true } }
            : pace
          const step = nextStep(state, paced, CHECK_COMMANDS, NOW)
          if (step.kind !== 'send') throw new Error(step.kind)
          const groups = Math.ceil(step.checks.length / 50)
          expect(step.deletes.length + CHECK_COMMANDS * groups).toBeLessThanOrEqual(commands)
          expect(step.deletes.length).toBeGreaterThan(0)
          const looks = Array.from({ length: 60 }, (_, contact) => ({
            contact,
            tries: 0,
            notBefore: NOW,
            workingUntil: NOW,
          }))
          const look = nextStep({ ...state, looks }, paced, CHECK_COMMANDS, NOW)
          expect(look).toMatchObject({ kind: 'look', contacts: { length: commands - 1 } })
        },
      ),
    )
  })

  it('fills a batch with checks if nothing can be deleted yet', () => {
    expect(nextStep(checkedRun(1_000, [], NOW), quickPace(), CHECK_COMMANDS, NOW)).toMatchObject({
      deletes: [],
      checks: { length: 200 },
    })
  })

  it('lets a few deletes wait for more while copies are on their way and requests are scarce', () => {
    const copies = { archive: 0, seals: [], contacts: 2, incomplete: 0, earlier: [], cursor: 2, troubles: 0 }
    const flight = { kind: 'batch', batch: 1, turn: 1, sentAt: NOW, deletes: [999], checks: [] } as const
    const step = (clear: number[], changed: Partial<RunState> = {}, bucket = USUAL_BUCKET) =>
      nextStep(
        {
          ...checkedRun(1_000, clear, NOW),
          copies: { ...copies, first: null },
          flights: [flight],
          ...changed,
        },
        quickPace(bucket),
        CHECK_COMMANDS,
        NOW,
      )
    const many = Array.from({ length: 40 }, (_, contact) => contact)
    expect(step([0, 1])).toEqual({ kind: 'wait', until: null, reason: 'answer' })
    expect(step([0, 1], { flights: [] })).toMatchObject({ deletes: [0, 1] })
    expect(step(many)).toMatchObject({ deletes: many })
    expect(step([0, 1], {}, ENTERPRISE_BUCKET)).toMatchObject({ deletes: [0, 1] })
  })

  it('keeps requests apart if the sender asks for it', () => {
    const state = checkedRun(10, [0, 1, 2], NOW)
    const pace = newPace(NOW, USUAL_BUCKET, null, { commands: 49, apartMs: 250 })
    const step = (sentAt: number) => nextStep(state, { ...pace, sentAt }, CHECK_COMMANDS, NOW)
    expect(step(-Infinity).kind).toBe('send')
    expect(step(NOW - 100)).toEqual({ kind: 'wait', until: NOW + 150, reason: 'requests' })
    expect(step(NOW - 250).kind).toBe('send')
    expect(step(NOW + 60_000).kind).toBe('send')
  })

  it('sends nothing while paused, stopped or quiet, or when our share of requests is used up', () => {
    const state = checkedRun(10, [0, 1, 2], NOW)
    const pace = newPace(NOW)
    const step = (changed: Partial<RunState>, paced = pace) =>
      nextStep({ ...state, ...changed }, paced, CHECK_COMMANDS, NOW)
    expect(step({ phase: 'paused' })).toEqual({ kind: 'wait', until: null, reason: 'person' })
    expect(step({ phase: 'pausing' })).toEqual({ kind: 'wait', until: null, reason: 'answer' })
    expect(step({ phase: 'done' })).toEqual({ kind: 'finished' })
    const quiet = { until: NOW + 5, reason: 'portal-busy' } as const
    expect(step({}, { ...pace, quiet })).toEqual({ kind: 'wait', ...quiet })
    const used = step({}, { ...pace, bucket: { level: 25, at: NOW } })
    expect(used).toEqual({ kind: 'wait', until: NOW + 1000, reason: 'requests' })
    expect(step({}).kind).toBe('send')
  })

  it('is named to the person when it waits for its share of requests, and at no other wait', () => {
    const state = checkedRun(1, [0], NOW)
    const plan = freezePlan(CONTEXT, [], [])
    const doing = (step: Step) => progressOf(plan, 0, { state, step }, null).doing
    expect(doing({ kind: 'wait', until: NOW, reason: 'requests' })).toEqual({ kind: 'waiting', count: 0 })
    expect(doing({ kind: 'wait', until: NOW, reason: 'portal-busy' })).toBeNull()
    expect(doing({ kind: 'finished' })).toBeNull()
  })
})
