import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryFilters } from '../../../../e2e/simulation/arbitrary-filters.ts'
import { SUGGESTIONS } from '../../clean-up/suggestions.ts'
import { DEFAULT_GUARDS, GUARD_RULES } from '../guards.ts'
import { INTERVALS, type CleanUpRun, type SavedCleanUp } from './saved-clean-up.ts'
import { sealed } from './seal.ts'
import {
  listCleanUps,
  readCleanUps,
  withCleanUp,
  withoutCleanUp,
  withRun,
  writeCleanUps,
  type StoredCleanUps,
} from './stored-clean-ups.ts'

const NOTHING: StoredCleanUps = { cleanUps: [], unread: [], runs: {} }

const cleanUp = (id: string, change: Partial<SavedCleanUp> = {}): SavedCleanUp => ({
  id,
  name: `Clean-up ${id}`,
  subject: { kind: 'filters', filters: { withoutPhone: true, withoutEmail: true } },
  guards: DEFAULT_GUARDS,
  newerDays: 30,
  mostPercent: 10,
  interval: null,
  savedAt: 1_000,
  ...change,
})

const run = (id: string, at: number, deleted = 5): CleanUpRun => ({
  id,
  at,
  by: { id: 1, name: 'Ada' },
  planned: 7,
  deleted,
  ended: true,
})

const asStored = (list: StoredCleanUps): unknown => JSON.parse(JSON.stringify(writeCleanUps(list)))

describe('saved clean-ups in a store', () => {
  it('are read as they were written, with the newest of their runs', () => {
    const mine = withRun(withCleanUp(NOTHING, cleanUp('a')), 'b', run('late', 20))
    const everybodys = withRun(withCleanUp(NOTHING, cleanUp('b')), 'b', run('early', 10))
    const read = { me: readCleanUps(asStored(mine)), everybody: readCleanUps(asStored(everybodys)) }
    expect(listCleanUps(read)).toEqual({
      listed: [
        { cleanUp: cleanUp('a'), scope: 'me', last: null },
        { cleanUp: cleanUp('b'), scope: 'everybody', last: run('late', 20) },
      ],
      unreadable: [],
    })
  })

  it('of the time when activity had one end are whole', () => {
    const old = {
      ...cleanUp('a'),
      subject: { kind: 'filters', filters: { activity: { before: '2024-01-01' } } },
    }
    const { cleanUps } = readCleanUps({ version: 1, cleanUps: [sealed(old)] })
    expect(cleanUps.map(({ subject }) => subject)).toEqual([
      { kind: 'filters', filters: { activity: { from: null, to: '2023-12-31' } } },
    ])
  })

  it('take the place of the one with their id, and leave with their run', () => {
    const list = withRun(withCleanUp(NOTHING, cleanUp('a')), 'a', run('x', 1))
    const renamed = withCleanUp(list, cleanUp('a', { name: 'Another' }))
    expect(renamed.cleanUps.map(({ name }) => name)).toEqual(['Another'])
    expect(withoutCleanUp(renamed, 'a')).toEqual(NOTHING)
  })

  it('take the place of another one with their name, whose run says nothing of them', () => {
    const list = withRun(withCleanUp(NOTHING, cleanUp('a')), 'a', run('x', 1))
    const other = cleanUp('b', { name: cleanUp('a').name })
    expect(withCleanUp(list, other)).toEqual({ cleanUps: [other], unread: [], runs: {} })
  })

  it('keep the first start of a run that is noted again, and the later of two runs', () => {
    const once = withRun(NOTHING, 'a', run('x', 10, 2))
    const resumed = withRun(once, 'a', run('x', 50, 5))
    const lastOf = (list: StoredCleanUps) =>
      listCleanUps({ me: withCleanUp(list, cleanUp('a')), everybody: NOTHING }).listed[0]?.last
    expect(lastOf(resumed)).toEqual(run('x', 10, 5))
    expect(withRun(resumed, 'a', run('x', 60, 5))).toBe(resumed)
    expect(withRun(resumed, 'a', run('older', 9))).toBe(resumed)
    expect(lastOf(withRun(resumed, 'a', run('y', 11)))).toEqual(run('y', 11))
  })

  it('say of a damaged note of a run that it cannot be read, and not that there was none', () => {
    const list = withRun(withCleanUp(NOTHING, cleanUp('a')), 'a', run('x', 10, 5))
    const stored = JSON.stringify(writeCleanUps(list)).replace('"deleted":5', '"deleted":5000')
    const read = readCleanUps(JSON.parse(stored))
    expect(listCleanUps({ me: read, everybody: NOTHING }).listed[0]?.last).toBe('unreadable')
    const mended = withRun(read, 'a', run('y', 20))
    expect(listCleanUps({ me: mended, everybody: NOTHING }).listed[0]?.last).toEqual(run('y', 20))
  })

  it('of another version of the app are not offered, and not lost', () => {
    const stored = asStored(withCleanUp(NOTHING, cleanUp('a'))) as { cleanUps: object[] }
    const later = { id: 'b', name: 'Later', schedule: 'nightly' }
    const read = readCleanUps({ ...stored, cleanUps: [later, ...stored.cleanUps] })
    expect(listCleanUps({ me: read, everybody: NOTHING }).unreadable).toEqual([
      { scope: 'me', name: 'Later', part: later },
    ])
    expect(readCleanUps(asStored(withCleanUp(read, cleanUp('c'))))).toMatchObject({ unread: [later] })
  })

  it.each([{ stored: 'damaged' }, { stored: 7 }, { stored: [] }, { stored: { version: 2, cleanUps: [] } }])(
    '$stored is unreadable, and not none',
    ({ stored }) => {
      const read = readCleanUps(stored)
      expect(listCleanUps({ me: read, everybody: NOTHING })).toEqual({
        listed: [],
        unreadable: [{ scope: 'me', name: null, part: stored }],
      })
      expect(readCleanUps(asStored(read)).unread).toEqual([stored])
    },
  )
})

const filters = arbitraryFilters({
  people: [1, 2, 3, 4],
  companies: [1, 2],
  sources: ['WEB', 'CALL', 'EMAIL', 'OTHER'],
  types: ['CLIENT', 'SUPPLIER', 'PARTNER', 'OTHER'],
  ids: [1, 2, 3, 4],
  from: Date.UTC(2020, 0, 1),
  until: Date.UTC(2026, 0, 1),
})

const arbitraryCleanUp: fc.Arbitrary<SavedCleanUp> = fc.record({
  id: fc.uuid(),
  name: fc.string({ minLength: 1 }),
  subject: fc.oneof(
    filters.map((of) => ({ kind: 'filters' as const, filters: of })),
    fc.constantFrom(...SUGGESTIONS).map((name) => ({ kind: 'suggestion' as const, name })),
  ),
  guards: fc
    .constantFrom(...GUARD_RULES)
    .map((rule) => ({ ...DEFAULT_GUARDS, modes: { ...DEFAULT_GUARDS.modes, [rule]: 'keep' as const } })),
  newerDays: fc.integer({ min: 0, max: 3650 }),
  mostPercent: fc.integer({ min: 1, max: 100 }),
  interval: fc.option(fc.constantFrom(...INTERVALS)),
  savedAt: fc.integer({ min: 0, max: 2e12 }),
})

/** What became of a value: anything; nothing, for undefined; or something that is easily overlooked. */
const harm = fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.constant(similar))

function similar(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (typeof value === 'string') return `${value}x`
  if (Array.isArray(value)) return value.slice(1)
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).slice(1)) : 1
}

type Path = readonly (string | number)[]

function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...at, key]))]
}

function harmed(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return typeof by === 'function' ? similar(value) : by
  if (Array.isArray(value))
    return value.map((one: unknown, at) => (at === Number(key) ? harmed(one, rest, by) : one))
  const entries = Object.entries(value as object).map(([name, one]): [string, unknown] => [
    name,
    name === key ? harmed(one, rest, by) : one,
  ])
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined))
}

describe('any damage', () => {
  it('leaves each saved clean-up whole, or has it named as unreadable', () => {
    let unreadable = 0
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryCleanUp, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
        fc.array(fc.record({ where: fc.nat(), by: harm }), { minLength: 1, maxLength: 3 }),
        fc.option(fc.nat()),
        (cleanUps, harms, cut) => {
          const whole = asStored({ ...NOTHING, cleanUps })
          const stored = harms.reduce<unknown>((now, { where, by }) => {
            const paths = pathsIn(now)
            const path = paths[where % paths.length] ?? []
            // That a whole one is gone cannot be seen.
            return harmed(now, path, path.length <= 2 && by !== null ? 'damaged' : by)
          }, whole)
          // The text itself may end early, as where a portal stores no more of it.
          const text = JSON.stringify(stored)
          const given = cut === null ? stored : parsed(text.slice(0, cut % (text.length + 1)))
          const { listed, unreadable: named } = listCleanUps({ me: readCleanUps(given), everybody: NOTHING })
          for (const { cleanUp: read } of listed) expect(cleanUps).toContainEqual(read)
          if (given !== null && given !== '') {
            expect(listed.length + named.length).toBeGreaterThanOrEqual(
              isList(given) ? given.cleanUps.length : 1,
            )
          }
          unreadable += named.length
        },
      ),
      { numRuns: 400 },
    )
    expect(unreadable).toBeGreaterThan(20)
  })
})

/** Of another version the whole is one that cannot be read. */
function isList(value: unknown): value is { readonly cleanUps: readonly unknown[] } {
  if (typeof value !== 'object' || value === null) return false
  return 'version' in value && value.version === 1 && 'cleanUps' in value && Array.isArray(value.cleanUps)
}

/** As the app reads an option: what is no JSON is the text itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
