import { describe, expect, it } from 'vitest'
import { planAgain } from '../plan/retry-plan.ts'
import { actedEvent, callOf, lookedEvent } from './replies.ts'
import { nextRestoreStep } from './next-step.ts'
import type { RestorePlan } from '../plan/plan.ts'
import type { ActAnswer, LookAnswer } from '../ports.ts'
import { restoreReport, unsureOf } from '../report.ts'
import { afterRestoreEvent } from './reducer.ts'
import { readyRestore, verdictOfTask, type RestoreState } from './state.ts'
import { newPace } from '../../job/pace/pace.ts'
import type { RestoreTask } from '../plan/tasks.ts'

/** What a restore does when somebody else makes the same at the same moment; what the portal says is told here. */

const CONTACT: RestoreTask = {
  entry: 0,
  needs: null,
  kind: 'contact',
  key: { originatorId: 'tidy-contacts', originId: '7', foreign: false },
  knownBefore: [],
  fields: {},
  complete: true,
  alone: false,
}
const hung = { entry: 0, needs: 0, alone: false, fields: {} }
const REQUISITE: RestoreTask = { ...hung, kind: 'requisite', mark: 'r' }
const BANK: RestoreTask = { ...hung, needs: 1, kind: 'bank-detail', mark: 'b' }
const ADDRESS: RestoreTask = { ...hung, needs: 1, kind: 'address', typeId: 1 }
const TO_DO: RestoreTask = {
  ...hung,
  kind: 'activity',
  originId: '1',
  fields: { SUBJECT: 'Call' },
  copies: 2,
}

function planOf(...parts: RestoreTask[]): RestorePlan {
  const entry = { oldId: 7, archiveId: '', name: 'Ann', decision: { kind: 'create' } as const }
  return {
    version: 1,
    id: 'p',
    plannedAt: 0,
    importMode: true,
    entries: [{ ...entry, goneTargets: [], losses: [], unsaved: [] }],
    tasks: [CONTACT, ...parts],
  }
}

type Word = number | readonly number[] | 'absent' | 'refused' | 'lost'

/** Plays one request after another; each gives what is said of the tasks that it carries, by task. */
function play(plan: RestorePlan, ...requests: Readonly<Record<number, Word>>[]) {
  const sent: string[] = []
  let now = 0
  let state: RestoreState = afterRestoreEvent(plan, readyRestore(plan), { type: 'resume-asked', at: now })
  for (const words of requests) {
    let step = nextRestoreStep(plan, state, newPace(now), now)
    for (
      ;
      step.kind === 'wait' && step.until !== null;
      step = nextRestoreStep(plan, state, newPace(now), now)
    )
      now = step.until
    if (step.kind !== 'look' && step.kind !== 'act') throw new Error(`nothing is sent: ${step.kind}`)
    const calls = step.tasks.map((task) => callOf(plan, state, task))
    sent.push(
      `${step.kind} ${calls.map(({ task, withdraw, parentId }) => `${task}${withdraw === null ? '' : `-${withdraw}`}${parentId === null ? '' : ` on ${parentId}`}`).join()}`,
    )
    const type = step.kind === 'look' ? 'look-sent' : 'act-sent'
    const request = { type, at: now, batch: state.nextBatch, tasks: step.tasks } as const
    state = afterRestoreEvent(plan, state, request)
    const event =
      step.kind === 'look'
        ? lookedEvent(request, new Map(step.tasks.map((task) => [task, seen(words[task])])), now)
        : actedEvent(request, new Map(step.tasks.map((task) => [task, done(words[task])])), now)
    state = afterRestoreEvent(plan, state, event)
  }
  return { sent, state, verdicts: plan.tasks.map((_, task) => verdictOfTask(state, task)) }
}

function seen(word: Word | undefined): LookAnswer {
  if (typeof word === 'object') return { kind: 'found', ids: word }
  if (word === 'absent') return { kind: 'absent' }
  throw new Error(`a look says nothing like ${word}`)
}

function done(word: Word | undefined): ActAnswer {
  if (typeof word === 'number') return { kind: 'done', id: word }
  if (word === 'refused')
    return { kind: 'refused', failure: { kind: 'access-denied', code: '', portalText: '' } }
  if (word === 'lost') return { kind: 'lost', failure: { kind: 'network', code: '', portalText: '' } }
  throw new Error(`an answer says nothing like ${String(word)}`)
}

const BACK = { 0: [50] }

describe('what two made at the same moment', () => {
  it('is taken back by whoever made the younger, and what hangs on it goes onto the elder', () => {
    const { sent, verdicts } = play(
      planOf(REQUISITE, BANK, ADDRESS),
      BACK,
      { 1: 'absent' },
      { 1: 61 },
      { 1: [61, 60] },
      { 1: 0 },
      { 2: 'absent', 3: [60] },
      { 2: 70 },
      { 2: [70] },
    )
    expect(sent).toEqual([
      'look 0',
      'look 1',
      'act 1',
      'look 1',
      'act 1-61',
      'look 2 on 60,3 on 60',
      'act 2 on 60',
      'look 2 on 60',
    ])
    expect(verdicts).toEqual([
      { kind: 'already', id: 50 },
      { kind: 'already', id: 60 },
      { kind: 'restored', id: 70, reread: false, sure: true },
      { kind: 'already', id: 60 },
    ])
  })

  it('of a contact leaves all that hangs on it to whoever made the elder, and does not call it missing', () => {
    const plan = planOf(REQUISITE, BANK)
    const own = { ...plan, tasks: [{ ...CONTACT, complete: false }, ...plan.tasks.slice(1)] }
    const { sent, state, verdicts } = play(own, { 0: 'absent' }, { 0: 51 }, { 0: [50, 51] }, { 0: 0 })
    expect(sent.at(-1)).toBe('act 0-51')
    expect(verdicts.map(({ kind }) => kind)).toEqual(['already', 'blocked', 'blocked'])
    expect([state.phase, restoreReport(own, state)]).toMatchObject(['done', { parts: {}, missing: [] }])
  })

  it('stays with whoever made the elder, and an address needs no second look', () => {
    const { sent, verdicts } = play(
      planOf(REQUISITE, ADDRESS),
      BACK,
      { 1: 'absent' },
      { 1: 60 },
      { 1: [61, 60] },
      { 2: 'absent' },
      { 2: 60 },
    )
    expect(sent.slice(2)).toEqual(['act 1', 'look 1', 'look 2 on 60', 'act 2 on 60'])
    expect(verdicts.map(({ kind }) => kind)).toEqual(['already', 'restored', 'restored'])
  })

  it('is said to be there twice where ours is not known, after the other had time to take its own back', () => {
    const plan = planOf(REQUISITE, BANK)
    const { sent, state, verdicts } = play(
      plan,
      BACK,
      { 1: 'absent' },
      { 1: 'lost' },
      { 1: [60, 61] },
      { 1: [60, 61] },
    )
    expect(sent.filter((each) => each.startsWith('act'))).toEqual(['act 1'])
    expect(verdicts.slice(1)).toEqual([{ kind: 'doubled', id: 60 }, { kind: 'blocked' }])
    expect(restoreReport(plan, state).missing.map(({ reason }) => reason.kind)).toEqual([
      'doubled',
      'blocked',
    ])
    expect(
      play(plan, BACK, { 1: 'absent' }, { 1: 'lost' }, { 1: [60, 61] }, { 1: [60] }).verdicts[1],
    ).toMatchObject({
      kind: 'restored',
      reread: true,
    })
  })

  it('is said to be unsure where nobody can look any more, and looked at again when asked', () => {
    const plan = planOf(REQUISITE)
    let { state } = play(plan, BACK, { 1: 'absent' }, { 1: 60 })
    const gone = { kind: 'app-removed', code: '', portalText: '' } as const
    for (let tries = 0; tries < 9 && state.phase !== 'done'; tries++) {
      const step = nextRestoreStep(plan, state, newPace(1e9), 1e9)
      if (step.kind !== 'look') throw new Error(step.kind)
      const { nextBatch: batch } = state
      state = afterRestoreEvent(plan, state, { type: 'look-sent', at: 1e9, batch, tasks: step.tasks })
      state = afterRestoreEvent(plan, state, { type: 'failed', at: 1e9, batch, failure: gone })
    }
    expect(verdictOfTask(state, 1)).toEqual({ kind: 'restored', id: 60, reread: false, sure: false })
    expect(unsureOf(plan, state)).toEqual({ contacts: 0, parts: 1 })
    const asked = afterRestoreEvent(plan, state, { type: 'recheck-asked', at: 1e9 })
    expect(nextRestoreStep(plan, asked, newPace(1e9), 1e9)).toEqual({ kind: 'look', tasks: [1] })
  })
})

describe('two of a kind that cannot be told apart', () => {
  const two = planOf(TO_DO, { ...TO_DO, originId: '2' })

  it('both come back, and of four the two younger go', () => {
    const looks = [BACK, { 1: 'absent', 2: 'absent' }] as const
    const calm = play(two, ...looks, { 1: 60, 2: 61 }, { 1: [60, 61], 2: [60, 61] })
    expect(calm.verdicts.map(({ kind }) => kind)).toEqual(['already', 'restored', 'restored'])
    const all = [60, 61, 62, 63]
    const { sent, verdicts } = play(two, ...looks, { 1: 61, 2: 63 }, { 1: all, 2: all }, { 2: 0 })
    expect(sent.at(-1)).toBe('act 2-63')
    expect(verdicts.slice(1)).toEqual([
      { kind: 'restored', id: 61, reread: false, sure: true },
      { kind: 'already', id: 60 },
    ])
  })

  it('are each found once where both are there, and made where one is missing', () => {
    expect(play(two, BACK, { 1: [60, 61], 2: [60, 61] }).verdicts.slice(1)).toEqual([
      { kind: 'already', id: 60 },
      { kind: 'already', id: 61 },
    ])
    const { sent, verdicts } = play(two, BACK, { 1: [60], 2: [60] }, { 2: 61 }, { 2: [60, 61] })
    expect(sent.at(-2)).toBe('act 2')
    expect(verdicts.map(({ kind }) => kind)).toEqual(['already', 'already', 'restored'])
  })

  it('are still two when only the one that was refused is tried again', () => {
    const first = play(two, BACK, { 1: 'absent', 2: 'absent' }, { 1: 60, 2: 'refused' }, { 1: [60], 2: [60] })
    expect(first.verdicts.map(({ kind }) => kind)).toEqual(['already', 'restored', 'access-denied'])
    const again = planAgain(two, first.state, { id: 'again', plannedAt: 1 })
    const second = play(again!, BACK, { 1: [60] }, { 1: 62 }, { 1: [60, 62] })
    expect(second.verdicts.map(({ kind }) => kind)).toEqual(['already', 'restored'])
  })
})
