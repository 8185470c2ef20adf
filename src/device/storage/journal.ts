import * as v from 'valibot'
import type { RestoreJournal } from '#core/restore/ports.ts'
import { readStoredRestorePlan } from '#core/restore/plan/stored-restore-plan.ts'
import { readStoredPlan } from '#core/plan/stored/stored-plan.ts'
import { allOf, createConnection, inOneStep, isKept, numbersOf, type Connection } from './database.ts'
import { NOT_STORED, STORED, type Begun, type JournalStore } from '#core/job/ports.ts'

/**
 * The journal in IndexedDB: one database per portal, one plan per user. A browser may store nothing for a frame
 * (private window, storage of other sites blocked, disk full): then `begin` and `append` say so. Nothing here rejects.
 */
export function openJournal(
  memberId: string,
  userId: number,
  connection: Connection = createConnection(memberId),
): JournalStore {
  return journalOf({ connection, userId, plans: 'plans', records: 'records', readPlan: readStoredPlan })
}

/** The same for restores, separate from runs, so that neither blocks the other. */
export function openRestoreJournal(
  memberId: string,
  userId: number,
  connection: Connection = createConnection(memberId),
): RestoreJournal {
  const stores = { plans: 'restorePlans', records: 'restoreRecords' } as const
  return journalOf({ connection, userId, ...stores, readPlan: readStoredRestorePlan })
}

interface Stores<RunPlan> {
  readonly connection: Connection
  readonly userId: number
  readonly plans: 'plans' | 'restorePlans'
  readonly records: 'records' | 'restoreRecords'
  readonly readPlan: (stored: unknown) => RunPlan | null
}

function journalOf<RunPlan extends { readonly id: string }>(stores: Stores<RunPlan>): JournalStore<RunPlan> {
  return {
    begin: (plan) => begin(stores, plan).catch(() => NOT_STORED),
    append: (planId, record) => isKept(() => append(stores, planId, record)),
    async unfinished() {
      try {
        return await unfinished(stores)
      } catch {
        return null
      }
    },
    async finish(planId) {
      await isKept(() => finish(stores, planId))
    },
  }
}

/** One run per user. Looks and writes in one step, so that of two tabs only one stores its plan. */
async function begin<RunPlan extends { readonly id: string }>(
  { connection, userId, plans, records }: Stores<RunPlan>,
  plan: RunPlan,
): Promise<Begun> {
  return inOneStep(await connection.open(), [plans, records], async (transaction) => {
    const store = transaction.objectStore(plans)
    // One after the other, so that no rejection is left unhandled when one request fails.
    const lying = (await store.getAllKeys(allOf(userId))).at(-1)
    if (lying !== undefined) return { kind: 'occupied', planId: lying[1] }
    await transaction.objectStore(records).delete(allOf(userId))
    await store.put(plan, [userId, plan.id])
    return STORED
  })
}

async function append<RunPlan>(
  { connection, userId, plans, records }: Stores<RunPlan>,
  planId: string,
  record: string,
): Promise<boolean> {
  return inOneStep(await connection.open(), [plans, records], async (transaction) => {
    const plan = await transaction.objectStore(plans).getKey([userId, planId])
    // Its plan is gone, so the record is useless: another tab has discarded the run.
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
}: Stores<RunPlan>): ReturnType<JournalStore<RunPlan>['unfinished']> {
  const database = await connection.openExisting()
  const key = (await database?.getAllKeys(plans, allOf(userId)))?.at(-1)
  if (database === null || key === undefined) return null
  const [, planId] = key
  try {
    const plan = readPlan(await database.get(plans, key))
    const lines = await database.getAll(records, numbersOf(userId, planId))
    if (plan?.id === planId) return { kind: 'whole', plan, records: v.parse(recordsSchema, lines) }
  } catch {
    // The browser cannot read what it stored.
  }
  return { kind: 'damaged', planId }
}

/** A value that is not a text becomes an empty line, which `replay` treats as a damaged record. */
const recordsSchema = v.array(v.fallback(v.string(), ''))

async function finish<RunPlan>(
  { connection, userId, plans, records }: Stores<RunPlan>,
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
