import { describe, expect, it } from 'vitest'
import { planAgain } from '../plan/retry-plan.ts'
import type { RestoreEvent } from './events.ts'
import { actedEvent, callOf, lookedEvent } from './replies.ts'
import { nextRestoreStep } from './steps/next-step.ts'
import type { RestorePlan } from '../plan/plan.ts'
import type { ActAnswer, LookAnswer } from '../ports.ts'
import { restoreReport, unsureOf } from '../report.ts'
import { afterRestoreEvent } from './reducer.ts'
import { readyRestore, verdictOfTask, type RestoreState } from './state.ts'
import { newPace } from '../../job/pace/pace.ts'
import type { RestoreTask } from '../plan/tasks.ts'

/** What a restore does when a thing is there twice; each test gives the portal's answers. */

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
    entries: [{ ...entry, goneTargets: [], losses: [], unsaved: [] }],
    tasks: [CONTACT, ...parts],
  }
}

type Word = number | readonly number[] | 'absent' | 'refused' | 'lost'

/** Plays one request after another; each gives the answers for its tasks, by task. */
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
      `${step.kind} ${calls.map(({ task, parentId }) => `${task}${parentId === null ? '' : ` on ${parentId}`}`).join()}`,
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

describe('what is there twice', () => {
  it('is named with both IDs, and the rest is added to what this restore made', () => {
    const plan = planOf(REQUISITE, BANK, ADDRESS)
    const { sent, verdicts } = play(
      plan,
      BACK,
      { 1: 'absent' },
      { 1: 61 },
      { 1: [61, 60] },
      { 2: 'absent', 3: 'absent' },
      { 2: 70, 3: 61 },
      { 2: [70] },
    )
    expect(sent).toEqual([
      'look 0',
      'look 1',
      'act 1',
      'look 1',
      'look 2 on 61,3 on 61',
      'act 2 on 61,3 on 61',
      'look 2 on 61',
    ])
    expect(verdicts.slice(1)).toMatchObject([
      { kind: 'doubled', id: 61, others: [60] },
      { kind: 'restored' },
      { kind: 'restored' },
    ])
  })

  it('may be a contact that the portal made twice from one request: one of them gets all linked things', () => {
    const plan = planOf(REQUISITE)
    const own = { ...plan, tasks: [{ ...CONTACT, complete: false }, ...plan.tasks.slice(1)] }
    const { sent, state, verdicts } = play(
      own,
      { 0: 'absent' },
      { 0: 51 },
      { 0: [50, 51] },
      { 1: 'absent' },
      { 1: 60 },
      { 1: [60] },
    )
    expect(sent.slice(3)).toEqual(['look 1', 'act 1', 'look 1'])
    expect(verdicts).toMatchObject([
      { kind: 'doubled', id: 51, others: [50] },
      { kind: 'restored', id: 60 },
    ])
    expect(restoreReport(own, state)).toMatchObject({
      contacts: [{ reason: { kind: 'doubled' }, tasks: [0] }],
      missing: [],
    })
  })

  it('is found where our ID is not known, and the older one gets the rest', () => {
    const plan = planOf(REQUISITE, BANK)
    const { sent, verdicts } = play(
      plan,
      BACK,
      { 1: 'absent' },
      { 1: 'lost' },
      { 1: [60, 61] },
      { 2: 'absent' },
    )
    expect(sent.slice(2)).toEqual(['act 1', 'look 1', 'look 2 on 60'])
    expect(verdicts[1]).toEqual({ kind: 'doubled', id: 60, others: [61] })
  })

  it('may come from an earlier restore: it is named, and nothing more is made', () => {
    const plan = planOf()
    const { sent, verdicts } = play(plan, { 0: [50, 52] })
    expect(sent).toEqual(['look 0'])
    expect(verdicts).toEqual([{ kind: 'doubled', id: 50, others: [52] }])
  })

  it('is replaced by the other one where somebody has deleted ours meanwhile', () => {
    const plan = planOf(REQUISITE)
    const { verdicts } = play(plan, BACK, { 1: 'absent' }, { 1: 61 }, { 1: [60] })
    expect(verdicts[1]).toEqual({ kind: 'already', id: 60 })
  })

  it('is reported as unsure where looking fails, and looked for again when asked', () => {
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

  it('are both restored, and of four found the other two are named', () => {
    const looks = [BACK, { 1: 'absent', 2: 'absent' }] as const
    const calm = play(two, ...looks, { 1: 60, 2: 61 }, { 1: [60, 61], 2: [60, 61] })
    expect(calm.verdicts.map(({ kind }) => kind)).toEqual(['already', 'restored', 'restored'])
    const all = [60, 61, 62, 63]
    const { verdicts } = play(two, ...looks, { 1: 61, 2: 63 }, { 1: all, 2: all })
    expect(verdicts.slice(1)).toEqual([
      { kind: 'doubled', id: 61, others: [60, 62, 63] },
      { kind: 'doubled', id: 63, others: [60, 61, 62] },
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

describe('the journal of an earlier version, which deleted what was there twice', () => {
  const plan = planOf(REQUISITE)
  /** Everything up to the delete of 61, which that version sent as another `act-sent` of the task. */
  const events: RestoreEvent[] = [
    { type: 'resume-asked', at: 0 },
    { type: 'look-sent', at: 0, batch: 1, tasks: [0] },
    { type: 'looked', at: 0, batch: 1, found: [[0, [50]]], absent: [], unseen: [], unread: [] },
    { type: 'look-sent', at: 0, batch: 2, tasks: [1] },
    { type: 'looked', at: 0, batch: 2, found: [], absent: [1], unseen: [], unread: [] },
    { type: 'act-sent', at: 0, batch: 3, tasks: [1] },
    { type: 'acted', at: 0, batch: 3, answers: [[1, { kind: 'done', id: 61 }]] },
    { type: 'look-sent', at: 0, batch: 4, tasks: [1] },
    { type: 'looked', at: 0, batch: 4, found: [[1, [60, 61]]], absent: [], unseen: [], unread: [] },
    { type: 'act-sent', at: 0, batch: 5, tasks: [1] },
  ]
  const ends: [string, RestoreEvent[]][] = [
    ['answered', [{ type: 'acted', at: 0, batch: 5, answers: [[1, { kind: 'done', id: 0 }]] }]],
    ['not answered', []],
    ['failed', [{ type: 'failed', at: 0, batch: 5, failure: { kind: 'network', code: '', portalText: '' } }]],
  ]

  it.each(ends)('is read (%s), and a lookup shows which of the two is there', (_, end) => {
    const left: RestoreEvent[] = [
      { type: 'restarted', at: 1e6 },
      { type: 'resume-asked', at: 1e6 },
    ]
    const all = [...events, ...end, ...left]
    const state = all.reduce((now, event) => afterRestoreEvent(plan, now, event), readyRestore(plan))
    expect(nextRestoreStep(plan, state, newPace(1e6), 1e6)).toEqual({ kind: 'look', tasks: [1] })
    const looked = ([ids]: [readonly number[]]): RestoreState =>
      [
        { type: 'look-sent', at: 1e6, batch: 6, tasks: [1] } as const,
        { type: 'looked', at: 1e6, batch: 6, found: [[1, ids]], absent: [], unseen: [], unread: [] } as const,
      ].reduce((now: RestoreState, event) => afterRestoreEvent(plan, now, event), state)
    expect(verdictOfTask(looked([[60]]), 1)).toEqual({ kind: 'already', id: 60 })
    expect(verdictOfTask(looked([[60, 61]]), 1)).toEqual({ kind: 'doubled', id: 61, others: [60] })
  })
})
