import { describe, expect, it } from 'vitest'
import { DEFAULT_GUARDS, guardRules, type GuardSettings } from '../../plan/guards.ts'
import { rulesOf } from '../../plan/plan-reasons.ts'
import { freezePlan, type Plan } from '../../plan/plan.ts'
import { RELATION_KINDS, type Relation } from '../../plan/relations.ts'
import { answeredEvent, requestFor } from './replies.ts'
import type { CheckAnswer } from '../ports.ts'
import type { CopyNote } from '../../archive/ports.ts'

const PLANNED = Date.UTC(2026, 0, 10, 10)
const COPIED = PLANNED + 60_500
const ID = 100

const row = {
  id: ID,
  name: 'Ann',
  createdAt: PLANNED - 1e9,
  modifiedAt: PLANNED - 1e8,
  responsibleId: 1,
  typeId: '',
  sourceId: '',
}
const deal = (id: number): Relation => ({
  contactId: ID,
  kind: 'deal',
  typeId: 0,
  id,
  open: false,
  amount: null,
})

/** No rule skips a contact. */
const NO_RULES: GuardSettings = {
  ...DEFAULT_GUARDS,
  modes: Object.fromEntries(
    Object.keys(DEFAULT_GUARDS.modes).map((rule) => [rule, 'off']),
  ) as unknown as GuardSettings['modes'],
}
const plan: Plan = {
  ...freezePlan(
    { id: 'plan', plannedAt: PLANNED, me: 1, guards: NO_RULES, contactsInPortal: 9_000 },
    [row],
    [deal(1)],
  ),
  confirmation: { reference: '', incompleteCopies: 'keep', copiesFirst: false },
}
const NOTE: CopyNote = { readAt: COPIED, links: ['2:5', '128:7'] }

/** Whether a contact that was checked with this result may be deleted. */
function mayGo(
  reported: Partial<Extract<CheckAnswer, { kind: 'there' }>>,
  note: CopyNote | null = NOTE,
  sure = true,
): boolean {
  const answer: CheckAnswer = {
    kind: 'there',
    row,
    changed: [],
    touchedAt: null,
    unreadable: [],
    ...reported,
  }
  const event = answeredEvent(
    plan,
    guardRules(NO_RULES, 1),
    { type: 'sent', at: COPIED, batch: 1, deletes: [], checks: [0] },
    {
      kind: 'answered',
      deletes: new Map(),
      checks: new Map([[ID, answer]]),
      timing: { deleteSeconds: [], meters: [] },
    },
    COPIED,
    new Map(note === null ? [] : [[0, note]]),
  )
  if (event.clear.length === 1) return true
  expect(event.guarded).toEqual([[0, { rule: 'copy-outdated', mode: 'keep', sure }]])
  return false
}

const SECOND = Math.floor(COPIED / 1000) * 1000

describe('a copy is compared with the check, even if no rule needs it', () => {
  it('the check reads what is linked to the contact whenever copies are made', () => {
    const without = freezePlan(
      { id: 'plan', plannedAt: PLANNED, me: 1, guards: NO_RULES, contactsInPortal: 9_000 },
      [row],
      [],
    )
    const asks = (of: Plan): boolean => requestFor(of, { deletes: [], checks: [0] }).relations
    expect([asks(plan), asks(without)]).toEqual([true, false])
  })

  it('a comment, an activity or a requisite in the second of the copy or later', () => {
    expect(mayGo({})).toBe(true)
    expect(mayGo({ touchedAt: SECOND - 1000 })).toBe(true)
    expect(mayGo({ touchedAt: SECOND })).toBe(false)
    expect(mayGo({ touchedAt: SECOND + 5000 })).toBe(false)
  })

  it('a contact of which the portal does not say when it was changed', () => {
    expect(mayGo({ row: { ...row, modifiedAt: null } }, NOTE, false)).toBe(false)
  })

  it('a link that is not in the copy, even if the linked item changed otherwise', () => {
    expect(mayGo({ changed: [deal(5)] })).toBe(true)
    expect(mayGo({ changed: [{ ...deal(7), kind: 'item', typeId: 128 }] })).toBe(true)
    // It was linked at the review already.
    expect(mayGo({ changed: [deal(1)] })).toBe(true)
    expect(mayGo({ changed: [deal(5), deal(6)] })).toBe(false)
    expect(mayGo({ changed: [{ ...deal(7), kind: 'item', typeId: 129 }] })).toBe(false)
    const items = RELATION_KINDS.filter((kind) => !mayGo({ changed: [{ ...deal(99), kind, typeId: 130 }] }))
    expect(items).toEqual(['deal', 'invoice', 'quote', 'item'])
  })

  it('a copy of an earlier visit was made some time after the plan', () => {
    expect(mayGo({ touchedAt: PLANNED - 1000 }, null)).toBe(true)
    expect(mayGo({ touchedAt: PLANNED + 1000 }, null)).toBe(false)
    expect(mayGo({ row: { ...row, modifiedAt: PLANNED + 1000 } }, null)).toBe(false)
    expect(mayGo({ changed: [deal(5)] }, null)).toBe(false)
    expect(mayGo({ changed: [deal(1)] }, null)).toBe(true)
  })
})

describe('one of two that are alike', () => {
  const alike: Plan = { ...plan, older: [7] }

  it('is checked together with the older one that stays', () => {
    expect(requestFor(alike, { deletes: [], checks: [0] }).older).toEqual(new Map([[ID, 7]]))
    expect(requestFor(plan, { deletes: [], checks: [0] }).older).toBeUndefined()
  })

  it.each([
    [true, []],
    [false, [0]],
    [undefined, [0]],
  ])('goes only while that is surely there, unchanged (%s)', (olderStays, kept) => {
    const answer = { kind: 'there' as const, row, changed: [], touchedAt: null, unreadable: [] }
    const checks = new Map([[ID, { ...answer, ...(olderStays === undefined ? {} : { olderStays }) }]])
    const timing = { deleteSeconds: [], meters: [] }
    const sent = { type: 'sent' as const, at: COPIED, batch: 1, deletes: [], checks: [0] }
    const reply = { kind: 'answered' as const, deletes: new Map(), checks, timing }
    const { clear, guarded } = answeredEvent(alike, guardRules(NO_RULES, 1), sent, reply, COPIED)
    expect(guarded).toEqual(kept.map((at) => [at, { rule: 'older-changed', mode: 'keep', sure: true }]))
    expect([...clear, ...kept]).toEqual([0])
  })
})

it('a rule that was overridden at the review skips the contact no more in the run; a new link still does', () => {
  const open = { ...deal(1), open: true }
  const context = { id: 'plan', plannedAt: PLANNED, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 }
  const overridden: Plan = { ...freezePlan(context, [row], [open]), overridden: { 'open-deals': [ID] } }
  const check = (of: Plan, changed: readonly Relation[]) => {
    const answer: CheckAnswer = { kind: 'there', row, changed, touchedAt: null, unreadable: [] }
    const timing = { deleteSeconds: [], meters: [] }
    const reply = { kind: 'answered' as const, deletes: new Map(), checks: new Map([[ID, answer]]), timing }
    const sent = { type: 'sent' as const, at: COPIED, batch: 1, deletes: [], checks: [0] }
    return answeredEvent(of, rulesOf(of), sent, reply, COPIED)
  }
  expect(check(overridden, []).clear).toEqual([0])
  expect(check(overridden, [{ ...deal(2), open: true }]).guarded).toMatchObject([
    [0, { rule: 'new-relation' }],
  ])
  expect(check({ ...overridden, overridden: {} }, []).guarded).toMatchObject([[0, { rule: 'open-deals' }]])
})
