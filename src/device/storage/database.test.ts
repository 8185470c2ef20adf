import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { arbitraryContacts } from '../../../e2e/simulation/arbitrary-archive.ts'
import { DEFAULT_GUARDS } from '#core/plan/guards.ts'
import { freezePlan } from '#core/plan/plan.ts'
import { planRestore, type RestorePlan } from '#core/restore/plan/plan.ts'
import { openArchiveStore } from './archive-store.ts'
import { NOT_STORED, STORED } from '#core/job/ports.ts'
import { openJournal, openRestoreJournal } from './journal.ts'
import { nameOf } from '../names.ts'
import { watchUnfinished } from '../tabs/unfinished.ts'

const PORTAL = 'portal'
const ME = 7
const context = { id: 'p', plannedAt: 1, me: ME, guards: DEFAULT_GUARDS, contactsInPortal: 9_000 }
const plan = freezePlan(context, [], [])

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

const hasUnfinished = () => new Promise<boolean>((reported) => watchUnfinished(PORTAL, reported))

function restoreOf(id: string, contacts: Parameters<typeof planRestore>[1] = []): RestorePlan {
  return planRestore(
    { id, plannedAt: 1 },
    contacts,
    { origins: [], owners: [], gone: [], there: [] },
    { conflicts: new Map(), completeReturned: false },
  )
}

/** The database as the app's first versions made it, with a run in it. */
async function ofVersionOne() {
  const database = await openDB(nameOf(PORTAL), 1, {
    upgrade(made) {
      made.createObjectStore('plans')
      made.createObjectStore('records')
    },
  })
  await database.put('plans', plan, [ME, 'p'])
  await database.put('records', 'one', [ME, 'p', 0])
  return database
}

describe('a database of an older version', () => {
  it('keeps its run, and takes archives and restores from then on', async () => {
    ;(await ofVersionOne()).close()
    expect(await hasUnfinished()).toBe(true)
    const journal = openJournal(PORTAL, ME)
    expect(await journal.unfinished()).toEqual({ kind: 'whole', plan, records: ['one'] })
    expect(await journal.append('p', 'two')).toBe(true)
    const keepDays = () => Promise.resolve(null)
    const store = openArchiveStore({ memberId: PORTAL, userId: ME, clock: { now: () => 1 }, keepDays })
    expect(await store.keep('a', 0, 'header\n')).toBe(true)
    expect(await openRestoreJournal(PORTAL, ME).begin(restoreOf('r'))).toEqual(STORED)
    expect(await openJournal(PORTAL, ME).unfinished()).toMatchObject({ records: ['one', 'two'] })
  })

  it('is upgraded by a mere read, too, which removes nothing', async () => {
    ;(await ofVersionOne()).close()
    expect(await openRestoreJournal(PORTAL, ME).unfinished()).toBeNull()
    expect(await openJournal(PORTAL, ME).unfinished()).toMatchObject({ plan, records: ['one'] })
    const database = await openDB(nameOf(PORTAL))
    expect([database.version, [...database.objectStoreNames].toSorted()]).toEqual([
      2,
      ['archiveParts', 'plans', 'records', 'restorePlans', 'restoreRecords', 'runRecords'],
    ])
    database.close()
  })
})

describe('the journal of restores', () => {
  it('returns the plan as it was stored, whatever the archive held', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryContacts, fc.array(fc.string()), async (contacts, lines) => {
        vi.stubGlobal('indexedDB', new IDBFactory())
        const restore = restoreOf('r', contacts)
        const journal = openRestoreJournal(PORTAL, ME)
        expect(await journal.begin(restore)).toEqual(STORED)
        for (const line of lines) expect(await journal.append('r', line)).toBe(true)
        const found = { kind: 'whole', plan: restore, records: lines }
        expect(await openRestoreJournal(PORTAL, ME).unfinished()).toEqual(found)
      }),
      { numRuns: 30 },
    )
  })

  it('is separate from that of runs, and reports an unfinished restore like a run', async () => {
    const [runs, restores] = [openJournal(PORTAL, ME), openRestoreJournal(PORTAL, ME)]
    await runs.begin(plan)
    await runs.append('p', 'of the run')
    await restores.begin(restoreOf('p'))
    await restores.append('p', 'of the restore')
    expect(await runs.unfinished()).toMatchObject({ plan, records: ['of the run'] })
    expect(await restores.unfinished()).toMatchObject({ records: ['of the restore'] })
    await runs.finish('p')
    expect(await restores.unfinished()).toMatchObject({ records: ['of the restore'] })
    expect(await hasUnfinished()).toBe(true)
    await restores.finish('p')
    expect(await restores.unfinished()).toBeNull()
    expect(await hasUnfinished()).toBe(false)
  })

  it('reports damage, and stores nothing where the browser does not', async () => {
    const journal = openRestoreJournal(PORTAL, ME)
    await journal.begin(restoreOf('r'))
    const database = await openDB(nameOf(PORTAL))
    await database.put('restorePlans', { ...restoreOf('r'), tasks: null }, [ME, 'r'])
    database.close()
    expect(await journal.unfinished()).toEqual({ kind: 'damaged', planId: 'r' })
    vi.stubGlobal('indexedDB', undefined)
    const refused = openRestoreJournal('another', ME)
    expect(await refused.begin(restoreOf('r'))).toEqual(NOT_STORED)
    expect(await refused.append('r', 'one')).toBe(false)
    expect(await refused.unfinished()).toBeNull()
  })
})
