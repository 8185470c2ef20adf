import * as v from 'valibot'
import type { RestoreJournal } from '#core/restore/ports.ts'
import { readStoredRestorePlan } from '#core/restore/plan/stored-restore-plan.ts'
import { readStoredPlan } from '#core/plan/stored-plan.ts'
import { allOf, createConnection, inOneStep, isKept, numbersOf, type Connection } from './database.ts'
import type { JournalStore } from '#core/job/ports.ts'

/**
 * The journal in IndexedDB: a database a portal, a plan a user. Browsers may keep nothing for a frame (private window,
 * storage of other sites blocked, disk full): `begin` and `append` then say so, and nothing here ever rejects.
 */
export function openJournal(
  memberId: string,
  userId: number,
  connection: Connection = createConnection(memberId),
): JournalStore {
  return journalOf({ connection, userId, plans: 'plans', records: 'records', readPlan: readStoredPlan })
}

/** The same of restores, which do not stand in the way of a run nor a run in theirs. */
export function openRestoreJournal(
  memberId: string,
  userId: number,
  connection: Connection = createConnection(memberId),
): RestoreJournal {
  const stores = { plans: 'restorePlans', records: 'restoreRecords' } as const
  return journalOf({ connection, userId, ...stores, readPlan: readStoredRestorePlan })
}

interface Book<RunPlan> {
  readonly connection: Connection
  readonly userId: number
  readonly plans: 'plans' | 'restorePlans'
  readonly records: 'records' | 'restoreRecords'
  readonly readPlan: (stored: unknown) => RunPlan | null
}

function journalOf<RunPlan extends { readonly id: string }>(book: Book<RunPlan>): JournalStore<RunPlan> {
  return {
    begin: (plan) => isKept(() => begin(book, plan)),
    append: (planId, record) => isKept(() => append(book, planId, record)),
    async unfinished() {
      try {
        return await unfinished(book)
      } catch {
        return null
      }
    },
    async finish(planId) {
      await isKept(() => finish(book, planId))
    },
  }
}

/** One run a user: a plan that begins takes the place of one that was given up. */
async function begin<RunPlan extends { readonly id: string }>(
  { connection, userId, plans, records }: Book<RunPlan>,
  plan: RunPlan,
): Promise<boolean> {
  return inOneStep(await connection.open(), [plans, records], async (transaction) => {
    const store = transaction.objectStore(plans)
    // One after the other, so that no request is left unheard when one of them fails.
    await store.delete(allOf(userId))
    await transaction.objectStore(records).delete(allOf(userId))
    await store.put(plan, [userId, plan.id])
    return true
  })
}

async function append<RunPlan>(
  { connection, userId, plans, records }: Book<RunPlan>,
  planId: string,
  record: string,
): Promise<boolean> {
  return inOneStep(await connection.open(), [plans, records], async (transaction) => {
    const plan = await transaction.objectStore(plans).getKey([userId, planId])
    // Without its plan a record is worth nothing: another run began, in a tab that knew nothing of this one.
    if (plan === undefined) return false
    const store = transaction.objectStore(records)
    const last = await store.openKeyCursor(numbersOf(userId, planId), 'prev')
    await store.add(record, [userId, planId, last === null ? 0 : last.key[2] + 1])
    return true
  })
}

async function unfinished<RunPlan extends { readonly id: string }>({
  connection,
  userId,
  plans,
  records,
  readPlan,
}: Book<RunPlan>): ReturnType<JournalStore<RunPlan>['unfinished']> {
  const database = await connection.openExisting()
  const key = (await database?.getAllKeys(plans, allOf(userId)))?.at(-1)
  if (database === null || key === undefined) return null
  const [, planId] = key
  try {
    const plan = readPlan(await database.get(plans, key))
    const lines = await database.getAll(records, numbersOf(userId, planId))
    if (plan?.id === planId) return { kind: 'whole', plan, records: v.parse(recordsSchema, lines) }
  } catch {
    // The browser itself cannot read what it kept.
  }
  return { kind: 'damaged', planId }
}

/** What is no text becomes an empty line, which `replay` takes for a damaged record. */
const recordsSchema = v.array(v.fallback(v.string(), ''))

async function finish<RunPlan>(
  { connection, userId, plans, records }: Book<RunPlan>,
  planId: string,
): Promise<boolean> {
  const database = await connection.openExisting()
  if (database === null) return true
  return inOneStep(database, [plans, records], async (transaction) => {
    await transaction.objectStore(plans).delete(IDBKeyRange.only([userId, planId]))
    await transaction.objectStore(records).delete(numbersOf(userId, planId))
    return true
  })
}
