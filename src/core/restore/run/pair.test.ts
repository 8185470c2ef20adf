import { describe, expect, it } from 'vitest'
import { allEnds, type PairEnd, type PairOptions } from '../../../../e2e/simulation/restore-pair.ts'
import { addContact, createRestoreWorld, markOf } from '../../../../e2e/simulation/restore-world.ts'
import { likenessOf } from '../plan/match-key.ts'
import { ourKey } from '../plan/external-key.ts'
import { partTasks } from '../plan/attachment-tasks.ts'
import type { RestorePlan } from '../plan/plan.ts'
import { verdictOfTask } from './state.ts'

/** Two restores of the same archive at once, in every order of their requests: what the portal holds in the end. */

const REQUISITE = (id: number, banks: number) => ({
  id,
  fields: { NAME: 'Person', PRESET_ID: '1' },
  bankDetails: Array.from({ length: banks }, (_, at) => ({ id: at + 1, fields: { NAME: 'Bank' } })),
  addresses: [],
})
const TO_DO = (id: number) => ({
  id,
  subject: 'Call back',
  typeId: 6,
  providerId: 'CRM_TODO',
  deadline: '',
  responsibleId: 1,
  bindings: [],
  fields: { TYPE_ID: '6', SUBJECT: 'Call back' },
})
const COMMENT = (id: number) => ({ id, authorId: 1, createdAt: '', text: 'Nice' })

type Hangs = Partial<Record<'requisites' | 'banks' | 'toDos' | 'comments', number>>

/** @param there the contact is back already, and both bring back what is missing on it. */
function pairOf(hangs: Hangs, there: boolean, more: Partial<PairOptions> = {}): PairOptions {
  const numbers = (count = 0) => Array.from({ length: count }, (_, at) => at + 1)
  const contact = {
    id: 7,
    readAt: 0,
    fields: { NAME: 'Ann' },
    communications: [],
    companies: [],
    links: [],
    requisites: numbers(hangs.requisites).map((id) => REQUISITE(id, hangs.banks ?? 0)),
    activities: numbers(hangs.toDos).map(TO_DO),
    // A comment that is in the archive twice is a comment that comes back twice.
    comments: numbers(hangs.comments).map(() => COMMENT(9)),
    names: [],
    files: [],
    unsaved: [],
  }
  const gone = new Set(contact.activities.map(({ id }) => `6 ${id}`))
  const key = ourKey(contact.id)
  const plan: RestorePlan = {
    version: 1,
    id: 'p',
    plannedAt: 0,
    importMode: true,
    entries: [
      {
        oldId: 7,
        archiveId: '',
        name: 'Ann',
        decision: { kind: 'create' },
        goneTargets: [],
        losses: [],
        unsaved: [],
      },
    ],
    tasks: [
      {
        entry: 0,
        needs: null,
        kind: 'contact',
        key,
        knownBefore: [],
        fields: {},
        complete: true,
        alone: false,
      },
      ...partTasks(contact, { entry: 0, needs: 0, gone }).tasks,
    ],
  }
  const world = createRestoreWorld()
  if (there) addContact(world, key, true)
  return { plan, world, mostCreated: 10, losses: 0, crashes: 0, stops: 0, ...more }
}

/** How many of each the portal holds in the end, beside how many it should. */
function balanceOf({ plan }: PairOptions, { world, states }: PairEnd) {
  const on = new Set([...world.contacts.keys(), ...world.parts.map(({ id }) => id)])
  const groups = new Set(plan.tasks.map((task) => likenessOf(task) ?? task.kind))
  return [...groups].map((group) => {
    const tasks = plan.tasks.flatMap((task, at) => ((likenessOf(task) ?? task.kind) === group ? [at] : []))
    const what = plan.tasks[tasks[0]!]!
    const held =
      what.kind === 'contact'
        ? world.contacts.size
        : world.parts.filter(
            (part) => part.kind === what.kind && part.mark === markOf(what) && on.has(part.on),
          ).length
    const told = states.flatMap((state) => tasks.map((task) => verdictOfTask(state, task)))
    const kinds = new Set(
      told.map((verdict) => (verdict.kind === 'restored' && !verdict.sure ? 'unsure' : verdict.kind)),
    )
    return { group, held, wanted: tasks.length, kinds }
  })
}

/** What an end says that is not so. */
function liesOf(options: PairOptions, end: PairEnd): string[] {
  const wrong = balanceOf(options, end).flatMap(({ group, held, wanted, kinds }) => {
    const told = `${group} is there ${held} times, told ${[...kinds].join()}`
    const mayLack = MAY_LACK.some((kind) => kinds.has(kind))
    return (held > wanted && !kinds.has('doubled')) || (held < wanted && !mayLack) ? [told] : []
  })
  const open = end.states.filter(({ phase }) => phase !== 'done').map(({ phase }) => `ended ${phase}`)
  return [...wrong, ...open]
}

const MAY_LACK = ['waiting', 'blocked', 'unknown', 'failed'] as const
const DOUBTS = ['doubled', 'unknown', 'unsure', 'failed'] as const

describe('two restores at once, in every order of their calls', () => {
  it.each<[string, PairOptions]>([
    ['a contact that is back', pairOf({ requisites: 1, banks: 1, comments: 1 }, true)],
    ['a contact that both bring back', pairOf({ requisites: 1, banks: 1 }, false)],
    ['equal comments', pairOf({ comments: 2, requisites: 1 }, true)],
    ['equal to-dos, one a request', pairOf({ toDos: 2, comments: 1 }, true, { mostCreated: 1 })],
    ['several accounts', pairOf({ requisites: 1, banks: 2 }, true)],
  ])('lack nothing, delete nothing, and say what may be there twice: %s', (_, options) => {
    const { ends, places } = allEnds(options)
    expect(new Set(ends.flatMap((end) => liesOf(options, end)))).toEqual(new Set())
    const balances = ends.flatMap((end) => balanceOf(options, end))
    expect(balances.filter(({ held, wanted }) => held < wanted)).toEqual([])
    // Where it is there once, nobody says otherwise.
    const once = balances.filter(({ held, wanted }) => held === wanted)
    expect(once.flatMap(({ kinds }) => DOUBTS.filter((kind) => kinds.has(kind)))).toEqual([])
    expect([places > 500, ends.length > 1, once.length > 0]).toEqual([true, true, true])
    expect(balances.length > once.length).toBe(true)
  })

  it('name both contacts where there are two', () => {
    const options = pairOf({ requisites: 1 }, false)
    const named = allEnds(options).ends.flatMap(({ world, states }) => {
      if (world.contacts.size < 2) return []
      const all = [...world.contacts.keys()].sort((a, b) => a - b)
      const told = states.map((state) => verdictOfTask(state, 0))
      return [
        { all, told: told.flatMap((each) => (each.kind === 'doubled' ? [[each.id, ...each.others]] : [])) },
      ]
    })
    expect(named.length).toBeGreaterThan(0)
    for (const { all, told } of named) {
      expect(told.length).toBeGreaterThan(0)
      for (const ids of told) expect(ids).toEqual(all)
    }
  })

  it.each<[string, PairOptions]>([
    ['an answer is lost, or comes to nothing', pairOf({ requisites: 1, banks: 1 }, true, { losses: 1 })],
    ['one of equal ones is lost', pairOf({ comments: 2 }, true, { losses: 1 })],
    ['a contact’s own is lost', pairOf({ comments: 1 }, false, { losses: 1 })],
    ['both lose one', pairOf({ comments: 1 }, true, { losses: 2 })],
    ['a page dies and goes on', pairOf({ requisites: 1, banks: 1 }, true, { crashes: 1 })],
    ['one is stopped', pairOf({ requisites: 1, banks: 1, comments: 1 }, true, { stops: 1 })],
  ])('never lose a thing, and say so where there may be two: %s', (_, options) => {
    const { ends } = allEnds(options)
    expect(new Set(ends.flatMap((end) => liesOf(options, end)))).toEqual(new Set())
    const balances = ends.flatMap((end) => balanceOf(options, end))
    expect(balances.some(({ held, wanted }) => held > wanted)).toBe(true)
  })
})
