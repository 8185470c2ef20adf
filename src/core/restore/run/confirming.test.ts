import { describe, expect, it } from 'vitest'
import { planAgain } from '../plan/retry-plan.ts'
import { actedEvent, callOf, lookedEvent } from './replies.ts'
import type { RestoreEvent } from './events.ts'
import { replayRestore, writeRestoreRecord } from './journal.ts'
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

describe('what two made at the same moment', () => {
  it('is said to be there twice by whoever made the younger, and what hangs on it goes onto the elder', () => {
    const { sent, verdicts } = play(
      planOf(REQUISITE, BANK, ADDRESS),
      BACK,
      { 1: 'absent' },
      { 1: 61 },
      { 1: [61, 60] },
      { 2: 'absent', 3: [60] },
      { 2: 70 },
      { 2: [70] },
    )
    expect(sent).toEqual([
      'look 0',
      'look 1',
      'act 1',
      'look 1',
      'look 2 on 60,3 on 60',
      'act 2 on 60',
      'look 2 on 60',
    ])
    expect(verdicts).toEqual([
      { kind: 'already', id: 50 },
      { kind: 'doubled', id: 60, others: [61] },
      { kind: 'restored', id: 70, reread: false, sure: true },
      { kind: 'already', id: 60 },
    ])
  })

  it('of a contact leaves all that hangs on it to whoever made the elder, and does not call it missing', () => {
    const plan = planOf(REQUISITE, BANK)
    const own = { ...plan, tasks: [{ ...CONTACT, complete: false }, ...plan.tasks.slice(1)] }
    const { sent, state, verdicts } = play(own, { 0: 'absent' }, { 0: 51 }, { 0: [50, 51] })
    expect(sent.filter((each) => each.startsWith('act'))).toEqual(['act 0'])
    expect(verdicts[0]).toEqual({ kind: 'doubled', id: 50, others: [51] })
    expect(verdicts.slice(1).map(({ kind }) => kind)).toEqual(['blocked', 'blocked'])
    expect([state.phase, restoreReport(own, state)]).toMatchObject(['done', { parts: {}, missing: [] }])
  })

  it('is said to be there twice also by whoever made the elder, and goes on with what hangs on it', () => {
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
    expect(verdicts[1]).toEqual({ kind: 'doubled', id: 60, others: [61] })
    expect(verdicts[2]).toMatchObject({ kind: 'restored', id: 60 })
  })

  it('is said to be there twice where ours is not known, and what hangs on it goes onto the elder', () => {
    const { sent, verdicts } = play(
      planOf(REQUISITE, BANK),
      BACK,
      { 1: 'absent' },
      { 1: 'lost' },
      { 1: [60, 61] },
      { 2: [70] },
    )
    expect(sent.filter((each) => each.startsWith('act'))).toEqual(['act 1'])
    expect(verdicts.slice(1)).toEqual([
      { kind: 'doubled', id: 60, others: [61] },
      { kind: 'already', id: 70 },
    ])
  })

  it('is said to be there twice where a look before making finds two', () => {
    const plan = planOf(REQUISITE)
    const { verdicts, state } = play(plan, { 0: [50, 51] }, { 1: [60] })
    expect(verdicts).toEqual([
      { kind: 'doubled', id: 50, others: [51] },
      { kind: 'already', id: 60 },
    ])
    expect(restoreReport(plan, state).contacts).toMatchObject([{ reason: { kind: 'doubled' }, tasks: [0] }])
  })

  it('was deleted by earlier versions; their journals are read, and say that it may be there twice', () => {
    const plan = planOf(REQUISITE, BANK)
    const sent = (type: 'look-sent' | 'act-sent', batch: number, ...tasks: number[]): RestoreEvent => ({
      type,
      at: batch,
      batch,
      tasks,
    })
    const looked = (batch: number, found: [number, number[]][], absent: number[] = []): RestoreEvent => ({
      type: 'looked',
      at: batch,
      batch,
      found,
      absent,
      unseen: [],
      unread: [],
    })
    const acted = (batch: number, ...answers: [number, ActAnswer][]): RestoreEvent => ({
      type: 'acted',
      at: batch,
      batch,
      answers,
    })
    const refused: ActAnswer = {
      kind: 'refused',
      failure: { kind: 'access-denied', code: '', portalText: '' },
    }
    const unread = { ...looked(8, []), unread: [[1, refused.failure]] } as RestoreEvent
    const NO_ANSWER = { kind: 'network', code: '', portalText: '' } as const
    const events: RestoreEvent[] = [
      { type: 'resume-asked', at: 0 },
      ...[sent('look-sent', 1, 0), looked(1, [[0, [50]]])],
      ...[sent('look-sent', 2, 1), looked(2, [], [1])],
      ...[sent('act-sent', 3, 1), acted(3, [1, { kind: 'done', id: 61 }])],
      ...[sent('look-sent', 4, 1), looked(4, [[1, [60, 61]]])],
      // The delete, once refused, once lost, looked for, and done.
      ...[sent('act-sent', 5, 1), acted(5, [1, refused])],
      ...[sent('look-sent', 6, 1), looked(6, [[1, [60, 61]]])],
      ...[sent('act-sent', 7, 1), { type: 'failed', at: 7, batch: 7, failure: NO_ANSWER } as const],
      ...[sent('look-sent', 8, 1), unread],
      ...[sent('act-sent', 9, 1), acted(9, [1, { kind: 'done', id: 0 }])],
      ...[sent('look-sent', 10, 2), looked(10, [], [2])],
      ...[sent('act-sent', 11, 2)],
    ]
    const { state, whole } = replayRestore(
      plan,
      events.map((event, at) => writeRestoreRecord(at, event)),
    )
    expect(whole).toBe(true)
    expect(verdictOfTask(state, 1)).toEqual({ kind: 'doubled', id: 60, others: [61] })
    const answered = afterRestoreEvent(plan, state, acted(11, [2, { kind: 'done', id: 70 }]))
    const step = nextRestoreStep(plan, answered, newPace(1e9), 1e9)
    expect(step).toEqual({ kind: 'look', tasks: [2] })
    expect(callOf(plan, answered, 2)).toMatchObject({ parentId: 60 })
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

  it('both come back, and of four it is said that there are too many', () => {
    const looks = [BACK, { 1: 'absent', 2: 'absent' }] as const
    const calm = play(two, ...looks, { 1: 60, 2: 61 }, { 1: [60, 61], 2: [60, 61] })
    expect(calm.verdicts.map(({ kind }) => kind)).toEqual(['already', 'restored', 'restored'])
    const all = [60, 61, 62, 63]
    const { verdicts } = play(two, ...looks, { 1: 61, 2: 63 }, { 1: all, 2: all })
    expect(verdicts.slice(1)).toEqual([
      { kind: 'doubled', id: 61, others: [60, 62, 63] },
      { kind: 'doubled', id: 60, others: [61, 62, 63] },
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
