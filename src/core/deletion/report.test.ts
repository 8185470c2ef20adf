import fc from 'fast-check'
import papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { arbitraryPlan } from '../../../e2e/simulation/arbitrary-plan.ts'
import { failureOfKind, type Failure } from '../failure.ts'
import { DEFAULT_GUARDS, GUARD_RULES } from '../plan/guards.ts'
import { freezePlan, type Plan } from '../plan/plan.ts'
import { UNTOUCHED } from '../job/ledger.ts'
import { RUN_LEDGER, type Status } from './run/reducer/ledger.ts'
import { readyRun, verdictOf, type Reason, type RunState, type RunVerdict } from './run/state.ts'
import { csvOf, type CsvWords } from './report-csv.ts'
import { keyOf, reasonOf, reportOf } from './report.ts'

const planOf = (names: readonly (string | null)[]): Plan =>
  freezePlan(
    { id: 'p', plannedAt: 0, me: 1, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 },
    names.map((name, at) => ({
      id: at + 1,
      name,
      createdAt: 0,
      modifiedAt: -1e12,
      responsibleId: 1,
      typeId: '',
      sourceId: '',
    })),
    [],
  )
const failure = (code: string, portalText = ''): Failure => ({ kind: 'portal-error', code, portalText })
type Mark = readonly [Status, Reason?]

/** A run with these results, in the order of the plan. */
function runWith(plan: Plan, marks: readonly Mark[]): RunState {
  const ready = readyRun(plan)
  const ledger = RUN_LEDGER.open(ready.ledger)
  const reasons = [...ready.reasons]
  marks.forEach(([status, reason], index) => {
    const at = reason === undefined ? 0 : reasons.push(reason) - 1
    ledger.write(index, { ...UNTOUCHED, status, reason: at })
  })
  return { ...ready, ledger: ledger.close(), reasons }
}
const failed = (code: string, text = ''): Mark => [
  'failed',
  { kind: 'failure', failure: failure(code, text) },
]

const arbitraryReason: fc.Arbitrary<Reason> = fc.oneof(
  fc.record({
    kind: fc.constant('failure' as const),
    failure: fc.record({
      kind: fc.constantFrom('portal-error' as const, 'timeout' as const, 'not-found' as const),
      code: fc.constantFrom('', 'X'),
      portalText: fc.constantFrom('', 'busy', '=busy'),
    }),
  }),
  fc.record({
    kind: fc.constant('guard' as const),
    reason: fc.record({
      rule: fc.constantFrom(...GUARD_RULES),
      mode: fc.constantFrom('keep' as const, 'warn' as const),
      sure: fc.boolean(),
    }),
  }),
)
const arbitraryRun = arbitraryPlan.chain((plan) =>
  fc
    .array(fc.tuple(fc.constantFrom(...RUN_LEDGER.statuses), arbitraryReason), {
      minLength: plan.ids.length,
      maxLength: plan.ids.length,
    })
    .map((marks) => ({ plan, state: runWith(plan, marks) })),
)

describe('the report of a run', () => {
  it('has every contact of the plan in exactly one group, with others of the same reason', () => {
    fc.assert(
      fc.property(arbitraryRun, ({ plan, state }) => {
        const { total, groups } = reportOf(plan, state)
        expect(total).toBe(plan.ids.length)
        const all = groups.flatMap(({ contacts }) => contacts)
        expect(all.toSorted((a, b) => a - b)).toEqual([...plan.ids.keys()])
        expect(new Set(groups.map(({ reason }) => keyOf(reason))).size).toBe(groups.length)
        for (const { reason, contacts } of groups) {
          expect(contacts).toEqual(contacts.toSorted((a, b) => a - b))
          for (const index of contacts) {
            expect(keyOf(reasonOf(verdictOf(state, index)))).toBe(keyOf(reason))
            expect(verdictOf(state, index).kind).toBe(reason.kind)
          }
        }
      }),
    )
  })

  it('tells a refusal that nobody could check from a lost answer', () => {
    const refusal: Failure = { kind: 'portal-error', code: 'ERROR_CORE', portalText: 'A handler failed' }
    const plan = planOf(['a', 'b', 'c'])
    const state = runWith(plan, [
      ['unknown'],
      ['unknown', { kind: 'failure', failure: refusal }],
      ['unknown', { kind: 'failure', failure: failureOfKind('timeout') }],
    ])
    expect(reportOf(plan, state).groups).toEqual([
      { reason: { kind: 'unknown', refused: null }, contacts: [0, 2] },
      { reason: { kind: 'unknown', refused: refusal }, contacts: [1] },
    ])
  })

  it('lists problems first, each reason once, larger groups first', () => {
    const plan = planOf(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'])
    const guard = (rule: (typeof GUARD_RULES)[number]): Mark => [
      'guarded',
      { kind: 'guard', reason: { rule, mode: 'keep', sure: true } },
    ]
    const state = runWith(plan, [
      ['waiting'],
      failed('A'),
      failed('B', 'busy'),
      ['unknown'],
      guard('changed-lately'),
      guard('open-deals'),
      ['denied'],
      ['found-deleted'],
      ['already-gone'],
      failed('B', 'busy'),
      ['deleted'],
      ['denied-unseen'],
    ])
    const report = reportOf(plan, state)
    expect(report.groups.map(({ reason, contacts }) => [keyOf(reason), contacts])).toEqual([
      ['access-denied true', [6]],
      ['access-denied false', [11]],
      [JSON.stringify(['failed', 'portal-error', 'B', 'busy']), [2, 9]],
      [JSON.stringify(['failed', 'portal-error', 'A', '']), [1]],
      ['unknown', [3]],
      ['waiting', [0]],
      ['guarded open-deals true', [5]],
      ['guarded changed-lately true', [4]],
      ['deleted', [7, 10]],
      ['already-gone', [8]],
    ])
  })
})

describe('the report as CSV', () => {
  const words: CsvWords = {
    id: 'ID',
    reference: 'Reference',
    name: 'Name',
    reach: 'Reach',
    verdict: 'Result',
    reason: 'Reason',
    verdictOf: (verdict) => verdict.kind,
    reasonOf: (verdict: RunVerdict) => (verdict.kind === 'failed' ? verdict.failure.portalText : ''),
  }
  const text = (plan: Plan, state: RunState, delimiter?: ',' | ';'): string =>
    [...csvOf(plan, state, words, delimiter)].join('')

  it('suits a spreadsheet: a byte order mark, CRLF, quotes where needed', () => {
    const plan = planOf(['Ann', null, 'Doe, "J"'])
    const state = runWith(plan, [['deleted'], ['waiting'], failed('X', 'two\nlines')])
    expect(text(plan, state)).toBe(
      '\uFEFFID,Name,Reach,Result,Reason\r\n1,Ann,,deleted,\r\n2,,,waiting,\r\n3,"Doe, ""J""",,failed,"two\nlines"\r\n',
    )
    expect(text(plan, state, ';')).toContain('\r\n1;Ann;;deleted;\r\n')
  })

  it('has the references that a list gave, if there are any', () => {
    const plan = { ...planOf(['Ann', 'Bo']), references: ['=R-1', ''] }
    expect(text(plan, readyRun(plan))).toBe(
      "\uFEFFID,Reference,Name,Reach,Result,Reason\r\n1,'=R-1,Ann,,waiting,\r\n2,,Bo,,waiting,\r\n",
    )
  })

  it('has what the review showed of the contacts, and no phone in it is a formula', () => {
    const plan = { ...planOf(['Ann', 'Bo']), reach: ['+49 30 1 · ann@example.com · ACME', ''] }
    expect(text(plan, readyRun(plan))).toBe(
      `\uFEFFID,Name,Reach,Result,Reason\r\n1,Ann,'+49 30 1 · ann@example.com · ACME,waiting,\r\n2,Bo,,waiting,\r\n`,
    )
  })

  it.each([
    ['=1+1', `'=1+1`],
    ['+7 916', `'+7 916`],
    ['-', `'-`],
    ['@sum', `'@sum`],
    ['\tx', `"'\tx"`],
    ['\rx', `"'\rx"`],
    [' =1+1', `' =1+1`],
    ['＝1+1', `'＝1+1`],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ["O'Neil = x", "O'Neil = x"],
    [' Ann', '" Ann"'],
  ])('%j is written as %s, which no spreadsheet runs', (name, cell) => {
    const plan = planOf([name])
    expect(text(plan, readyRun(plan))).toContain(`\r\n1,${cell},,waiting,\r\n`)
  })

  it('gives the same cells in another parser, none of them a formula', () => {
    fc.assert(
      fc.property(arbitraryRun, fc.constantFrom(',' as const, ';' as const), ({ plan, state }, delimiter) => {
        const csv = text(plan, state, delimiter)
        const { data, errors } = papa.parse<string[]>(csv.slice(1), { delimiter, newline: '\r\n' })
        expect(csv[0]).toBe('\uFEFF')
        expect(errors).toEqual([])
        expect(data.pop()).toEqual([''])
        expect(data).toHaveLength(plan.ids.length + 1)
        data.slice(1).forEach((cells, index) => {
          const [id, name = '', reach = '', verdict] = cells
          expect(cells).toHaveLength(5)
          expect([reach, reach.slice(1)]).toContain(plan.reach?.[index] ?? '')
          expect(id).toBe(String(plan.ids[index]))
          expect([name, name.slice(1)]).toContain(plan.names[index] ?? '')
          expect(verdict).toBe(verdictOf(state, index).kind)
          for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@]|^[\t\r]/u)
        })
      }),
    )
  })

  it('comes in chunks that hold each row once', () => {
    const plan = planOf(Array.from({ length: 2500 }, (_, at) => `Contact ${at}`))
    const chunks = [...csvOf(plan, readyRun(plan), words)]
    expect(chunks.map((chunk) => chunk.split('\r\n').length - 1)).toEqual([1001, 1000, 500])
  })
})
