import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { arbitraryPlan } from '../../../e2e/simulation/arbitrary-plan.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan, type Plan } from '#core/plan/plan.ts'
import { NOT_STORED, STORED } from '#core/job/ports.ts'
import { arbitraryVisits, neverReplaces } from '../../../e2e/tools/journal-contract.ts'
import { openJournal, openRestoreJournal } from './journal.ts'
import { nameOf } from '../names.ts'
import { watchUnfinished } from '../tabs/unfinished.ts'

const PORTAL = 'a223c6b3710f85df22e9377d6c4f7553'
const ME = 7
const plan = planNamed('p')

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

function planNamed(id: string): Plan {
  const row = {
    id: 5,
    name: 'Ann',
    createdAt: 1,
    modifiedAt: null,
    responsibleId: 1,
    typeId: '',
    sourceId: '',
  }
  return freezePlan({ id, plannedAt: 1, me: ME, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 }, [row], [])
}

const hasUnfinished = (portal: string) =>
  new Promise<boolean>((reported) => watchUnfinished(portal, reported))

const databases = async () => (await indexedDB.databases()).map(({ name }) => name)

/** Writes around the journal, as a fault or another version would. */
async function overwrite(store: 'plans' | 'records', key: IDBValidKey, value: unknown): Promise<void> {
  const database = await openDB(nameOf(PORTAL))
  await database.put(store, value, key)
  database.close()
}

describe('a run that is left unfinished', () => {
  it('is read in another visit, whole and in order', async () => {
    const journal = openJournal(PORTAL, ME)
    expect(await journal.begin(plan)).toEqual(STORED)
    expect(await journal.append('p', 'one')).toBe(true)
    expect(await openJournal(PORTAL, ME).append('p', 'two')).toBe(true)
    expect(await openJournal(PORTAL, ME).unfinished()).toEqual({
      kind: 'whole',
      plan,
      records: ['one', 'two'],
    })
  })

  it('keeps the order of records that are appended before earlier ones are written', async () => {
    const journal = openJournal(PORTAL, ME)
    const lines = Array.from({ length: 60 }, (_, at) => `record ${at}`)
    const begun = journal.begin(plan)
    const kept = await Promise.all(lines.map((line) => journal.append('p', line)))
    expect(await begun).toEqual(STORED)
    expect(kept).not.toContain(false)
    expect(await journal.unfinished()).toMatchObject({ records: lines })
  })

  it('is gone with its records when it has finished', async () => {
    const journal = openJournal(PORTAL, ME)
    await journal.begin(plan)
    await journal.append('p', 'one')
    expect(await hasUnfinished(PORTAL)).toBe(true)
    await journal.finish('p')
    expect(await journal.unfinished()).toBeNull()
    expect(await hasUnfinished(PORTAL)).toBe(false)
    await journal.begin(plan)
    expect(await journal.unfinished()).toMatchObject({ records: [] })
  })

  it('is never replaced, by no tab', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryVisits, async (acts) => {
        vi.stubGlobal('indexedDB', new IDBFactory())
        await neverReplaces(acts, {
          open: () => ({ journal: openJournal(PORTAL, ME) }),
          planNamed,
          line: String,
        })
        await neverReplaces(acts, {
          open: () => ({ journal: openRestoreJournal(PORTAL, ME) }),
          planNamed: (id) => ({ version: 1 as const, id, plannedAt: 1, entries: [], tasks: [] }),
          line: String,
        })
      }),
      { numRuns: 40 },
    )
  })

  it('is never replaced by two tabs at the same moment: one of them stores its plan', async () => {
    const tabs = [openJournal(PORTAL, ME), openJournal(PORTAL, ME)] as const
    const begun = await Promise.all([tabs[0].begin(planNamed('p')), tabs[1].begin(planNamed('q'))])
    expect(begun).toEqual([STORED, { kind: 'occupied', planId: 'p' }])
  })

  it('learns when another tab discarded it that nothing more is stored', async () => {
    const [first, second] = [openJournal(PORTAL, ME), openJournal(PORTAL, ME)]
    await first.begin(plan)
    await first.append('p', 'one')
    await second.finish('p')
    await second.begin(planNamed('q'))
    expect(await first.append('p', 'two')).toBe(false)
    expect(await second.unfinished()).toMatchObject({ plan: { id: 'q' }, records: [] })
    await first.finish('p')
    expect(await second.unfinished()).toMatchObject({ plan: { id: 'q' } })
  })

  it('belongs to one user and one portal', async () => {
    const [mine, another] = [openJournal(PORTAL, ME), openJournal(PORTAL, 70)]
    await mine.begin(plan)
    expect(await another.unfinished()).toBeNull()
    await another.begin(planNamed('q'))
    await another.append('q', 'of another')
    await mine.append('p', 'mine')
    expect(await mine.unfinished()).toMatchObject({ plan: { id: 'p' }, records: ['mine'] })
    await another.finish('q')
    expect(await mine.unfinished()).toMatchObject({ records: ['mine'] })
    expect(await openJournal('another portal', ME).unfinished()).toBeNull()
    expect(await hasUnfinished('another portal')).toBe(false)
  })

  it('is read as it was stored, whatever the plan', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlan, fc.array(fc.string()), fc.string(), async (plan, lines, portal) => {
        vi.stubGlobal('indexedDB', new IDBFactory())
        const journal = openJournal(portal, ME)
        expect(await journal.begin(plan)).toEqual(STORED)
        for (const line of lines) await journal.append(plan.id, line)
        expect(await openJournal(portal, ME).unfinished()).toEqual({
          kind: 'whole',
          plan,
          records: lines,
        })
      }),
      { numRuns: 40 },
    )
  })
})

describe('damaged data', () => {
  it('is reported: a plan that cannot be read, until it is given up', async () => {
    const journal = openJournal(PORTAL, ME)
    await journal.begin(plan)
    await overwrite('plans', [ME, 'p'], { ...plan, names: [] })
    expect(await journal.unfinished()).toEqual({ kind: 'damaged', planId: 'p' })
    expect(await hasUnfinished(PORTAL)).toBe(true)
    await journal.finish('p')
    expect(await journal.unfinished()).toBeNull()
  })

  it('is reported: a plan under the ID of another', async () => {
    const journal = openJournal(PORTAL, ME)
    await journal.begin(plan)
    await overwrite('plans', [ME, 'p'], planNamed('q'))
    expect(await journal.unfinished()).toEqual({ kind: 'damaged', planId: 'p' })
  })

  it('becomes an empty record, so that the records after it are not used', async () => {
    const journal = openJournal(PORTAL, ME)
    await journal.begin(plan)
    for (const line of ['one', 'two', 'three']) await journal.append('p', line)
    await overwrite('records', [ME, 'p', 1], { not: 'text' })
    expect(await journal.unfinished()).toMatchObject({ kind: 'whole', records: ['one', '', 'three'] })
  })
})

describe('checking whether there is a run', () => {
  it('makes no database', async () => {
    expect(await hasUnfinished(PORTAL)).toBe(false)
    expect(await openJournal(PORTAL, ME).unfinished()).toBeNull()
    await openJournal(PORTAL, ME).finish('p')
    expect(await databases()).toEqual([])
  })

  it('does not block a later begin', async () => {
    const journal = openJournal(PORTAL, ME)
    expect(await journal.unfinished()).toBeNull()
    expect(await journal.begin(plan)).toEqual(STORED)
    expect(await databases()).toEqual([nameOf(PORTAL)])
  })
})

describe('a browser that stores nothing', () => {
  const refusals: Record<string, unknown> = {
    'has no IndexedDB': undefined,
    'has none to give': null,
    'throws when asked': {
      open: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    },
  }
  it.each(Object.entries(refusals))('%s: reports it and never rejects', async (_name, factory) => {
    vi.stubGlobal('indexedDB', factory)
    const journal = openJournal(PORTAL, ME)
    expect(await journal.begin(plan)).toEqual(NOT_STORED)
    expect(await journal.append('p', 'one')).toBe(false)
    expect(await journal.unfinished()).toBeNull()
    await expect(journal.finish('p')).resolves.toBeUndefined()
    expect(await hasUnfinished(PORTAL)).toBe(false)
  })

  it('never answers: the journal does not wait for it', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() })
    const begun = openJournal(PORTAL, ME).begin(plan)
    await vi.runAllTimersAsync()
    expect(await begun).toEqual(NOT_STORED)
    vi.useRealTimers()
  })

  it('refused once: the journal asks it again', async () => {
    const factory = indexedDB
    const journal = openJournal(PORTAL, ME)
    vi.stubGlobal('indexedDB', undefined)
    expect(await journal.begin(plan)).toEqual(NOT_STORED)
    vi.stubGlobal('indexedDB', factory)
    expect(await journal.begin(plan)).toEqual(STORED)
  })

  it('has no room for a record: reports it, and what was there stays', async () => {
    const journal = openJournal(PORTAL, ME)
    await journal.begin(plan)
    await journal.append('p', 'one')
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    expect(await journal.append('p', 'two')).toBe(false)
    full.mockRestore()
    expect(await journal.unfinished()).toMatchObject({ records: ['one'] })
  })

  it('has no room for a plan: reports it, and stores nothing of it', async () => {
    const journal = openJournal(PORTAL, ME)
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    expect(await journal.begin(plan)).toEqual(NOT_STORED)
    full.mockRestore()
    expect(await journal.unfinished()).toBeNull()
  })
})

it('lets a newer version of the app in another tab change the database', async () => {
  const journal = openJournal(PORTAL, ME)
  await journal.begin(plan)
  const newer = await openDB(nameOf(PORTAL), 3)
  expect(newer.version).toBe(3)
  // This older version then reports that it stores nothing.
  expect(await journal.append('p', 'one')).toBe(false)
  newer.close()
})
